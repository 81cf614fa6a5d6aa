import type { Actor, Side } from '#server/domain/access/actor.ts'
import { personKeys } from '#server/domain/directory/organization-keys.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { may } from '#server/features/directory/queries.ts'
import type { findPlace } from '#server/features/directory/store.ts'
import type { partOfDelegation, partOfPeople } from '#server/features/parts-taken/store.ts'
import type { RunWork } from '#server/jobs/work.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import type { AddDelegateInput, RemoveDelegateInput, SetDelegationInput } from '#server/protocol/inputs/directory.ts'

type Parts = { work: RunWork; partOfDelegation: typeof partOfDelegation; partOfPeople: typeof partOfPeople; may: typeof may; findPlace: typeof findPlace; cut: (who: { personId: string }, code: string) => void }

const roleOfSide: Record<Side, string> = { investor: 'investor', startup: 'founder', target: 'founder', acquirer: 'acquirer' }

/** Who acts for an organization at an event, and under which limits. */
export function createDelegationsCommands({ work, may, findPlace, partOfDelegation: partOf, partOfPeople: partOfThem, cut }: Parts) {
  return {
    /**
     * Somebody acts for the organization from now on. A person who is known by the address stays as she is: nobody
     * changes another's name by adding her. Error: `directory.delegate_elsewhere`.
     */
    async addDelegate(actor: Actor, { eventId, delegationId, email, phone, ...card }: AddDelegateInput): Promise<Result<{ personId: string }>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      return work(actor, async ({ tx, now, newId, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        if (place === null) return err('record.not_found')
        const at = new Date(now)
        const create = { id: newId(), email, phone, ...card, ...personKeys(card, phonetics), locale: card.nameZh === '' ? 'en' : 'zh-CN', createdAt: at, updatedAt: at }
        const person = await tx.person.upsert({ where: { email }, create, update: {}, select: { id: true } })
        const held = await tx.delegate.findFirst({ where: { personId: person.id, delegation: { eventId } }, select: { delegationId: true, delegation: { select: { organization: { select: { nameZh: true, nameEn: true } } } } } })
        if (held !== null && held.delegationId !== delegationId) return err('directory.delegate_elsewhere', { params: { name: held.delegation.organization.nameZh || held.delegation.organization.nameEn } })
        if (held === null) {
          const isLead = (await tx.delegate.count({ where: { delegationId } })) === 0
          await tx.delegate.create({ data: { id: newId(), delegationId, personId: person.id, isLead } })
        }
        const key = { eventId, personId: person.id, role: roleOfSide[place.side as Side] }
        await tx.eventRole.upsert({ where: { eventId_personId_role: key }, create: { id: newId(), ...key, organizationId: place.organizationId, createdAt: at }, update: {} })
        audit('delegate:added', `delegation:${delegationId}`, { eventId, personId: person.id })
        return ok({ personId: person.id })
      })
    },

    /** No longer acts for the organization; the open sockets of that person end at once. Errors: `directory.has_dealings` with meetings ahead, `directory.on_programme`, `directory.has_seat`. */
    async removeDelegate(actor: Actor, { eventId, delegationId, personId }: RemoveDelegateInput): Promise<Result<undefined>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      const removed = await work(actor, async ({ tx, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        if (place === null) return err('record.not_found')
        const meetings = await tx.meetingAttendee.count({ where: { personId, meeting: { eventId, state: 'scheduled' } } })
        if (meetings > 0) return err('directory.has_dealings')
        const part = await partOfThem(tx, eventId, [personId])
        if (part !== null) return err(part)
        const gone = await tx.delegate.deleteMany({ where: { delegationId, personId } })
        if (gone.count === 0) return err('record.not_found')
        // What was handed to somebody who is gone would be answered by nobody, and nobody would hear of it.
        await tx.meetingRequest.updateMany({ where: { toDelegationId: delegationId, assigneeId: personId, state: { in: ['pending', 'accepted'] } }, data: { assigneeId: null, version: { increment: 1 } } })
        await tx.eventRole.deleteMany({ where: { eventId, personId, organizationId: place.organizationId, role: { in: ['founder', 'investor', 'acquirer'] } } })
        const next = await tx.delegate.findFirst({ where: { delegationId }, orderBy: [{ isLead: 'desc' }, { id: 'asc' }], select: { id: true, isLead: true } })
        if (next !== null && !next.isLead) await tx.delegate.update({ where: { id: next.id }, data: { isLead: true } })
        audit('delegate:removed', `delegation:${delegationId}`, { eventId, personId })
        return ok()
      })
      if (removed.ok) cut({ personId }, 'auth.forbidden')
      return removed
    },

    /** Side, limits, table and the times at which none of them can meet. Fields that don't fit are named. */
    async setDelegation(actor: Actor, { eventId, delegationId, ...input }: SetDelegationInput): Promise<Result<undefined>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      return work(actor, async ({ tx, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        if (place === null) return err('record.not_found')
        const event = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { zone: true } })
        const table = input.homeTableId === null ? null : await tx.meetingTable.findFirst({ where: { id: input.homeTableId, eventId }, select: { id: true } })
        const times = stretchesOf(input.unavailable, event.zone)
        const wrongTable: FieldIssue[] = input.homeTableId !== null && table === null ? [{ path: 'homeTableId', code: 'directory.other_meeting_table' }] : []
        const fields = [...times.issues, ...wrongTable]
        if (fields.length > 0) return err('input.invalid', { fields })
        const { side, inboundCap, outboundQuota, homeTableId } = input
        if (side !== place.side) {
          const dealings = await tx.meetingRequest.count({ where: { state: 'pending', OR: [{ fromDelegationId: delegationId }, { toDelegationId: delegationId }] } })
          if (dealings > 0) return err('directory.has_dealings')
          const part = await partOf(tx, delegationId)
          if (part !== null) return err(part)
          await tx.eventRole.updateMany({ where: { eventId, organizationId: place.organizationId, role: roleOfSide[place.side as Side] }, data: { role: roleOfSide[side] } })
        }
        await tx.delegation.update({ where: { id: delegationId }, data: { side, inboundCap, outboundQuota, homeTableId, unavailable: times.stretches } })
        audit('delegation:set', `delegation:${delegationId}`, { eventId, side })
        return ok()
      })
    },
  }
}

type Wall = SetDelegationInput['unavailable'][number]

function stretchesOf(rows: readonly Wall[], zone: string): { stretches: { startsAt: string; endsAt: string }[]; issues: FieldIssue[] } {
  const stretches: { startsAt: string; endsAt: string }[] = []
  const issues: FieldIssue[] = []
  rows.forEach(({ startsAt, endsAt }, at) => {
    if (startsAt === '' && endsAt === '') return
    const [from, to] = [startsAt, endsAt].map((wall) => (wall === '' ? null : instantFromWall(wall, zone)))
    if (from == null) issues.push({ path: `unavailable.${at}.startsAt`, code: startsAt === '' ? 'input.required' : 'setup.time_gap' })
    if (to == null) issues.push({ path: `unavailable.${at}.endsAt`, code: endsAt === '' ? 'input.required' : 'setup.time_gap' })
    if (from == null || to == null) return
    if (to <= from) issues.push({ path: `unavailable.${at}.endsAt`, code: 'setup.ends_before_start' })
    else stretches.push({ startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() })
  })
  return { stretches, issues }
}
