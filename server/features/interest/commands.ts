import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { nextInterestState, passVoice, type Degree } from '#server/domain/interest/voice.ts'
import { passGate, type Phase } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { ListPitches } from '#server/features/judging/queries.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { InterestActInput, SignalInput } from '#server/protocol/inputs/interest.ts'
import { eventRoom } from '#server/protocol/rooms.ts'

import { appendLine, headOf, moveLedger, readFund, readLedger, readVoice, saveVoice, sha256 } from './store.ts'

type Parts = { quick: RunQuickWork; listPitches: ListPitches; newSecret: (bytes: number) => string }

/** `receipt`: the hash of the line in the ledger, by which the fund can find its voice there later; null for a voice that was there already. */
export type Signalled = { itemId: string; degree: Degree; version: number; receipt: string | null }

/** What funds say about pitches, and when it is sealed and opened. */
export function createInterestCommands({ quick, listPitches, newSecret }: Parts) {
  function signal(held: QuickWork, actor: Actor, input: SignalInput): Result<Signalled> {
    if (actor.kind !== 'person') return err('auth.required')
    const item = held.sql.get<{ eventId: string; phase: Phase }>(`SELECT e."id" AS "eventId", e."phase" FROM "ProgrammeItem" i JOIN "Event" e ON e."id" = i."eventId" WHERE i."id" = ?`, input.itemId)
    const own = item === undefined ? null : delegationAt(actor, item.eventId as EventId)
    if (item === undefined) return err('record.not_found')
    if (own === null || !can(actor, 'interest:signal', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const gate = passGate('audience:speak', item.phase)
    if (!gate.ok) return gate
    const pitch = listPitches(held.sql, item.eventId).find((one) => one.itemId === input.itemId)
    const fund = readFund(held.sql, item.eventId, own.delegationId)
    if (pitch === undefined || fund === null) return err('record.not_found')
    const may = passVoice(readLedger(held.sql, item.eventId).state, fund, pitch, held.now)
    if (!may.ok) return may
    const before = readVoice(held.sql, pitch.itemId, own.delegationId)
    const isSame = before !== null && before.degree === input.degree && before.note === input.note
    if (before !== null && isSame && before.version - input.version <= 1) return ok({ itemId: pitch.itemId, degree: before.degree, version: before.version, receipt: null })
    const noteSalt = input.note === '' ? '' : newSecret(16)
    const voice = { itemId: pitch.itemId, delegationId: own.delegationId as string, degree: input.degree, note: input.note, noteSalt, setById: actor.personId as string, version: input.version }
    if (!saveVoice(held, item.eventId, voice)) return err('record.changed')
    // No line in the audit trail: organizer and observer read that one, and this is sealed to them. The ledger is the trail.
    const noteDigest = input.note === '' ? '' : sha256(`${noteSalt}${input.note}`)
    const receipt = appendLine(held, { eventId: item.eventId, itemId: pitch.itemId, delegationId: own.delegationId, personId: actor.personId, degree: input.degree, noteDigest })
    return ok({ itemId: pitch.itemId, degree: input.degree, version: input.version + 1, receipt })
  }

  return {
    /** Says what the fund makes of a pitch, in place of what it said before. One voice per verified fund, whoever of its people speaks. */
    signal: (actor: Actor, input: SignalInput): Promise<Result<Signalled>> => quick(actor, (held) => signal(held, actor, input)),

    /** Begins, seals, takes the seal off again before anybody has read, or opens for good. */
    act: (actor: Actor, input: InterestActInput): Promise<Result<{ state: string; version: number }>> =>
      quick(actor, (held) => {
        if (!can(actor, 'interest:open', { eventId: input.eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
        if (held.sql.get(`SELECT "id" FROM "Event" WHERE "id" = ?`, input.eventId) === undefined) return err('record.not_found')
        const ledger = readLedger(held.sql, input.eventId)
        const next = nextInterestState(ledger.state, input.act)
        if (!next.ok) return next
        if (ledger.version !== input.version || !moveLedger(held, input.eventId, input.version, next.value)) return err('record.changed')
        // The head of the ledger stands in the audit trail too: whoever would rewrite one has to rewrite both.
        held.audit(`interest:${input.act}`, `event:${input.eventId}`, { eventId: input.eventId, head: headOf(held.sql, input.eventId) })
        held.fact(eventRoom(input.eventId), 'interest:changed', { state: next.value })
        return ok({ state: next.value, version: input.version + 1 })
      }),
  }
}
