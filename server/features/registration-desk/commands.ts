import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { isEventOver, mayBeTakenBack, verdictReasons, withinWindow } from '#server/domain/registration/policy.ts'
import { countsInGroup, nextState } from '#server/domain/registration/standing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import type { LeavingSide } from '#server/features/leaving/commands.ts'
import type { personByEmail } from '#server/features/registration-joining/store.ts'
import type { Around, Registered } from '#server/features/registration-line/commands.ts'
import type { RegistrationParts } from '#server/features/registrations/commands.ts'
import type { writeDraft } from '#server/features/registrations/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { DecideInput, RegisterGroupInput } from '#server/protocol/inputs/registration.ts'

/** How many became what; `kept`: are there already, or have to appear, and were not cancelled; `skipped`: had moved on since the page was loaded. */
export type Decided = { approved: number; waitlisted: number; declined: number; cancelled: number; kept: number; skipped: number }

type Parts = Pick<RegistrationParts, 'quick' | 'line' | 'places' | 'around' | 'registered'> & {
  writeDraft: typeof writeDraft; personByEmail: typeof personByEmail; giveUpTicket: (held: QuickWork, registrationId: string) => void; leaving: Pick<LeavingSide, 'forecast'>
  /** Ends a person's open connections, so that they are asked anew who she is. */
  cut: (who: { personId: string }, code: string) => void
}

/** Who decides, and who is no longer what she was by it. */
type By = { personId: string; left: Set<string> }

/** What somebody does with the registrations of others: an organizer decides, a lead registers her people. */
export function createRegistrationDeskCommands({ quick, line, places, around, registered, writeDraft, personByEmail, giveUpTicket, leaving, cut }: Parts) {
  /** Takes back a place, or out of the line, as the person herself would; what was paid goes back by the stated policy. */
  function cancelOne(held: QuickWork, found: Around, { reasonCode, reasonText }: DecideInput, { personId, left }: By): keyof Decided {
    const { row, form } = found
    if (!mayBeTakenBack(row.state)) return 'skipped'
    const part = row.state === 'confirmed' ? leaving.forecast(held.sql, { eventId: row.eventId, personId: row.personId, form }, held.now) : null
    if (places.hasArrived(held.sql, row.id) || (part !== null && part.part !== null)) return 'kept'
    if (!line.giveUp(held, found, { state: 'cancelled', reasonCode, reasonText, decidedById: personId }, 'registration_cancelled').ok) return 'skipped'
    giveUpTicket(held, row.id)
    if (part !== null) left.add(row.personId)
    return 'cancelled'
  }

  function decideOne(held: QuickWork, found: Around, input: DecideInput, by: By): keyof Decided {
    const { verdict, reasonCode, reasonText } = input
    const { state } = found.row
    const { personId } = by
    if (verdict === 'cancel') return cancelOne(held, found, input, by)
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

  function decideOnce(held: QuickWork, actor: Actor, input: DecideInput, left: Set<string>): Result<Decided> {
    if (actor.kind !== 'person') return err('auth.required')
    if (!can(actor, 'registration:decide', { eventId: input.eventId as EventId })) return err('auth.forbidden')
    if (new Set(input.registrations.map(({ id }) => id)).size !== input.count || input.registrations.length !== input.count) return err('registration.count_changed')
    const reasons = verdictReasons[input.verdict]
    if (reasons !== undefined && !reasons.includes(input.reasonCode)) return err('input.invalid', { fields: [{ path: 'reasonCode', code: 'registration.reason_missing' }] })
    if (reasons !== undefined && input.reasonCode === 'other' && input.reasonText === '') return err('input.invalid', { fields: [{ path: 'reasonText', code: 'registration.reason_missing' }] })
    // A no is still an answer; a place isn't.
    const event = places.findRegistrationEvent(held.sql, input.eventId)
    if (event === null) return err('record.not_found')
    if (input.verdict !== 'decline' && isEventOver(event, held.now)) return err('registration.over')
    const decided: Decided = { approved: 0, waitlisted: 0, declined: 0, cancelled: 0, kept: 0, skipped: 0 }
    for (const { id, version } of input.registrations) {
      const found = around(held.sql, id)
      if (found === null || found.row.eventId !== input.eventId || found.row.state === 'draft') return err('record.not_found')
      decided[found.row.version === version ? decideOne(held, found, input, { personId: actor.personId, left }) : 'skipped'] += 1
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
    /**
     * Approves, declines with a reason, puts in line, or takes back with a reason, as many as the organizer was told. Nobody is
     * decided on twice: who has moved on is skipped.
     */
    async decide(actor: Actor, input: DecideInput): Promise<Result<Decided>> {
      const left = new Set<string>()
      const decided = await quick(actor, (held) => decideOnce(held, actor, input, left))
      if (decided.ok) for (const personId of left) cut({ personId }, 'auth.forbidden')
      return decided
    },

    /** A lead registers her people with her own answers; all of them or none. Each hears of it and keeps her own consents. */
    registerGroup: (actor: Actor, input: RegisterGroupInput): Promise<Result<{ registered: Registered[] }>> => quick(actor, (held) => registerGroupOnce(held, actor, input)),
  }
}
