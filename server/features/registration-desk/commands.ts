import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { withinWindow } from '#server/domain/registration/policy.ts'
import { countsInGroup, nextState } from '#server/domain/registration/standing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import type { personByEmail } from '#server/features/registration-joining/store.ts'
import type { Around, Registered } from '#server/features/registration-line/commands.ts'
import type { RegistrationParts } from '#server/features/registrations/commands.ts'
import type { writeDraft } from '#server/features/registrations/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { DecideInput, RegisterGroupInput } from '#server/protocol/inputs/registration.ts'

/** How many became what; `skipped`: had moved on since the page was loaded. */
export type Decided = { approved: number; waitlisted: number; declined: number; skipped: number }

type Parts = Pick<RegistrationParts, 'quick' | 'line' | 'places' | 'around' | 'registered'> & { writeDraft: typeof writeDraft; personByEmail: typeof personByEmail }

/** What somebody does with the registrations of others: an organizer decides, a lead registers her people. */
export function createRegistrationDeskCommands({ quick, line, places, around, registered, writeDraft, personByEmail }: Parts) {
  function decideOne(held: QuickWork, found: Around, { verdict, reasonCode, reasonText }: DecideInput, personId: string): keyof Decided {
    const { state } = found.row
    if (verdict === 'approve') {
      const settled = nextState(state, 'approve').ok ? line.settle(held, found, personId) : null
      if (settled?.ok !== true) return 'skipped'
      return settled.value.row.state === 'waitlisted' ? 'waitlisted' : 'approved'
    }
    if (!nextState(state, verdict).ok) return 'skipped'
    const moved = verdict === 'decline'
      ? line.move(held, found, { state: 'declined', reasonCode, reasonText, decidedById: personId }, 'registration_declined')
      : line.move(held, found, { state: 'waitlisted', decidedById: personId }, 'registration_waitlisted')
    return moved === null ? 'skipped' : verdict === 'decline' ? 'declined' : 'waitlisted'
  }

  function decideOnce(held: QuickWork, actor: Actor, input: DecideInput): Result<Decided> {
    if (actor.kind !== 'person') return err('auth.required')
    if (!can(actor, 'registration:decide', { eventId: input.eventId as EventId })) return err('auth.forbidden')
    if (new Set(input.registrations.map(({ id }) => id)).size !== input.count || input.registrations.length !== input.count) return err('registration.count_changed')
    if (input.verdict === 'decline' && (input.reasonCode === '' || (input.reasonCode === 'other' && input.reasonText === ''))) {
      return err('input.invalid', { fields: [{ path: input.reasonCode === '' ? 'reasonCode' : 'reasonText', code: 'registration.reason_missing' }] })
    }
    const decided: Decided = { approved: 0, waitlisted: 0, declined: 0, skipped: 0 }
    for (const { id, version } of input.registrations) {
      const found = around(held.sql, id)
      if (found === null || found.row.eventId !== input.eventId || found.row.state === 'draft') return err('record.not_found')
      decided[found.row.version === version ? decideOne(held, found, input, actor.personId) : 'skipped'] += 1
    }
    return ok(decided)
  }

  function registerGroupOnce(held: QuickWork, actor: Actor, input: RegisterGroupInput): Result<{ registered: Registered[] }> {
    if (actor.kind !== 'person') return err('auth.required')
    const mine = places.findOwn(held.sql, input.eventId, actor.personId)
    const lead = mine === null ? null : around(held.sql, mine.id)
    if (lead === null) return err('record.not_found')
    const { row, form, event } = lead
    const open = withinWindow(form, event, held.now)
    if (!open.ok) return open
    if (form.groupMost < 2 || row.leadId !== null) return err('registration.no_group')
    if (!['submitted', 'approved', 'waitlisted', 'offered', 'confirmed'].includes(row.state)) return err('registration.not_possible', { params: { state: row.state } })
    if (places.listGroup(held.sql, row.id).filter((one) => countsInGroup(one.state)).length + input.members.length + 1 > form.groupMost) return err('registration.group_full', { params: { most: form.groupMost } })
    const made: Registered[] = []
    const fields: FieldIssue[] = []
    input.members.forEach(({ email, ...names }, at) => {
      const badge = { ...row.badge, ...names }
      const personId = personByEmail(held, email, badge)
      const before = places.findOwn(held.sql, event.id, personId)
      // Whoever ran out of time with the group, mostly since nobody paid in time, is registered by its lead once more.
      const isFree = before === null || (before.state === 'lapsed' && before.leadId === row.id)
      const isNew = isFree && writeDraft(held, { eventId: event.id, personId, formId: form.id, formVersion: row.formVersion, kind: row.kind, segment: row.segment, answers: row.answers, sessionIds: row.sessionIds, badge, uscc: row.uscc, leadId: row.id })
      const own = isNew ? places.findOwn(held.sql, event.id, personId) : null
      if (own === null) return void fields.push({ path: `members.${at}.email`, code: 'registration.already_here', params: { email } })
      const sent = line.move(held, { row: own, form, event }, { state: 'submitted' }, form.needsApproval ? 'registration_submitted' : undefined)
      const settled = sent === null || form.needsApproval ? sent : line.settle(held, sent)
      const after = settled === null ? null : 'row' in settled ? settled.row : settled.ok ? settled.value.row : null
      if (after !== null) made.push(registered(after))
    })
    return fields.length > 0 ? err('input.invalid', { fields }) : ok({ registered: made })
  }

  return {
    /** Approves, declines with a reason, or puts in line, as many as the organizer was told. Nobody is decided on twice: who has moved on is skipped. */
    decide: (actor: Actor, input: DecideInput): Promise<Result<Decided>> => quick(actor, (held) => decideOnce(held, actor, input)),

    /** A lead registers her people with her own answers; all of them or none. Each hears of it and keeps her own consents. */
    registerGroup: (actor: Actor, input: RegisterGroupInput): Promise<Result<{ registered: Registered[] }>> => quick(actor, (held) => registerGroupOnce(held, actor, input)),
  }
}
