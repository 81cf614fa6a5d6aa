import type { Prisma } from '#prisma/generated/client.ts'
import type { Actor, Side } from '#server/domain/access/actor.ts'
import { organizationKeys } from '#server/domain/directory/organization-keys.ts'
import { emptyDetails } from '#server/domain/directory/organization-fields.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type * as PartsTaken from '#server/features/parts-taken/store.ts'
import type { RunWork } from '#server/jobs/work.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import type { AddOrganizationInput, DelegationInput, EditOrganizationInput } from '#server/protocol/inputs/directory.ts'

import { may } from './queries.ts'
import { findPlace } from './store.ts'

const kindOfSide: Record<Side, string> = { investor: 'investor', acquirer: 'acquirer', startup: 'startup', target: 'startup' }

const keysOf = (fields: Pick<AddOrganizationInput, 'nameZh' | 'nameEn' | 'legalName' | 'website'>, aliases: readonly string[]) => organizationKeys({ ...fields, aliases }, phonetics)

/** The unique index decides whose credit code it is. */
async function withFreeCode<T>(run: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return err('input.invalid', { fields: [{ path: 'uscc', code: 'directory.uscc_taken' }] })
  }
}

type Parts = { work: RunWork; parts: Pick<typeof PartsTaken, 'partOfDelegation' | 'partOfPeople' | 'hasLeftTraces'>; cut: (who: { personId: string }, code: string) => void }

/** Organizations of an event, one by one. */
export function createDirectoryCommands({ work, parts, cut }: Parts) {
  return {
    /** A new organization that takes part at once. Error: `directory.uscc_taken` at the field. */
    async addOrganization(actor: Actor, { eventId, side, ...fields }: AddOrganizationInput): Promise<Result<{ delegationId: string }>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      return withFreeCode(() =>
        work(actor, async ({ tx, now, newId, audit }) => {
          const at = new Date(now)
          const [organizationId, delegationId] = [newId(), newId()]
          await tx.organization.create({
            data: { id: organizationId, kind: kindOfSide[side], ...fields, tags: [], labels: [], funding: [], contact: {}, details: emptyDetails() as unknown as Prisma.InputJsonObject, ...keysOf(fields, []), createdAt: at, updatedAt: at },
          })
          await tx.delegation.create({ data: { id: delegationId, eventId, organizationId, side, unavailable: [], createdAt: at } })
          audit('organization:added', `organization:${organizationId}`, { eventId, side })
          return ok({ delegationId })
        }),
      )
    },

    /** The organizer's edit of a card; `record.changed` for who comes second. */
    async editOrganization(actor: Actor, { eventId, delegationId, version, ...fields }: EditOrganizationInput): Promise<Result<{ version: number }>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      return withFreeCode(() =>
        work(actor, async ({ tx, now, audit }) => {
          const place = await findPlace(tx, eventId, delegationId)
          if (place === null) return err('record.not_found')
          const { details } = await tx.organization.findUniqueOrThrow({ where: { id: place.organizationId }, select: { details: true } })
          const aliases = ((details ?? {}) as { aliases?: string[] }).aliases ?? []
          const saved = await tx.organization.updateMany({ where: { id: place.organizationId, version }, data: { ...fields, ...keysOf(fields, aliases), updatedAt: new Date(now), version: { increment: 1 } } })
          if (saved.count === 0) return err('record.changed')
          audit('organization:edited', `organization:${place.organizationId}`, { eventId })
          return ok({ version: version + 1 })
        }),
      )
    },

    /** Out of the event, with the roles of its people there. Errors: `directory.has_dealings` while a request or meeting is open, `directory.has_pitch`, `directory.on_programme`, `directory.has_seat`. */
    async removeDelegation(actor: Actor, { eventId, delegationId }: DelegationInput): Promise<Result<undefined>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      const removed = await work(actor, async ({ tx, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        if (place === null) return err('record.not_found')
        const own = [{ fromDelegationId: delegationId }, { toDelegationId: delegationId }]
        const sides = [{ aDelegationId: delegationId }, { bDelegationId: delegationId }]
        const open = (await tx.meetingRequest.count({ where: { OR: own, state: 'pending' } })) + (await tx.meeting.count({ where: { OR: sides, state: 'scheduled' } }))
        if (open > 0) return err('directory.has_dealings')
        const people = await tx.delegate.findMany({ where: { delegationId }, select: { personId: true } })
        const part = (await parts.partOfDelegation(tx, delegationId)) ?? (await parts.partOfPeople(tx, eventId, people.map((one) => one.personId)))
        if (part !== null) return err(part)
        const past = (await tx.meetingRequest.count({ where: { OR: own } })) + (await tx.meeting.count({ where: { OR: sides } }))
        await tx.eventRole.deleteMany({ where: { eventId, organizationId: place.organizationId, role: { in: ['founder', 'investor', 'acquirer'] } } })
        await tx.delegate.deleteMany({ where: { delegationId } })
        // What was asked and answered stays readable; without a past there is nothing to keep.
        if (past > 0 || (await parts.hasLeftTraces(tx, delegationId))) await tx.delegation.update({ where: { id: delegationId }, data: { status: 'withdrawn' } })
        else await tx.delegation.delete({ where: { id: delegationId } })
        audit('delegation:removed', `delegation:${delegationId}`, { eventId, organizationId: place.organizationId })
        return ok(people.map((person) => person.personId))
      })
      if (!removed.ok) return removed
      for (const personId of removed.value) cut({ personId }, 'auth.forbidden')
      return ok()
    },
  }
}
