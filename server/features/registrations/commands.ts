import type { Actor, PersonActor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { mayCancel, mayReopen, withinWindow } from '#server/domain/registration/policy.ts'
import { readAnswers, segmentOf, type Answers } from '#server/domain/registration/questions.ts'
import { nextState } from '#server/domain/registration/standing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { LeavingSide } from '#server/features/leaving/commands.ts'
import type { FormParts } from '#server/features/registration-forms/store.ts'
import type { fillPerson } from '#server/features/registration-joining/store.ts'
import type { Around, Registered, RegistrationLine } from '#server/features/registration-line/commands.ts'
import type * as lineStore from '#server/features/registration-line/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { AnswerOfferInput, OwnInput, SaveDraftInput, SetConsentInput, SubmitInput } from '#server/protocol/inputs/registration.ts'

import { linkInvitation, listConsents, writeConsent, writeDraft } from './store.ts'

export type RegistrationParts = {
  quick: RunQuickWork
  line: RegistrationLine
  places: typeof lineStore
  findParts: (sql: SyncSql, formId: string, version: number) => FormParts | null
  fillPerson: typeof fillPerson
  around: (sql: SyncSql, registrationId: string) => Around | null
  registered: (row: lineStore.RegistrationRow) => Registered
}

/** What was paid for a registration goes back by the stated policy, inside the transaction that gives it up. */
type Paid = { giveUpTicket: (held: QuickWork, registrationId: string) => void; leaving: Pick<LeavingSide, 'forecast'>; /** Ends a person's open connections, so that they are asked anew who she is. */ cut: (who: { personId: string }, code: string) => void }
type Cancelled = Registered & { /** She was of a delegation, or had a role, by it. */ hasLeft: boolean }
type Filled = { event: lineStore.RegistrationEvent; form: lineStore.FormRow; asked: FormParts; answers: Answers; segment: string }

/** What a person does with her own registration. */
export function createRegistrationCommands({ quick, line, places, findParts, fillPerson, around, registered, giveUpTicket, leaving, cut }: RegistrationParts & Paid) {
  function self(actor: Actor, eventId: string): Result<PersonActor> {
    if (actor.kind !== 'person') return err('auth.required')
    return can(actor, 'registration:own', { eventId: eventId as EventId, personIds: [actor.personId] }) ? ok(actor) : err('auth.forbidden')
  }

  function read(held: QuickWork, input: SaveDraftInput, isDraft: boolean): Result<Filled> {
    const event = places.findRegistrationEvent(held.sql, input.eventId)
    const form = places.findForm(held.sql, input.formId)
    if (event === null || form === null || form.eventId !== event.id || event.phase === 'draft') return err('record.not_found')
    const open = withinWindow(form, event, held.now)
    if (!open.ok && !(isDraft && open.error.code === 'registration.not_open')) return open
    const asked = findParts(held.sql, form.id, isDraft ? input.formVersion : form.version)
    if (asked === null || (!isDraft && input.formVersion !== form.version)) return err('registration.form_changed')
    const answers = readAnswers(asked.questions, input.answers, isDraft)
    if (!answers.ok) return answers
    if (input.sessionIds.some((id) => !asked.sessionIds.includes(id))) return err('input.invalid', { fields: [{ path: 'sessionIds', code: 'registration.unknown_session' }] })
    if (!isDraft && form.joinsAs === 'delegation' && input.badge.organizationZh === '' && input.badge.organizationEn === '') return err('input.invalid', { fields: [{ path: 'badge.organizationZh', code: 'input.required' }] })
    return ok({ event, form, asked, answers: answers.value, segment: segmentOf(form.segmentBy, answers.value) })
  }

  /** The own row as a draft with what was filled in. */
  function keep(held: QuickWork, actor: PersonActor, input: SaveDraftInput, { form, answers, segment }: Filled): Result<lineStore.RegistrationRow> {
    const there = places.findOwn(held.sql, input.eventId, actor.personId)
    if (there !== null && there.state !== 'draft' && !mayReopen(there.state, there.reasonCode)) return err('registration.not_possible', { params: { state: there.state } })
    const { eventId, formId, formVersion, badge, uscc, sessionIds } = input
    const isKept = writeDraft(held, { eventId, personId: actor.personId, formId, formVersion, kind: form.kind, segment, answers, sessionIds, badge, uscc })
    const row = isKept ? places.findOwn(held.sql, eventId, actor.personId) : null
    return row === null ? err('record.changed') : ok(row)
  }

  function submitOnce(held: QuickWork, actor: Actor, input: SubmitInput): Result<Registered> {
    const who = self(actor, input.eventId)
    if (!who.ok) return who
    const there = places.findOwn(held.sql, input.eventId, who.value.personId)
    const isAgain = there !== null && there.state !== 'draft' && there.formId === input.formId && !mayReopen(there.state, there.reasonCode) && there.state !== 'declined' && there.state !== 'cancelled'
    if (isAgain) return ok(registered(there))
    const filled = read(held, input, false)
    if (!filled.ok) return filled
    const { event, form, asked } = filled.value
    const kept = keep(held, who.value, input, filled.value)
    if (!kept.ok) return kept
    fillPerson(held, who.value.personId, input.badge)
    for (const consent of asked.consents) writeConsent(held, { personId: who.value.personId, eventId: event.id }, consent, input.consents.includes(consent.purpose))
    linkInvitation(held, kept.value.id, event.id, who.value.personId)
    const sent = line.move(held, { row: kept.value, form, event }, { state: 'submitted' }, form.needsApproval ? 'registration_submitted' : undefined)
    if (sent === null) return err('record.changed')
    if (form.needsApproval) return ok(registered(sent.row))
    const settled = line.settle(held, sent)
    return settled.ok ? ok(registered(settled.value.row)) : settled
  }

  /** The own registration as the page has shown it. */
  function own(held: QuickWork, actor: Actor, { eventId, version }: OwnInput): Result<Around> {
    const who = self(actor, eventId)
    if (!who.ok) return who
    const row = places.findOwn(held.sql, eventId, who.value.personId)
    const found = row === null ? null : around(held.sql, row.id)
    if (found === null) return err('record.not_found')
    return found.row.version === version ? ok(found) : err('record.changed')
  }

  function cancelOnce(held: QuickWork, actor: Actor, input: OwnInput): Result<Cancelled> {
    const who = self(actor, input.eventId)
    if (!who.ok) return who
    const there = places.findOwn(held.sql, input.eventId, who.value.personId)
    if (there?.state === 'cancelled') return ok({ ...registered(there), hasLeft: false })
    const found = own(held, actor, input)
    if (!found.ok) return found
    const { row, form, event } = found.value
    const step = nextState(row.state, 'cancel')
    if (!step.ok) return step
    const allowed = held.now >= event.endsAtMs ? err('registration.over') : mayCancel(row.state, { nowMs: held.now, startsAtMs: event.startsAtMs, cancelHours: form.cancelHours, hasArrived: places.hasArrived(held.sql, row.id) })
    if (!allowed.ok) return allowed
    const part = row.state === 'confirmed' ? leaving.forecast(held.sql, { eventId: row.eventId, personId: row.personId, form }, held.now) : null
    if (part !== null && part.part !== null) return err('registration.has_part')
    const ended = line.giveUp(held, found.value, { state: 'cancelled' }, row.state === 'draft' ? undefined : 'registration_cancelled')
    if (!ended.ok) return ended
    giveUpTicket(held, row.id)
    return ok({ ...registered(ended.value.row), hasLeft: part !== null })
  }

  function answerOnce(held: QuickWork, actor: Actor, input: AnswerOfferInput): Result<Registered> {
    const found = own(held, actor, input)
    if (!found.ok) return found
    const done = input.answer === 'take' ? line.take(held, found.value) : found.value.row.state === 'offered' ? line.giveUp(held, found.value, { state: 'cancelled' }, 'registration_cancelled') : err('registration.offer_over')
    return done.ok ? ok(registered(done.value.row)) : done
  }

  return {
    /** Keeps what was filled in so far; answers of the wrong kind are left out. */
    saveDraft: (actor: Actor, input: SaveDraftInput): Promise<Result<Registered>> =>
      quick(actor, (held) => {
        const who = self(actor, input.eventId)
        if (!who.ok) return who
        const filled = read(held, input, true)
        const kept = filled.ok ? keep(held, who.value, input, filled.value) : filled
        return kept.ok ? ok(registered(kept.value)) : kept
      }),

    /** Sends the form. Without approval it is settled at once: a place, or a place in line. Sending it twice is sending it once. */
    submit: (actor: Actor, input: SubmitInput): Promise<Result<Registered>> => quick(actor, (held) => submitOnce(held, actor, input)),

    /**
     * Gives up a wish, a place in line or a place, by the event's policy; whoever was let in by it leaves her delegation, and her
     * meetings go to colleagues or fall. Errors: `registration.too_late_to_cancel`, `registration.over`, `registration.has_part`.
     */
    async cancel(actor: Actor, input: OwnInput): Promise<Result<Registered>> {
      const cancelled = await quick(actor, (held) => cancelOnce(held, actor, input))
      if (!cancelled.ok) return cancelled
      const { hasLeft, ...answer } = cancelled.value
      if (hasLeft && actor.kind === 'person') cut({ personId: actor.personId }, 'auth.forbidden')
      return ok(answer)
    },

    /** Takes or declines the place that is offered. Error: `registration.offer_over`. */
    answerOffer: (actor: Actor, input: AnswerOfferInput): Promise<Result<Registered>> => quick(actor, (held) => answerOnce(held, actor, input)),

    /** Gives a consent or takes it back, for one purpose of one event at which she was asked. */
    setConsent: (actor: Actor, input: SetConsentInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const who = self(actor, input.eventId)
        if (!who.ok) return who
        const known = listConsents(held.sql, who.value.personId).find((one) => one.eventId === input.eventId && one.purpose === input.purpose)
        if (known === undefined) return err('record.not_found')
        const written = writeConsent(held, { personId: who.value.personId, eventId: input.eventId }, { purpose: known.purpose, labelZh: known.wordingZh, labelEn: known.wordingEn }, input.isGiven)
        if (written) held.audit(input.isGiven ? 'consent:given' : 'consent:withdrawn', `person:${who.value.personId}`, { eventId: input.eventId, purpose: input.purpose })
        return ok()
      }),
  }
}
