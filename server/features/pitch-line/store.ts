import { presenterTicks } from '#server/domain/pitching/claims.ts'
import { whatIsMissing, whyNotAdmitted, whyNotSlot } from '#server/domain/pitching/may-book.ts'
import { headOfLine, type WaitingState } from '#server/domain/pitching/waiting.ts'
import { timedOfferEnds } from '#server/domain/shared/timed-offer.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchCase, PitchFacts, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { TellPitch } from '#server/features/pitch-notices/mail.ts'
import type { SlotStore } from '#server/features/pitch-slots/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

import { offerEndsJob } from './jobs.ts'

export type WaitingRow = { id: string; eventId: string; sessionId: string; delegationId: string; state: WaitingState; itemId: string | null; offerEndsAt: number | null; rank: number; personIds: string[]; version: number }
type Stored = Omit<WaitingRow, 'personIds'> & { personIds: string }

const columns = `"id", "eventId", "sessionId", "delegationId", "state", "itemId", "offerEndsAt", "rank", "personIds", "version"`
const toRow = ({ personIds, ...row }: Stored): WaitingRow => ({ ...row, personIds: JSON.parse(personIds) as string[] })

export function findWaiting(sql: SyncSql, id: string): WaitingRow | null {
  const row = sql.get<Stored>(`SELECT ${columns} FROM "PitchWaiting" WHERE "id" = ?`, id)
  return row === undefined ? null : toRow(row)
}

export const lineKey = (sessionId: string, delegationId: string): string => `${sessionId}:${delegationId}`

export function findOpenWaiting(sql: SyncSql, sessionId: string, delegationId: string): WaitingRow | null {
  const row = sql.get<Stored>(`SELECT ${columns} FROM "PitchWaiting" WHERE "openKey" = ?`, lineKey(sessionId, delegationId))
  return row === undefined ? null : toRow(row)
}

/** A place at the end of a session's line; null where the delegation has one (the unique index decides). */
export function insertWaiting(held: QuickWork, entry: { eventId: string; sessionId: string; delegationId: string; createdById: string | null; personIds: readonly string[] }): string | null {
  const id = held.newId()
  const last = held.sql.get<{ rank: number | null }>(`SELECT MAX("rank") AS "rank" FROM "PitchWaiting" WHERE "sessionId" = ?`, entry.sessionId)?.rank ?? 0
  const written = held.sql.run(
    `INSERT INTO "PitchWaiting" ("id", "eventId", "sessionId", "delegationId", "createdById", "state", "openKey", "rank", "personIds", "version", "createdAt")
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, 1, ?) ON CONFLICT ("openKey") DO NOTHING`,
    id, entry.eventId, entry.sessionId, entry.delegationId, entry.createdById, lineKey(entry.sessionId, entry.delegationId), last + 1, JSON.stringify(entry.personIds), held.now,
  )
  return written === 0 ? null : id
}

/** Ends a place in line if it still is what the caller saw; false where somebody was quicker. */
export function endWaiting(held: QuickWork, row: WaitingRow, state: Exclude<WaitingState, 'waiting' | 'offered'>): boolean {
  return held.sql.run(
    `UPDATE "PitchWaiting" SET "state" = ?, "openKey" = NULL, "itemId" = NULL, "offerEndsAt" = NULL, "endedAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "state" = ?`,
    state, held.now, row.id, row.version, row.state,
  ) === 1
}

export type LineParts = { diary: Diary; facts: PitchFacts; slots: SlotStore; news: PitchNews; tell: TellPitch }

/** Handing freed slots to those in line, inside the transaction that frees them: nobody can come between. */
export function createLine({ diary, facts, slots, news, tell }: LineParts) {
  function mayTake(held: QuickWork, slot: PitchSlot, entry: WaitingRow): PitchCase | null {
    const about = facts.openCase(held.sql, diary, { sessionId: entry.sessionId, delegationId: entry.delegationId, nowMs: held.now })
    if (about === null || about.facts.held >= about.session.rules.perDelegation) return null
    if (whyNotAdmitted(about.facts).length > 0 || whatIsMissing(about.facts).length > 0 || whyNotSlot(about.facts, slot) !== null) return null
    const ticks = presenterTicks(slot, about.session.rules, about.event.bufferMinutes)
    const people = about.party.people.map((one) => one.personId).filter((id) => entry.personIds.includes(id))
    const busy = facts.busyTicks(held.sql, people, { from: Math.min(...ticks), to: Math.max(...ticks) + 1 })
    return people.length > 0 && people.every((id) => !busy.has(id)) ? about : null
  }

  /** Offers a free slot to the first in line who can have it; false where nobody can. */
  function offerNext(held: QuickWork, itemId: string): boolean {
    const slot = facts.findSlot(held.sql, itemId)
    if (slot === null || slot.state !== null) return false
    const line = held.sql.all<Stored>(`SELECT ${columns} FROM "PitchWaiting" WHERE "sessionId" = ? AND "state" = 'waiting' ORDER BY "rank", "id"`, slot.sessionId).map(toRow)
    const found = new Map<string, PitchCase>()
    const entry = headOfLine(line, (one) => {
      const about = mayTake(held, slot, one)
      if (about !== null) found.set(one.id, about)
      return about !== null
    })
    const about = entry === null ? undefined : found.get(entry.id)
    if (entry === null || about === undefined) return false
    const kept = slots.hold(held, { ...about, slot, origin: 'offered', bookedById: null })
    if (!kept.ok) return false
    const { rules } = about.session
    const endsAt = timedOfferEnds(held.now, rules.offerMinutes, slot.startsAtMs - rules.noticeMinutes * 60_000)
    held.sql.run(`UPDATE "PitchWaiting" SET "state" = 'offered', "itemId" = ?, "offerEndsAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`, slot.itemId, endsAt, entry.id, entry.version)
    held.job(offerEndsJob.request({ waitingId: entry.id, version: entry.version + 1 }, { runAt: endsAt, dedupeKey: `pitch-line:offer-ends:${entry.id}:${entry.version + 1}` }))
    held.audit('pitch:offered', `pitch:${slot.itemId}`, { eventId: slot.eventId, delegationId: entry.delegationId })
    news.tellOwn(held, slot.eventId, [entry.delegationId])
    tell(held, { template: 'pitch_offer', eventId: slot.eventId, subjectId: entry.id, revision: entry.version + 1, personIds: about.party.people.map((one) => one.personId) })
    return true
  }

  return {
    /** A slot has become free: to the head of the line, or open to all. Tells everybody what became of it. */
    passOn(held: QuickWork, slot: Pick<PitchSlot, 'itemId' | 'eventId' | 'sessionId'>): void {
      offerNext(held, slot.itemId)
      news.tellSlots(held, slot.eventId, [slot.itemId])
      news.tellSession(held, slot.eventId, slot.sessionId)
    },

    /** Somebody in line may have become able to take a slot that is open: a deck was accepted, a check booked, slots released. */
    offerOpenSlots(held: QuickWork, sessionId: string): void {
      const waiting = held.sql.get(`SELECT "id" FROM "PitchWaiting" WHERE "sessionId" = ? AND "state" = 'waiting' LIMIT 1`, sessionId)
      if (waiting === undefined) return
      for (const slot of facts.listOpenSlots(held.sql, sessionId)) {
        if (offerNext(held, slot.itemId)) news.tellSlots(held, slot.eventId, [slot.itemId])
      }
    },

    /** Whoever has found a slot waits no longer. */
    stopWaiting(held: QuickWork, sessionId: string, delegationId: string): void {
      const entry = findOpenWaiting(held.sql, sessionId, delegationId)
      if (entry?.state === 'waiting' && endWaiting(held, entry, 'taken')) news.tellSession(held, entry.eventId, sessionId)
    },
  }
}

export type PitchLine = ReturnType<typeof createLine>
