import { whyNotBook } from '#server/domain/pitching/may-book.ts'
import type { Clearing } from '#server/domain/pitching/ranking.ts'
import { keptFor } from '#server/domain/pitching/rules.ts'
import type { Diary, Party } from '#server/features/diary/store.ts'
import type { PitchEvent, PitchFacts, PitchSession, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { OwnPitch, OwnSession, PitchDeckCard, PitchSessionCard, PitchSlotCard, PitchSwapCard, TechSlotCard } from '#server/protocol/pitching.ts'

type Named = { id: string; nameZh: string; nameEn: string }

/** Names of delegations, in one statement. */
function delegationNames(sql: SyncSql, delegationIds: readonly string[]): Map<string, Named> {
  const list = inList(delegationIds)
  const rows = sql.all<Named>(`SELECT d."id", o."nameZh", o."nameEn" FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."id" IN (${list.marks})`, ...list.values)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Slots as cards; one statement for any number of them. */
export function slotCards(sql: SyncSql, slots: readonly PitchSlot[], sessions: readonly PitchSession[], nowMs: number): PitchSlotCard[] {
  const bySession = new Map(sessions.map((session) => [session.id, session]))
  const names = delegationNames(sql, slots.flatMap((slot) => (slot.state === 'booked' && slot.delegationId !== null ? [slot.delegationId] : [])))
  return slots.map((slot) => {
    const rules = bySession.get(slot.sessionId)?.rules
    return {
      itemId: slot.itemId,
      sessionId: slot.sessionId,
      stageId: slot.stageId,
      startsAt: slot.startsAtMs,
      endsAt: slot.endsAtMs,
      titleZh: slot.titleZh,
      titleEn: slot.titleEn,
      keptFor: rules === undefined ? [] : keptFor(rules, slot, nowMs),
      state: slot.state === null ? 'open' : slot.state === 'booked' ? 'taken' : 'held',
      delegation: slot.state === 'booked' ? (names.get(slot.delegationId ?? '') ?? null) : null,
      version: slot.version,
    }
  })
}

export function sessionCard(sql: SyncSql, session: PitchSession): PitchSessionCard {
  const { id, nameZh, nameEn, rules, seed, clearedAtMs } = session
  const waiting = sql.get<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "PitchWaiting" WHERE "sessionId" = ? AND "openKey" IS NOT NULL`, id)?.n ?? 0
  const { method, deck, techCheck, perDelegation, offerMinutes, noticeMinutes, arriveMinutes } = rules
  return {
    id, nameZh, nameEn, startsAt: session.startsAtMs, endsAt: session.endsAtMs,
    method, opensAt: rules.opensAtMs, closesAt: rules.closesAtMs, clearedAt: clearedAtMs,
    deck, techCheck, perDelegation, offerMinutes, noticeMinutes, arriveMinutes,
    seedHash: seed === '' ? '' : hashSecret(seed),
    seed: clearedAtMs === null || seed === '' ? null : seed,
    waiting,
  }
}

type TechRow = Omit<TechSlotCard, 'delegation'> & { delegationId: string | null }
const techColumns = `"id", "sessionId", "lane", "startsAt", "endsAt", "placeZh", "placeEn", "state", "delegationId", "version"`

function techCards(sql: SyncSql, rows: readonly TechRow[]): TechSlotCard[] {
  const names = delegationNames(sql, rows.flatMap((row) => row.delegationId ?? []))
  return rows.map(({ delegationId, ...row }) => ({ ...row, delegation: names.get(delegationId ?? '') ?? null }))
}

export function listTechCards(sql: SyncSql, eventId: string): TechSlotCard[] {
  return techCards(sql, sql.all<TechRow>(`SELECT ${techColumns} FROM "TechCheckSlot" WHERE "eventId" = ? ORDER BY "startsAt", "lane", "id"`, eventId))
}

export function findTechCard(sql: SyncSql, id: string): TechSlotCard | null {
  return techCards(sql, sql.all<TechRow>(`SELECT ${techColumns} FROM "TechCheckSlot" WHERE "id" = ?`, id))[0] ?? null
}

const deckColumns = `"id", "fileName", "bytes", "state", "reason", "createdAt", "reviewedAt", "version"`

function findDeckCard(sql: SyncSql, currentKey: string): PitchDeckCard | null {
  return sql.get<PitchDeckCard>(`SELECT ${deckColumns} FROM "PitchDeck" WHERE "currentKey" = ?`, currentKey) ?? null
}

type SwapRow = { id: string; fromItemId: string; toItemId: string; fromDelegationId: string; toDelegationId: string; message: string; endsAt: number; version: number }

function swapCards(sql: SyncSql, delegationId: string): PitchSwapCard[] {
  const rows = sql.all<SwapRow>(
    `SELECT "id", "fromItemId", "toItemId", "fromDelegationId", "toDelegationId", "message", "endsAt", "version" FROM "PitchSwap" WHERE "state" = 'proposed' AND ("fromDelegationId" = ? OR "toDelegationId" = ?) ORDER BY "createdAt", "id"`,
    delegationId, delegationId,
  )
  const names = delegationNames(sql, rows.flatMap((row) => [row.fromDelegationId, row.toDelegationId]))
  return rows.flatMap((row) => {
    const isSent = row.fromDelegationId === delegationId
    const partner = names.get(isSent ? row.toDelegationId : row.fromDelegationId)
    if (partner === undefined) return []
    const [ownItemId, otherItemId] = isSent ? [row.fromItemId, row.toItemId] : [row.toItemId, row.fromItemId]
    return [{ id: row.id, direction: isSent ? 'sent' as const : 'received' as const, partner, ownItemId, otherItemId, message: row.message, endsAt: row.endsAt, version: row.version }]
  })
}

type WaitingRow = { id: string; state: 'waiting' | 'offered'; rank: number; itemId: string | null; offerEndsAt: number | null; version: number }
type BookingRow = { itemId: string; personIds: string; bookedAt: number; version: number }

function ownSession(sql: SyncSql, { bookFacts }: PitchFacts, about: { event: PitchEvent; session: PitchSession; party: Party; nowMs: number }): OwnSession {
  const { session, party } = about
  const key = [session.id, party.delegationId]
  const facts = bookFacts(sql, about)
  const bookings = sql.all<BookingRow>(`SELECT "itemId", "personIds", "bookedAt", "version" FROM "PitchBooking" WHERE "sessionId" = ? AND "delegationId" = ? AND "state" = 'booked' ORDER BY "place"`, ...key)
  const waiting = sql.get<WaitingRow>(`SELECT "id", "state", "rank", "itemId", "offerEndsAt", "version" FROM "PitchWaiting" WHERE "openKey" = ?`, waitingKey(session.id, party.delegationId))
  const before = waiting === undefined ? 0 : (sql.get<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "PitchWaiting" WHERE "sessionId" = ? AND "openKey" IS NOT NULL AND "rank" < ?`, session.id, waiting.rank)?.n ?? 0)
  const ranking = sql.get<{ itemIds: string; version: number }>(`SELECT "itemIds", "version" FROM "PitchRanking" WHERE "sessionId" = ? AND "delegationId" = ?`, ...key)
  const tech = sql.get<{ id: string }>(`SELECT "id" FROM "TechCheckSlot" WHERE "sessionId" = ? AND "delegationId" = ?`, ...key)
  return {
    sessionId: session.id,
    reasons: whyNotBook(facts),
    bookings: bookings.map((row) => ({ ...row, personIds: JSON.parse(row.personIds) as string[] })),
    waiting: waiting === undefined ? null : { id: waiting.id, state: waiting.state, place: before + 1, itemId: waiting.itemId, offerEndsAt: waiting.offerEndsAt, version: waiting.version },
    ranking: ranking === undefined ? null : { itemIds: JSON.parse(ranking.itemIds) as string[], version: ranking.version },
    result: session.clearedAtMs === null ? null : resultOf(sql, session.id, party.delegationId),
    techSlotId: tech?.id ?? null,
  }
}

/** What the clearing said of one delegation; who got the slots it missed stays untold here, the slots themselves show it. */
function resultOf(sql: SyncSql, sessionId: string, delegationId: string): OwnSession['result'] {
  const row = sql.get<{ clearing: string | null }>(`SELECT "clearing" FROM "PitchRule" WHERE "sessionId" = ?`, sessionId)
  const { entries } = row?.clearing ? (JSON.parse(row.clearing) as Clearing) : { entries: [] }
  const own = entries.find((entry) => entry.delegationId === delegationId)
  return own === undefined ? null : { turn: own.turn, of: entries.length, ticket: own.ticket, itemId: own.itemId, wishes: own.wishes.map(({ itemId, fate }) => ({ itemId, fate })) }
}

const waitingKey = (sessionId: string, delegationId: string): string => `${sessionId}:${delegationId}`

/** Everything that concerns one delegation's pitch; null where there is no such delegation at the event. */
export function ownPitch(sql: SyncSql, { diary, facts }: { diary: Diary; facts: PitchFacts }, event: PitchEvent, delegationId: string, nowMs: number): OwnPitch | null {
  const party = diary.findParty(sql, delegationId)
  if (party === null || party.eventId !== event.id) return null
  const people = sql.all<Named>(`SELECT p."id", p."nameZh", p."nameEn" FROM "Delegate" g JOIN "Person" p ON p."id" = g."personId" WHERE g."delegationId" = ? ORDER BY g."isLead" DESC, g."id"`, delegationId)
  return {
    delegationId,
    people,
    deck: findDeckCard(sql, facts.deckKey(event.id, delegationId)),
    sessions: facts.listPitchSessions(sql, event.id).map((session) => ownSession(sql, facts, { event, session, party, nowMs })),
    swaps: swapCards(sql, delegationId),
  }
}
