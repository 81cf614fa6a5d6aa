import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { presenterTicks } from '#server/domain/pitching/claims.ts'
import { whatIsMissing, whyNotAdmitted, whyNotSlot } from '#server/domain/pitching/may-book.ts'
import { clearRanking, type Clearing, type Entrant } from '#server/domain/pitching/ranking.ts'
import { bookingStage } from '#server/domain/pitching/rules.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchCase, PitchFacts, PitchSession, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { insertWaiting, PitchLine } from '#server/features/pitch-line/store.ts'
import type { TellSlot } from '#server/features/pitch-notices/mail.ts'
import type { presenters } from '#server/features/pitch-slots/commands.ts'
import type { SlotStore } from '#server/features/pitch-slots/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { hashSecret } from '#server/platform/secrets.ts'

export type RankInput = { eventId: string; sessionId: string; version: number; itemIds: string[]; personIds?: string[] }
export type Cleared = { given: number; waiting: number; excluded: number }

type Parts = {
  quick: RunQuickWork
  diary: Diary
  facts: PitchFacts
  slots: SlotStore
  line: PitchLine
  insertWaiting: typeof insertWaiting
  presenters: typeof presenters
  news: PitchNews
  tellSlot: TellSlot
}

type Stored = { delegationId: string; itemIds: string; personIds: string }
type Ready = { about: PitchCase; entrant: Entrant }

/** A delegation's lot. Anybody can compute it again once the seed is told; its hash was shown before. */
export const ticketOf = (seed: string, delegationId: string): string => hashSecret(`${seed}:${delegationId}`)

/** Handing in wishes, and giving slots by them at the deadline. */
export function createPitchRankingCommands(parts: Parts) {
  const { quick, diary, facts, news } = parts

  function saveOnce(held: QuickWork, actor: Actor, input: RankInput): Result<{ version: number }> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const about = facts.openCase(held.sql, diary, { sessionId: input.sessionId, delegationId: own.delegationId, nowMs: held.now })
    if (about === null || about.event.id !== input.eventId) return err('record.not_found')
    const [refused] = whyNotAdmitted(about.facts)
    if (refused !== undefined) return err(refused.code, { params: refused.params })
    if (bookingStage(about.session.rules, about.session.clearedAtMs !== null, held.now) !== 'ranking') return err('pitch.not_ranking')
    const itemIds = [...new Set(input.itemIds)]
    const known = facts.findSlots(held.sql, itemIds)
    if (known.length !== itemIds.length || known.some((slot) => slot.sessionId !== input.sessionId)) return err('record.not_found')
    const people = parts.presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    const before = held.sql.get<{ itemIds: string; version: number }>(`SELECT "itemIds", "version" FROM "PitchRanking" WHERE "sessionId" = ? AND "delegationId" = ?`, input.sessionId, own.delegationId)
    if (before !== undefined && before.version === input.version + 1 && before.itemIds === JSON.stringify(itemIds)) return ok({ version: before.version })
    const changed = input.version === 0
      ? held.sql.run(`INSERT INTO "PitchRanking" ("sessionId", "delegationId", "eventId", "itemIds", "personIds", "updatedById", "version", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`, input.sessionId, own.delegationId, input.eventId, JSON.stringify(itemIds), JSON.stringify(people.value), actor.personId, held.now)
      : held.sql.run(`UPDATE "PitchRanking" SET "itemIds" = ?, "personIds" = ?, "updatedById" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "sessionId" = ? AND "delegationId" = ? AND "version" = ?`, JSON.stringify(itemIds), JSON.stringify(people.value), actor.personId, held.now, input.sessionId, own.delegationId, input.version)
    if (changed === 0) return err('record.changed')
    held.audit('pitch:ranked', `session:${input.sessionId}`, { eventId: input.eventId, delegationId: own.delegationId, count: itemIds.length })
    news.tellOwn(held, input.eventId, [own.delegationId])
    return ok({ version: input.version + 1 })
  }

  /** Lists of those who may pitch and have done what is asked; the others with the codes of why not. */
  function entrants(held: QuickWork, session: PitchSession): { ready: Map<string, Ready>; excluded: Clearing['excluded'] } {
    const ready = new Map<string, Ready>()
    const excluded: Clearing['excluded'] = []
    const rows = held.sql.all<Stored>(`SELECT "delegationId", "itemIds", "personIds" FROM "PitchRanking" WHERE "sessionId" = ? ORDER BY "delegationId"`, session.id)
    for (const row of rows) {
      const about = facts.openCase(held.sql, diary, { sessionId: session.id, delegationId: row.delegationId, nowMs: held.now })
      if (about === null) continue
      const reasons = [...whyNotAdmitted(about.facts), ...whatIsMissing(about.facts), ...(about.facts.held > 0 ? [{ code: 'pitch.has_slot' }] : [])]
      const own = about.party.people.map((one) => one.personId)
      const personIds = (JSON.parse(row.personIds) as string[]).filter((id) => own.includes(id))
      const entrant = { delegationId: row.delegationId, ticket: ticketOf(session.seed, row.delegationId), wishes: JSON.parse(row.itemIds) as string[], personIds: personIds.length > 0 ? personIds : own.slice(0, 1) }
      if (reasons.length > 0) excluded.push({ delegationId: row.delegationId, codes: reasons.map((reason) => reason.code) })
      else ready.set(row.delegationId, { about, entrant })
    }
    return { ready, excluded }
  }

  function busyOf(sql: SyncSql, ready: Iterable<Ready>, ticks: readonly number[]): Map<string, Set<number>> {
    const people = [...new Set([...ready].flatMap((one) => one.entrant.personIds))]
    return ticks.length === 0 ? new Map() : facts.busyTicks(sql, people, { from: Math.min(...ticks), to: Math.max(...ticks) + 1 })
  }

  function give(held: QuickWork, session: PitchSession): Result<Cleared> {
    const { ready, excluded } = entrants(held, session)
    const open = new Map(facts.listOpenSlots(held.sql, session.id).map((slot) => [slot.itemId, slot]))
    const bufferMinutes = [...ready.values()][0]?.about.event.bufferMinutes ?? 0
    const ranked = [...open.values()].map((slot) => ({ itemId: slot.itemId, startsAtMs: slot.startsAtMs, ticks: presenterTicks(slot, session.rules, bufferMinutes) }))
    const mayHave = (delegationId: string, itemId: string): boolean => {
      const [facts, slot] = [ready.get(delegationId)?.about.facts, open.get(itemId)]
      return facts !== undefined && slot !== undefined && whyNotSlot(facts, slot) === null
    }
    const entries = clearRanking({ entrants: [...ready.values()].map((one) => one.entrant), slots: ranked, mayHave, busy: busyOf(held.sql, ready.values(), ranked.flatMap((slot) => slot.ticks)) })
    const marked = held.sql.run(`UPDATE "PitchRule" SET "clearedAt" = ?, "clearing" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "sessionId" = ? AND "clearedAt" IS NULL`, held.now, JSON.stringify({ entries, excluded } satisfies Clearing), held.now, session.id)
    if (marked === 0) return err('record.changed')
    for (const entry of entries) {
      const one = ready.get(entry.delegationId) as Ready
      if (entry.itemId !== null) book(held, one, open.get(entry.itemId) as PitchSlot)
      else parts.insertWaiting(held, { eventId: session.eventId, sessionId: session.id, delegationId: entry.delegationId, createdById: null, personIds: one.entrant.personIds })
    }
    follow(held, session, [...ready.keys(), ...excluded.map((one) => one.delegationId)], [...open.keys()])
    const given = entries.filter((entry) => entry.itemId !== null).length
    return ok({ given, waiting: entries.length - given, excluded: excluded.length })
  }

  function book(held: QuickWork, { about, entrant }: Ready, slot: PitchSlot): void {
    const taken = parts.slots.take(held, { ...about, slot, personIds: entrant.personIds, origin: 'ranked', bookedById: null })
    // The rule has seen everything that could refuse; whatever does is a fault of ours, and nothing is kept.
    if (!taken.ok) throw new Error(`a slot given by ranking was refused: ${taken.error.code}`)
    parts.tellSlot(held, { template: 'pitch_booked', eventId: about.event.id, itemId: slot.itemId, personIds: about.party.people.map((one) => one.personId) })
  }

  function follow(held: QuickWork, session: PitchSession, delegationIds: readonly string[], itemIds: readonly string[]): void {
    held.audit('pitch:cleared', `session:${session.id}`, { eventId: session.eventId, lists: delegationIds.length })
    parts.line.offerOpenSlots(held, session.id)
    news.tellSession(held, session.eventId, session.id)
    if (itemIds.length > 0) news.tellSlots(held, session.eventId, itemIds)
    news.tellOwn(held, session.eventId, delegationIds)
  }

  function clearOnce(held: QuickWork, sessionId: string, eventId: string | null): Result<Cleared> {
    const session = facts.findPitchSession(held.sql, sessionId)
    if (session === null || (eventId !== null && session.eventId !== eventId)) return err('record.not_found')
    if (session.rules.method !== 'ranking' || session.version === 0) return err('pitch.not_ranking')
    if (session.clearedAtMs !== null) return ok(countsOf(held.sql, sessionId))
    return bookingStage(session.rules, false, held.now) === 'clearing' ? give(held, session) : err('pitch.ranking_open')
  }

  function countsOf(sql: SyncSql, sessionId: string): Cleared {
    const row = sql.get<{ clearing: string }>(`SELECT "clearing" FROM "PitchRule" WHERE "sessionId" = ?`, sessionId)
    const { entries, excluded } = JSON.parse(row?.clearing ?? '{"entries":[],"excluded":[]}') as Clearing
    const given = entries.filter((entry) => entry.itemId !== null).length
    return { given, waiting: entries.length - given, excluded: excluded.length }
  }

  return {
    /** Hands in the list of wishes, best first; until the deadline it can be changed. */
    rank: (actor: Actor, input: RankInput): Promise<Result<{ version: number }>> => quick(actor, (held) => saveOnce(held, actor, input)),
    /** Gives the slots by the lists, once the deadline has passed. Pressed twice, the second answers like the first. */
    clear: (actor: Actor, input: { eventId: string; sessionId: string }): Promise<Result<Cleared>> =>
      quick(actor, (held) => (can(actor, 'pitch:run', { eventId: input.eventId as EventId }) ? clearOnce(held, input.sessionId, input.eventId) : err('auth.forbidden'))),
    /** For the job at the deadline. */
    clearDue: (actor: Actor, input: { sessionId: string }): Promise<Result<Cleared>> => quick(actor, (held) => clearOnce(held, input.sessionId, null)),
  }
}
