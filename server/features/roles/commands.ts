import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { partOfPeople } from '#server/features/parts-taken/store.ts'
import type { RunWork } from '#server/jobs/work.ts'
import type { GrantRoleInput, RevokeRoleInput } from '#server/protocol/inputs/events.ts'

import { deleteRole, hasOtherPart } from './store.ts'

type Parts = {
  work: RunWork
  findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>>
  partOfPeople: typeof partOfPeople
  cut: (who: { personId: string }, code: string) => void
}

/** Gives and takes roles at an event. */
export function createRolesCommands({ work, findEvent, partOfPeople: partOfThem, cut }: Parts) {
  async function allowed(actor: Actor, eventId: string): Promise<Result<undefined>> {
    const event = await findEvent(actor, eventId)
    if (!event.ok) return event
    return can(actor, 'role:grant', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
  }

  return {
    /** Gives a role to whoever has the address; somebody unknown gets a row and can sign in with it. Giving it again changes nothing. */
    async grantRole(actor: Actor, input: GrantRoleInput): Promise<Result<undefined>> {
      const may = await allowed(actor, input.eventId)
      if (!may.ok) return may
      return work(actor, async ({ tx, now, newId, audit }) => {
        const at = new Date(now)
        const organizationId = input.organizationId ?? null
        // Only of the organizations at this event: a role for one opens its profile.
        if (organizationId !== null && (await tx.delegation.findUnique({ where: { eventId_organizationId: { eventId: input.eventId, organizationId } }, select: { id: true } })) === null) {
          return err('input.invalid', { fields: [{ path: 'organizationId', code: 'input.not_an_option' }] })
        }
        const person = await tx.person.upsert({ where: { email: input.email }, create: { id: newId(), email: input.email, createdAt: at, updatedAt: at }, update: {}, select: { id: true } })
        const key = { eventId: input.eventId, personId: person.id, role: input.role }
        await tx.eventRole.upsert({ where: { eventId_personId_role: key }, create: { id: newId(), ...key, organizationId, createdAt: at }, update: { organizationId } })
        audit('role:granted', `person:${person.id}`, { eventId: input.eventId, role: input.role })
        return ok()
      })
    },

    /** Takes a role away; the person's sockets end at once and come back with what is left. Errors: `role.last_organizer`; `directory.on_programme` and `directory.has_seat` where it is all that ties somebody to the event. */
    async revokeRole(actor: Actor, input: RevokeRoleInput): Promise<Result<undefined>> {
      const may = await allowed(actor, input.eventId)
      if (!may.ok) return may
      const revoked = await work(actor, async ({ tx, now, audit }) => {
        const taken = await deleteRole(tx, input.eventId, input.roleId, now)
        if (taken === 'gone') return err('record.not_found')
        if (taken === 'last') return err('role.last_organizer')
        const part = (await hasOtherPart(tx, input.eventId, taken.personId)) ? null : await partOfThem(tx, input.eventId, [taken.personId])
        if (part !== null) return err(part)
        audit('role:revoked', `person:${taken.personId}`, { eventId: input.eventId, role: taken.role })
        return ok(taken.personId)
      })
      if (!revoked.ok) return revoked
      cut({ personId: revoked.value }, 'auth.forbidden')
      return ok()
    },
  }
}
