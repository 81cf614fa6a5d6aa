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

/** Who may do what at an event: reads only. */
export function createRolesQueries({ db, findEvent }: { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }) {
  return {
    /** Who holds which role at an event, in the order in which roles were given. For organizers. */
    async listRoles(actor: Actor, eventId: string): Promise<Result<RoleHolder[]>> {
      const event = await findEvent(actor, eventId)
      if (!event.ok) return event
      if (!can(actor, 'role:grant', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const rows = await db.client.eventRole.findMany({
        where: { eventId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 2000,
        select: {
          id: true, role: true, personId: true, createdAt: true,
          person: { select: { email: true, nameZh: true, nameEn: true } },
          organization: { select: { id: true, nameZh: true, nameEn: true } },
        },
      })
      return ok(rows.map(({ person, createdAt, role, ...row }) => ({ ...row, ...person, role: role as Role, createdAt: createdAt.getTime() })))
    },
  }
}
