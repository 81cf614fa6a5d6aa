import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { joiningNeedsApproval, joiningsOf } from '#server/domain/registration/kinds.ts'
import { checkQuestions } from '#server/domain/registration/questions.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { RegistrationLine } from '#server/features/registration-line/commands.ts'
import type * as lineStore from '#server/features/registration-line/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SaveFormInput, SavePoolInput } from '#server/protocol/inputs/registration.ts'

import { deletePool, hasRegistrations, insertPool, listHolding, listSessions, resizePool, writeForm } from './store.ts'

type Parts = { quick: RunQuickWork; line: RegistrationLine; places: typeof lineStore }

function joiningIssues({ kind, joinsAs, needsApproval }: SaveFormInput): FieldIssue[] {
  if (!joiningsOf(kind).includes(joinsAs)) return [{ path: 'joinsAs', code: 'registration.joining_not_possible' }]
  return joiningNeedsApproval(joinsAs) && !needsApproval ? [{ path: 'needsApproval', code: 'registration.joining_needs_approval' }] : []
}

/** The organizer's side of registration: what is asked, and how many places there are. */
export function createRegistrationFormCommands({ quick, line, places }: Parts) {
  function setUp(held: QuickWork, actor: Actor, eventId: string): Result<lineStore.RegistrationEvent> {
    if (!can(actor, 'registration:set_up', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    const event = places.findRegistrationEvent(held.sql, eventId)
    return event === null ? err('record.not_found') : ok(event)
  }

  function timesOf({ opensAt, closesAt }: SaveFormInput, zone: string): { opens: number | null; closes: number | null; issues: FieldIssue[] } {
    const [opens, closes] = [opensAt, closesAt].map((wall) => (wall === '' ? null : instantFromWall(wall, zone)))
    const issues: FieldIssue[] = []
    if (opensAt !== '' && opens === null) issues.push({ path: 'opensAt', code: 'setup.time_gap' })
    if (closesAt !== '' && closes === null) issues.push({ path: 'closesAt', code: 'setup.time_gap' })
    if (opens != null && closes != null && closes <= opens) issues.push({ path: 'closesAt', code: 'setup.ends_before_start' })
    return { opens: opens ?? null, closes: closes ?? null, issues }
  }

  function saveFormOnce(held: QuickWork, actor: Actor, input: SaveFormInput): Result<{ formId: string; version: number }> {
    const event = setUp(held, actor, input.eventId)
    if (!event.ok) return event
    const known = input.formId === '' ? null : places.findForm(held.sql, input.formId)
    if (input.formId !== '' && known?.eventId !== input.eventId) return err('record.not_found')
    if (known !== null && known.kind !== input.kind && hasRegistrations(held.sql, known.id)) return err('registration.kind_fixed')
    const { opens, closes, issues } = timesOf(input, event.value.zone)
    const sessions = new Set(listSessions(held.sql, input.eventId).map((one) => one.id))
    const fields: FieldIssue[] = [...issues, ...joiningIssues(input), ...checkQuestions(input.questions)]
    if (input.nameZh === '' && input.nameEn === '') fields.push({ path: 'nameZh', code: 'input.required' })
    if (input.sessionIds.some((id) => !sessions.has(id))) fields.push({ path: 'sessionIds', code: 'registration.unknown_session' })
    if (input.segmentBy !== '' && !input.questions.some((one) => one.key === input.segmentBy && one.type === 'choice')) fields.push({ path: 'segmentBy', code: 'registration.bad_segment' })
    input.consents.forEach((one, at) => {
      if (one.labelZh === '' && one.labelEn === '') fields.push({ path: `consents.${at}.labelZh`, code: 'input.required' })
      if (input.consents.findIndex((other) => other.purpose === one.purpose) < at) fields.push({ path: `consents.${at}.purpose`, code: 'registration.key_twice' })
    })
    if (fields.length > 0) return err('input.invalid', { fields })
    const { eventId, formId, version, questions, consents, sessionIds, ...form } = input
    const saved = writeForm(held, { eventId, formId, version }, { ...form, opensAt: opens, closesAt: closes }, { questions, consents, sessionIds })
    if (saved === null) return err('record.changed')
    if (known?.isPaid === true && !input.isPaid) line.waivePayment(held, known.id)
    held.audit('registration:form', `registration_form:${saved.formId}`, { eventId, kind: input.kind, version: saved.version })
    return ok(saved)
  }

  /** A new bound counts for those who have a place already: there must be room for all of them. */
  function fill(held: QuickWork, eventId: string, poolId: string): number {
    const pool = places.listPools(held.sql, eventId).find((one) => one.id === poolId)
    if (pool === undefined) return 0
    const covered = listHolding(held.sql, eventId).map((id) => places.findRegistration(held.sql, id)).filter((row) => row !== null && places.poolsFor([pool], row).length > 0)
    if (covered.length <= pool.places) for (const row of covered) if (row !== null) places.takePlaces(held, row, [pool])
    return covered.length
  }

  function savePoolOnce(held: QuickWork, actor: Actor, input: SavePoolInput): Result<{ poolId: string | null }> {
    const event = setUp(held, actor, input.eventId)
    if (!event.ok) return event
    const { eventId, poolId, version, sessionId, kind, segment, places: wanted } = input
    if (sessionId !== '' && !listSessions(held.sql, eventId).some((one) => one.id === sessionId)) return err('input.invalid', { fields: [{ path: 'sessionId', code: 'registration.unknown_session' }] })
    if (poolId !== '') {
      const pool = places.listPools(held.sql, eventId).find((one) => one.id === poolId)
      if (pool === undefined) return err('record.not_found')
      const taken = places.countTaken(held.sql, poolId)
      if (wanted !== null && wanted < taken) return err('registration.pool_below_taken', { params: { taken } })
      const isSaved = wanted === null ? deletePool(held, poolId, version) : resizePool(held, poolId, version, wanted)
      if (!isSaved) return err('record.changed')
      if (wanted !== null) places.shrinkPool(held.sql, poolId, wanted)
      line.passOn(held, event.value)
      held.audit('registration:places', `event:${eventId}`, { poolId, places: wanted })
      return ok({ poolId: wanted === null ? null : poolId })
    }
    if (wanted === null) return err('input.invalid', { fields: [{ path: 'places', code: 'input.required' }] })
    if (segment !== '' && kind === '') return err('input.invalid', { fields: [{ path: 'kind', code: 'input.required' }] })
    const made = insertPool(held, { eventId, sessionId, kind, segment, places: wanted })
    if (made === null) return err('registration.pool_twice')
    const covered = fill(held, eventId, made)
    if (covered > wanted) return err('registration.pool_below_taken', { params: { taken: covered } })
    held.audit('registration:places', `event:${eventId}`, { poolId: made, places: wanted })
    return ok({ poolId: made })
  }

  return {
    /** Saves a form as its next version; answers given to earlier ones stay readable. Bad fields are named, `questions.2.options` and the like. */
    saveForm: (actor: Actor, input: SaveFormInput): Promise<Result<{ formId: string; version: number }>> => quick(actor, (held) => saveFormOnce(held, actor, input)),

    /** Says how many places there are for whom; null: no bound any more. More places go to those in line. Error: `registration.pool_below_taken`. */
    savePool: (actor: Actor, input: SavePoolInput): Promise<Result<{ poolId: string | null }>> => quick(actor, (held) => savePoolOnce(held, actor, input)),
  }
}
