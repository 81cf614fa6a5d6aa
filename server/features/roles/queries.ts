import type { Actor, Role } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

export type RoleHolder = {
  id: string
  role: Role
  personId: string
  email: string
  nameZh: string
  nameEn: string
  organization: { id: string; nameZh: string; nameEn: string } | null
  createdAt: number
}

/** Those who run an event, as told from those who take part. */
const staffRoles: readonly Role[] = ['organizer', 'co_organizer', 'judge', 'crew', 'observer']

/** Which holders are wanted; everybody in one list where it is missing. `page` counts from 1. */
export type RolesWanted = { who: 'staff' | 'all'; page: number; pageSize: number }

const wholeList: RolesWanted = { who: 'all', page: 1, pageSize: 2_000 }

/** Who may do what at an event: reads only. */
export function createRolesQueries({ db, findEvent }: { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }) {
  async function may(actor: Actor, eventId: string): Promise<Result<undefined>> {
    const event = await findEvent(actor, eventId)
    if (!event.ok) return event
    return can(actor, 'role:grant', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
  }

  const whereOf = (eventId: string, who: RolesWanted['who']) => ({ eventId, ...(who === 'staff' ? { role: { in: [...staffRoles] } } : {}) })

  async function listRoles(actor: Actor, eventId: string, { who, page, pageSize }: RolesWanted = wholeList): Promise<Result<RoleHolder[]>> {
    const allowed = await may(actor, eventId)
    if (!allowed.ok) return allowed
    const rows = await db.client.eventRole.findMany({
      where: whereOf(eventId, who),
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      select: {
        id: true, role: true, personId: true, createdAt: true,
        person: { select: { email: true, nameZh: true, nameEn: true } },
        organization: { select: { id: true, nameZh: true, nameEn: true } },
      },
    })
    return ok(rows.map(({ person, createdAt, role, ...row }) => ({ ...row, ...person, role: role as Role, createdAt: createdAt.getTime() })))
  }

  return {
    /** Who holds which role at an event, in the order in which roles were given. For organizers. */
    listRoles,

    /** One page of the same, and how many there are in all. */
    async pageOfRoles(actor: Actor, eventId: string, wanted: RolesWanted): Promise<Result<{ holders: RoleHolder[]; total: number }>> {
      const holders = await listRoles(actor, eventId, wanted)
      if (!holders.ok) return holders
      return ok({ holders: holders.value, total: await db.client.eventRole.count({ where: whereOf(eventId, wanted.who) }) })
    },
  }
}
