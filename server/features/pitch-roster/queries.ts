import type { Actor, Side } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { whatIsMissing, whyNotAdmitted, type BookFacts, type PitchReason, type TechState } from '#server/domain/pitching/may-book.ts'
import type { Clearing } from '#server/domain/pitching/ranking.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { PitchEvent, PitchFacts, PitchSession } from '#server/features/pitch-facts/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { PitchDeckCard } from '#server/protocol/pitching.ts'

/** One delegation as the organizer's list of a session shows it. */
export type PitcherRow = {
  delegationId: string
  nameZh: string
  nameEn: string
  deck: PitchDeckCard | null
  techCheck: TechState | null
  slots: { itemId: string; startsAt: number; state: 'booked' | 'offered' }[]
  waiting: { id: string; state: string; place: number; offerEndsAt: number | null; version: number } | null
  /** Length of its list of wishes. */
  ranked: number
  /** What is in the way, apart from the time. */
  reasons: PitchReason[]
}

export type SwapRow = { id: string; fromItemId: string; toItemId: string; fromDelegationId: string; toDelegationId: string; state: string; endsAt: number }
export type PitchRoster = { pitchers: PitcherRow[]; swaps: SwapRow[]; clearing: Clearing | null }

type Row = { delegationId: string; organizationId: string; side: Side; kind: string; subkind: string; sectors: string; nameZh: string; nameEn: string }
type ClaimRow = BookFacts['party']['entry']['claims'][number] & { organizationId: string }
type WaitingRow = { id: string; delegationId: string; state: string; offerEndsAt: number | null; version: number }

/** Everybody who could pitch in a session; the number of statements doesn't depend on how many they are. */
function listPitchers(sql: SyncSql, { listSlots }: PitchFacts, about: { event: PitchEvent; session: PitchSession; nowMs: number }): PitcherRow[] {
  const { event, session, nowMs } = about
  const rows = sql.all<Row>(
    `SELECT d."id" AS "delegationId", d."organizationId", d."side", o."kind", o."subkind", o."sectors", o."nameZh", o."nameEn" FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE d."eventId" = ? AND d."status" = 'active' ORDER BY o."sortKey", d."id"`,
    event.id,
  )
  const claims = session.entryRule.admissions.length === 0 ? [] : sql.all<ClaimRow>(`SELECT c."organizationId", c."kind", c."value", c."state", c."expiresAt" AS "expiresAtMs" FROM "Claim" c JOIN "Delegation" d ON d."organizationId" = c."organizationId" WHERE d."eventId" = ?`, event.id)
  const decks = byDelegation(sql.all<PitchDeckCard & { delegationId: string }>(`SELECT "delegationId", "id", "fileName", "bytes", "state", "reason", "createdAt", "reviewedAt", "version" FROM "PitchDeck" WHERE "eventId" = ? AND "currentKey" IS NOT NULL`, event.id))
  const tech = byDelegation(sql.all<{ delegationId: string; state: TechState }>(`SELECT "delegationId", "state" FROM "TechCheckSlot" WHERE "sessionId" = ? AND "delegationId" IS NOT NULL`, session.id))
  const line = sql.all<WaitingRow>(`SELECT "id", "delegationId", "state", "offerEndsAt", "version" FROM "PitchWaiting" WHERE "sessionId" = ? AND "openKey" IS NOT NULL ORDER BY "rank", "id"`, session.id)
  const ranked = byDelegation(sql.all<{ delegationId: string; itemIds: string }>(`SELECT "delegationId", "itemIds" FROM "PitchRanking" WHERE "sessionId" = ?`, session.id))
  const slots = listSlots(sql, event.id).filter((slot) => slot.sessionId === session.id && slot.state !== null)
  return rows
    .filter((row) => session.rules.sides.includes(row.side))
    .map((row) => {
      const deck = decks.get(row.delegationId) ?? null
      const own = slots.filter((slot) => slot.delegationId === row.delegationId)
      const place = line.findIndex((entry) => entry.delegationId === row.delegationId)
      const facts: BookFacts = {
        rules: session.rules, entryRule: session.entryRule, isCleared: session.clearedAtMs !== null, phase: event.phase, zone: event.zone, nowMs,
        party: { side: row.side, isActive: true, sectors: JSON.parse(row.sectors) as string[], entry: { kind: row.kind, subkind: row.subkind, claims: claims.filter((claim) => claim.organizationId === row.organizationId) } },
        deck: deck?.state ?? null,
        techCheck: tech.get(row.delegationId)?.state ?? null,
        held: own.length,
      }
      return {
        delegationId: row.delegationId, nameZh: row.nameZh, nameEn: row.nameEn,
        deck: deck === null ? null : withoutDelegation(deck),
        techCheck: facts.techCheck,
        slots: own.flatMap((slot) => (slot.state === null ? [] : [{ itemId: slot.itemId, startsAt: slot.startsAtMs, state: slot.state }])),
        waiting: place < 0 ? null : waitingOf(line[place] as WaitingRow, place + 1),
        ranked: (JSON.parse(ranked.get(row.delegationId)?.itemIds ?? '[]') as string[]).length,
        reasons: [...whyNotAdmitted(facts), ...whatIsMissing(facts)],
      }
    })
}

const byDelegation = <T extends { delegationId: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [row.delegationId, row]))
const withoutDelegation = ({ delegationId: _, ...deck }: PitchDeckCard & { delegationId: string }): PitchDeckCard => deck
const waitingOf = ({ id, state, offerEndsAt, version }: WaitingRow, place: number) => ({ id, state, place, offerEndsAt, version })

/** Who has what, who waits and what is still to be done: the organizer's side of booking. */
export function createPitchRosterQueries({ db, facts, now }: { db: Database; facts: PitchFacts; now: () => number }) {
  return {
    async roster(actor: Actor, eventId: string, sessionId: string): Promise<Result<PitchRoster>> {
      if (!can(actor, 'roster:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const event = facts.findPitchEvent(sql, eventId)
        const session = facts.findPitchSession(sql, sessionId)
        if (event === null || session === null || session.eventId !== eventId) return err('record.not_found')
        const swaps = sql.all<SwapRow>(`SELECT w."id", w."fromItemId", w."toItemId", w."fromDelegationId", w."toDelegationId", w."state", w."endsAt" FROM "PitchSwap" w JOIN "ProgrammeItem" i ON i."id" = w."fromItemId" WHERE i."sessionId" = ? AND w."state" = 'proposed' ORDER BY w."createdAt", w."id"`, sessionId)
        const stored = sql.get<{ clearing: string | null }>(`SELECT "clearing" FROM "PitchRule" WHERE "sessionId" = ?`, sessionId)
        return ok({ pitchers: listPitchers(sql, facts, { event, session, nowMs: now() }), swaps, clearing: stored?.clearing ? (JSON.parse(stored.clearing) as Clearing) : null })
      })
    },
  }
}
