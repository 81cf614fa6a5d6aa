import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { answersUntil, mayAnswer, placesFor, type InvitationState } from '#server/domain/invitations/answering.ts'
import { segmentOfGuest } from '#server/domain/invitations/guest-filter.ts'
import { isEventOver } from '#server/domain/registration/policy.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { personByEmail } from '#server/features/registration-joining/store.ts'
import type { RegistrationEvent } from '#server/features/registration-line/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { sameSecret } from '#server/platform/secrets.ts'
import type { AnswerInvitationInput, OpenInput, SaveListInput, SendListInput, WithdrawInput } from '#server/protocol/inputs/invitations.ts'

import { askAgainJob, remindJob } from './jobs.ts'
import type { InvitationTemplate } from './mail.ts'
import type { ChosenGuests } from './queries.ts'
import { acceptWithin, alreadyListed, findInvitation, findList, hasRegistered, insertInvitation, listWaiting, markOpened, takeToRemind, withdraw, writeAnswer, writeList, type InvitationRow, type ListRow } from './store.ts'

type Parts = {
  quick: RunQuickWork
  tell: TellByMail<InvitationTemplate>
  findEvent: (sql: SyncSql, eventId: string) => RegistrationEvent | null
  personByEmail: typeof personByEmail
  tokenOf: (invitationId: string, version: number) => string
  chosen: ChosenGuests
}
type Opened = { row: InvitationRow; list: ListRow; event: RegistrationEvent }

/** Inviting by name, and what the invited answer by their link alone: nobody is signed in by it, and no account is changed. */
export function createInvitationCommands({ quick, tell, findEvent, personByEmail, tokenOf, chosen }: Parts) {
  function desk(held: QuickWork, actor: Actor, eventId: string): Result<RegistrationEvent> {
    if (!can(actor, 'invitation:send', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    const event = findEvent(held.sql, eventId)
    return event === null ? err('record.not_found') : ok(event)
  }

  function planReminder(held: QuickWork, list: ListRow): void {
    const at = list.answerBy - list.remindDays * 86_400_000
    if (list.remindDays > 0 && at > held.now) held.job(remindJob.request({ listId: list.id, version: list.version }, { runAt: at, dedupeKey: `invitations:remind:${list.id}:${list.version}` }))
  }

  function saveOnce(held: QuickWork, actor: Actor, input: SaveListInput): Result<{ listId: string; version: number }> {
    const event = desk(held, actor, input.eventId)
    if (!event.ok) return event
    if (isEventOver(event.value, held.now)) return err('invitation.event_over')
    if (input.listId !== '' && findList(held.sql, input.listId)?.eventId !== input.eventId) return err('record.not_found')
    const answerBy = instantFromWall(input.answerBy, event.value.zone)
    const fields: FieldIssue[] = []
    if (input.nameZh === '' && input.nameEn === '') fields.push({ path: 'nameZh', code: 'input.required' })
    if (answerBy === null) fields.push({ path: 'answerBy', code: 'setup.time_gap' })
    else if (answerBy <= held.now || answerBy > event.value.endsAtMs) fields.push({ path: 'answerBy', code: 'invitation.answer_by_past' })
    if (new Set(input.quotas.map((one) => one.segment)).size < input.quotas.length) fields.push({ path: 'quotas', code: 'invitation.quota_twice' })
    if (fields.length > 0 || answerBy === null) return err('input.invalid', { fields })
    const { eventId, listId, version, answerBy: _wall, ...list } = input
    const id = writeList(held, { eventId, listId, version }, { ...list, answerBy })
    const saved = id === null ? null : findList(held.sql, id)
    if (saved === null) return err('record.changed')
    planReminder(held, saved)
    promote(held, saved, null)
    held.audit('invitation:list', `invitation_list:${saved.id}`, { eventId })
    return ok({ listId: saved.id, version: saved.version })
  }

  function sendOnce(held: QuickWork, actor: Actor, input: SendListInput): Result<{ invited: number }> {
    const event = desk(held, actor, input.eventId)
    if (!event.ok) return event
    const list = findList(held.sql, input.listId)
    if (list?.eventId !== input.eventId) return err('record.not_found')
    if (list.version !== input.version) return err('record.changed')
    if (isEventOver(event.value, held.now)) return err('invitation.event_over')
    if (list.answerBy <= held.now) return err('input.invalid', { fields: [{ path: 'answerBy', code: 'invitation.answer_by_past' }] })
    const guests = chosen(held.sql, actor, list, held.now).fresh
    if (guests.length === 0) return err('invitation.nobody')
    if (guests.length !== input.count) return err('invitation.count_changed', { detail: { count: guests.length } })
    for (const guest of guests) {
      const id = insertInvitation(held, { listId: list.id, eventId: list.eventId, personId: guest.personId, organizationId: guest.organizationId, segment: segmentOfGuest(guest) })
      if (id !== null) tell(held, { template: 'invitation_sent', eventId: list.eventId, subjectId: id, revision: 1, personIds: [guest.personId] })
    }
    planReminder(held, list)
    held.audit('invitation:sent', `invitation_list:${list.id}`, { eventId: list.eventId, invited: guests.length })
    return ok({ invited: guests.length })
  }

  /** The invitation of a link; wrong, old and withdrawn ones are answered alike. */
  function open(held: QuickWork, token: string): Result<Opened> {
    const row = findInvitation(held.sql, token.slice(0, 26))
    const list = row === null ? null : findList(held.sql, row.listId)
    const event = row === null ? null : findEvent(held.sql, row.eventId)
    if (row === null || list === null || event === null || !sameSecret(token, tokenOf(row.id, row.linkVersion))) return err('record.not_found')
    return ok({ row, list, event })
  }

  function delegate(held: QuickWork, { row, list }: Opened, { delegateEmail, delegateName }: AnswerInvitationInput): Result<string> {
    const isLatin = !/\p{Script=Han}/u.test(delegateName)
    const personId = personByEmail(held, delegateEmail, { nameZh: isLatin ? '' : delegateName, nameEn: isLatin ? delegateName : '', organizationZh: '', organizationEn: '', titleZh: '', titleEn: '', phone: '' })
    const isInvited = alreadyListed(held.sql, list).invited.has(personId)
    const id = isInvited ? null : insertInvitation(held, { listId: list.id, eventId: row.eventId, personId, organizationId: row.organizationId, segment: row.segment })
    if (id === null) return err('input.invalid', { fields: [{ path: 'delegateEmail', code: 'invitation.delegate_listed', params: { email: delegateEmail } }] })
    tell(held, { template: 'invitation_sent', eventId: row.eventId, subjectId: id, revision: 1, personIds: [personId] })
    return ok(id)
  }

  /** Whoever waits gets the place that came free, in the order in which they said yes. */
  function promote(held: QuickWork, list: ListRow, segment: string | null): void {
    const event = findEvent(held.sql, list.eventId)
    if (event === null || isEventOver(event, held.now)) return
    for (const row of listWaiting(held.sql, list.id, segment)) {
      if (!acceptWithin(held, row, { note: row.note, places: placesFor(list.quotas, row.segment) })) continue
      held.audit('invitation:promoted', `invitation:${row.id}`, { eventId: row.eventId })
      tell(held, { template: 'invitation_promoted', eventId: row.eventId, subjectId: row.id, revision: row.linkVersion, personIds: [row.personId] })
    }
  }

  /** Says yes, or comes to wait where as many as are wanted have said so. */
  function accept(held: QuickWork, { row, list }: Opened, note: string): Result<InvitationState> {
    if (acceptWithin(held, row, { note, places: placesFor(list.quotas, row.segment) })) return ok('accepted')
    return writeAnswer(held, row, { state: 'waiting', note }) ? ok('waiting') : err('record.changed')
  }

  /** The morning of the day that somebody has named, if it is before the answers are due. */
  function whenSheKnows({ list, event }: Opened, { answer, maybeUntil }: AnswerInvitationInput, now: number): Result<number | null> {
    if (answer !== 'maybe' || maybeUntil === '') return ok(null)
    const at = instantFromWall(`${maybeUntil}T09:00`, event.zone)
    return at !== null && at > now && at < list.answerBy ? ok(at) : err('input.invalid', { fields: [{ path: 'maybeUntil', code: 'invitation.maybe_until' }] })
  }

  function answerOnce(held: QuickWork, input: AnswerInvitationInput): Result<{ state: InvitationState }> {
    const opened = open(held, input.token)
    if (!opened.ok) return opened
    const { row, list, event } = opened.value
    const isSame = row.state === input.answer || (row.state === 'waiting' && input.answer === 'accepted')
    if (isSame && input.note === row.note && input.maybeUntil === '') return ok({ state: row.state })
    const allowed = mayAnswer(row.state, answersUntil(list.answerBy, event), held.now)
    if (!allowed.ok) return allowed
    const maybeUntil = whenSheKnows(opened.value, input, held.now)
    if (!maybeUntil.ok) return maybeUntil
    const other = input.answer === 'delegated' ? delegate(held, opened.value, input) : ok(null)
    if (!other.ok) return other
    const { answer, note } = input
    const said = isSame ? row.state : answer
    if (said === 'accepted' && !isSame) {
      const state = accept(held, opened.value, note)
      if (state.ok) held.audit(`invitation:${state.value}`, `invitation:${row.id}`, { eventId: row.eventId })
      return state.ok ? ok({ state: state.value }) : state
    }
    if (!writeAnswer(held, row, { state: said, note, maybeUntil: maybeUntil.value, delegateId: other.value })) return err('record.changed')
    if (maybeUntil.value !== null) held.job(askAgainJob.request({ invitationId: row.id, version: row.version + 1 }, { runAt: maybeUntil.value }))
    if (row.state === 'accepted' && said !== 'accepted') promote(held, list, row.segment)
    held.audit(`invitation:${said}`, `invitation:${row.id}`, { eventId: row.eventId })
    return ok({ state: said })
  }

  return {
    saveList: (actor: Actor, input: SaveListInput): Promise<Result<{ listId: string; version: number }>> => quick(actor, (held) => saveOnce(held, actor, input)),

    /** Invites everybody whom the filter finds and who isn't invited or registered yet. Error: `invitation.count_changed` where they aren't as many as was said. */
    sendList: (actor: Actor, input: SendListInput): Promise<Result<{ invited: number }>> => quick(actor, (held) => sendOnce(held, actor, input)),

    /** Takes an invitation back; its link ends. A registration that followed stays. */
    withdrawInvitation: (actor: Actor, input: WithdrawInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const event = desk(held, actor, input.eventId)
        if (!event.ok) return event
        const row = findInvitation(held.sql, input.invitationId)
        if (row?.eventId !== input.eventId) return err('record.not_found')
        if (row.state === 'withdrawn') return ok()
        if (row.version !== input.version || !withdraw(held, row)) return err('record.changed')
        held.audit('invitation:withdrawn', `invitation:${row.id}`, { eventId: row.eventId })
        const list = row.state === 'accepted' ? findList(held.sql, row.listId) : null
        if (list !== null) promote(held, list, row.segment)
        return ok()
      }),

    /** A person, not a mail scanner, has the link before her: told by the page at her first touch. */
    noteOpened: (actor: Actor, input: OpenInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const opened = open(held, input.token)
        if (opened.ok) markOpened(held, opened.value.row.id)
        return opened.ok ? ok() : opened
      }),

    /** Yes, maybe, a colleague instead, or no, until the date; the same answer again changes nothing. */
    answerInvitation: (actor: Actor, input: AnswerInvitationInput): Promise<Result<{ state: InvitationState }>> => quick(actor, (held) => answerOnce(held, input)),

    /** For the job of the day on which somebody wanted to know; who has answered since isn't asked. */
    askAgain: (actor: Actor, input: { invitationId: string; version: number }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const row = findInvitation(held.sql, input.invitationId)
        const event = row === null ? null : findEvent(held.sql, row.eventId)
        if (row?.state !== 'maybe' || row.version !== input.version || event === null || isEventOver(event, held.now) || hasRegistered(held.sql, row)) return ok()
        tell(held, { template: 'invitation_reminder', eventId: row.eventId, subjectId: row.id, revision: row.linkVersion, personIds: [row.personId] })
        return ok()
      }),

    /** For the job before the answer date; a list that was saved since has a job of its own. */
    remindList: (actor: Actor, input: { listId: string; version: number }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const list = findList(held.sql, input.listId)
        const event = list === null ? null : findEvent(held.sql, list.eventId)
        if (list === null || event === null || isEventOver(event, held.now) || list.version !== input.version || list.answerBy <= held.now) return ok()
        for (const row of takeToRemind(held, list.id)) tell(held, { template: 'invitation_reminder', eventId: row.eventId, subjectId: row.id, revision: row.linkVersion, personIds: [row.personId] })
        return ok()
      }),
  }
}
