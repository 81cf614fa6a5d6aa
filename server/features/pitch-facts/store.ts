import { openToAll, type EntryRule } from '#server/domain/events/entry-rules.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import { defaultSettings, type EventSettings } from '#server/domain/events/settings.ts'
import type { BookFacts, DeckState, TechState } from '#server/domain/pitching/may-book.ts'
import { defaultPitchRules, type PitchRules } from '#server/domain/pitching/rules.ts'
import type { Diary, Party } from '#server/features/diary/store.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

export type PitchEvent = { id: string; slug: string; nameZh: string; nameEn: string; zone: string; phase: Phase; bufferMinutes: number; endsAtMs: number }

export function findPitchEvent(sql: SyncSql, eventId: string): PitchEvent | null {
  const row = sql.get<Omit<PitchEvent, 'bufferMinutes'> & { settings: string }>(`SELECT "id", "slug", "nameZh", "nameEn", "zone", "phase", "settings", "endsAt" AS "endsAtMs" FROM "Event" WHERE "id" = ?`, eventId)
  if (row === undefined) return null
  const { settings, ...event } = row
  const { bufferMinutes } = { ...defaultSettings, ...(JSON.parse(settings) as Partial<EventSettings>) }
  return { ...event, bufferMinutes }
}

/** A session with the rules of its slots; without stored rules nothing can be booked. */
export type PitchSession = {
  id: string
  eventId: string
  nameZh: string
  nameEn: string
  startsAtMs: number
  endsAtMs: number
  entryRule: EntryRule
  rules: PitchRules
  seed: string
  clearedAtMs: number | null
  /** 0 where no rules are stored. */
  version: number
}

type SessionRow = Omit<PitchSession, 'entryRule' | 'rules' | 'seed' | 'version'> & { entryRule: string; body: string | null; seed: string | null; version: number | null }

const sessionColumns = `s."id", s."eventId", s."nameZh", s."nameEn", s."startsAt" AS "startsAtMs", s."endsAt" AS "endsAtMs", s."entryRule", r."body", r."seed", r."clearedAt" AS "clearedAtMs", r."version"`
const sessionSource = `FROM "EventSession" s LEFT JOIN "PitchRule" r ON r."sessionId" = s."id"`

function toSession({ entryRule, body, seed, version, ...row }: SessionRow): PitchSession {
  return {
    ...row,
    entryRule: { ...openToAll, ...(JSON.parse(entryRule) as Partial<EntryRule>) },
    rules: body === null ? defaultPitchRules : { ...defaultPitchRules, ...(JSON.parse(body) as Partial<PitchRules>) },
    seed: seed ?? '',
    version: version ?? 0,
  }
}

export function findPitchSession(sql: SyncSql, sessionId: string): PitchSession | null {
  const row = sql.get<SessionRow>(`SELECT ${sessionColumns} ${sessionSource} WHERE s."id" = ?`, sessionId)
  return row === undefined ? null : toSession(row)
}

/** Sessions of an event that have rules or released pitch slots, in order of time. */
export function listPitchSessions(sql: SyncSql, eventId: string): PitchSession[] {
  return sql
    .all<SessionRow>(
      `SELECT ${sessionColumns} ${sessionSource} WHERE s."eventId" = ? AND (r."sessionId" IS NOT NULL OR EXISTS
       (SELECT 1 FROM "ProgrammeItem" i WHERE i."sessionId" = s."id" AND i."kind" = 'pitch' AND i."releasedStageId" IS NOT NULL)) ORDER BY s."startsAt", s."id"`,
      eventId,
    )
    .map(toSession)
}

/** A released pitch slot and who has it; instants in ms. `state` null: nobody. */
export type PitchSlot = {
  itemId: string
  eventId: string
  sessionId: string
  stageId: string
  startsAtMs: number
  endsAtMs: number
  titleZh: string
  titleEn: string
  delegationId: string | null
  state: 'booked' | 'offered' | null
  place: number | null
  personIds: string[]
  bookedAtMs: number | null
  version: number
}

type SlotRow = Omit<PitchSlot, 'personIds' | 'version'> & { personIds: string | null; version: number | null }

const slotColumns = `i."id" AS "itemId", i."eventId", i."sessionId", i."releasedStageId" AS "stageId", i."releasedStartsAt" AS "startsAtMs", i."releasedEndsAt" AS "endsAtMs", i."titleZh", i."titleEn",
  b."delegationId", b."state", b."place", b."personIds", b."bookedAt" AS "bookedAtMs", b."version"`
const slotSource = `FROM "ProgrammeItem" i LEFT JOIN "PitchBooking" b ON b."itemId" = i."id"`
const isSlot = `i."kind" = 'pitch' AND i."sessionId" IS NOT NULL AND i."releasedStageId" IS NOT NULL AND i."releasedStartsAt" IS NOT NULL`
const inOrder = `ORDER BY i."releasedStartsAt", i."releasedStageId", i."id"`

const toSlot = ({ personIds, version, ...row }: SlotRow): PitchSlot => ({ ...row, personIds: personIds === null ? [] : (JSON.parse(personIds) as string[]), version: version ?? 0 })

export function findSlot(sql: SyncSql, itemId: string): PitchSlot | null {
  const row = sql.get<SlotRow>(`SELECT ${slotColumns} ${slotSource} WHERE i."id" = ? AND ${isSlot}`, itemId)
  return row === undefined ? null : toSlot(row)
}

export function findSlots(sql: SyncSql, itemIds: readonly string[]): PitchSlot[] {
  const list = inList(itemIds)
  return sql.all<SlotRow>(`SELECT ${slotColumns} ${slotSource} WHERE i."id" IN (${list.marks}) AND ${isSlot} ${inOrder}`, ...list.values).map(toSlot)
}

/** All released slots of an event, in order of time. */
export function listSlots(sql: SyncSql, eventId: string): PitchSlot[] {
  return sql.all<SlotRow>(`SELECT ${slotColumns} ${slotSource} WHERE i."eventId" = ? AND ${isSlot} ${inOrder}`, eventId).map(toSlot)
}

/** Slots that were released once and are no longer. */
export function listWithdrawn(sql: SyncSql, eventId: string): string[] {
  return sql.all<{ id: string }>(`SELECT "id" FROM "ProgrammeItem" WHERE "eventId" = ? AND "kind" = 'pitch' AND "releasedStageId" IS NULL AND "calendarSequence" > 0 ORDER BY "id"`, eventId).map((row) => row.id)
}

/** Slots of a session that nobody has or is being offered. */
export function listOpenSlots(sql: SyncSql, sessionId: string): PitchSlot[] {
  return sql.all<SlotRow>(`SELECT ${slotColumns} ${slotSource} WHERE i."sessionId" = ? AND b."itemId" IS NULL AND ${isSlot} ${inOrder}`, sessionId).map(toSlot)
}

/** The same around a time: at most so many from it on and so many before it, so that a rush need not read them all. */
export function listOpenSlotsNear(sql: SyncSql, sessionId: string, atMs: number, most: number): PitchSlot[] {
  const open = `${slotSource} WHERE i."sessionId" = ? AND b."itemId" IS NULL AND ${isSlot}`
  const after = sql.all<SlotRow>(`SELECT ${slotColumns} ${open} AND i."releasedStartsAt" >= ? ORDER BY i."releasedStartsAt", i."id" LIMIT ?`, sessionId, atMs, most)
  const before = sql.all<SlotRow>(`SELECT ${slotColumns} ${open} AND i."releasedStartsAt" < ? ORDER BY i."releasedStartsAt" DESC, i."id" LIMIT ?`, sessionId, atMs, most)
  return [...after, ...before].map(toSlot)
}

/** What a delegation has or is being offered at an event. */
export function listSlotsOf(sql: SyncSql, delegationId: string): PitchSlot[] {
  return sql.all<SlotRow>(`SELECT ${slotColumns} ${slotSource} WHERE b."delegationId" = ? AND ${isSlot} ${inOrder}`, delegationId).map(toSlot)
}

type OrganizationRow = { kind: string; subkind: string; sectors: string }

/** What the rules look at, for one delegation in one session; at most seven statements. */
export function bookFacts(sql: SyncSql, about: { event: PitchEvent; session: PitchSession; party: Party; nowMs: number }): BookFacts {
  const { event, session, party, nowMs } = about
  const { id: sessionId, rules, entryRule } = session
  const organization = sql.get<OrganizationRow>(`SELECT "kind", "subkind", "sectors" FROM "Organization" WHERE "id" = ?`, party.organizationId)
  const claims = entryRule.admissions.length === 0 ? [] : sql.all<BookFacts['party']['entry']['claims'][number]>(`SELECT "kind", "value", "state", "expiresAt" AS "expiresAtMs" FROM "Claim" WHERE "organizationId" = ?`, party.organizationId)
  const deck = sql.get<{ state: DeckState }>(`SELECT "state" FROM "PitchDeck" WHERE "currentKey" = ?`, deckKey(event.id, party.delegationId))
  const tech = sql.get<{ state: TechState }>(`SELECT "state" FROM "TechCheckSlot" WHERE "sessionId" = ? AND "delegationId" = ?`, sessionId, party.delegationId)
  const held = sql.get<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "PitchBooking" WHERE "sessionId" = ? AND "delegationId" = ?`, sessionId, party.delegationId)
  return {
    rules, entryRule, nowMs,
    isCleared: session.clearedAtMs !== null,
    phase: event.phase,
    zone: event.zone,
    party: {
      side: party.side,
      isActive: party.status === 'active',
      sectors: organization === undefined ? [] : (JSON.parse(organization.sectors) as string[]),
      entry: { kind: organization?.kind ?? '', subkind: organization?.subkind ?? '', claims },
    },
    deck: deck?.state ?? null,
    techCheck: tech?.state ?? null,
    held: held?.n ?? 0,
  }
}

export const deckKey = (eventId: string, delegationId: string): string => `${eventId}:${delegationId}`

/** Ticks within [from, to) for which people are taken, apart from what these owners hold. */
export function busyTicks(sql: SyncSql, personIds: readonly string[], ticks: { from: number; to: number }, exceptOwners: readonly string[] = []): Map<string, Set<number>> {
  const list = inList(personIds.map((id) => `person:${id}`))
  const rows = sql.all<{ resource: string; tick: number; owner: string }>(`SELECT "resource", "tick", "owner" FROM "Occupancy" WHERE "resource" IN (${list.marks}) AND "tick" >= ? AND "tick" < ?`, ...list.values, ticks.from, ticks.to)
  const busy = new Map<string, Set<number>>()
  for (const { resource, tick, owner } of rows) {
    if (exceptOwners.includes(owner)) continue
    const personId = resource.slice('person:'.length)
    busy.set(personId, (busy.get(personId) ?? new Set()).add(tick))
  }
  return busy
}

/** Everything that a decision about one delegation in one session needs. */
export type PitchCase = { event: PitchEvent; session: PitchSession; party: Party; facts: BookFacts }

/** Null where the session or the delegation isn't of the event. */
export function openCase(sql: SyncSql, diary: Diary, about: { sessionId: string; delegationId: string; nowMs: number }): PitchCase | null {
  const session = findPitchSession(sql, about.sessionId)
  const event = session === null ? null : findPitchEvent(sql, session.eventId)
  const party = diary.findParty(sql, about.delegationId)
  if (session === null || event === null || party === null || party.eventId !== event.id) return null
  return { event, session, party, facts: bookFacts(sql, { event, session, party, nowMs: about.nowMs }) }
}

export const pitchFacts = { deckKey, findPitchEvent, findPitchSession, listPitchSessions, findSlot, findSlots, listSlots, listWithdrawn, listOpenSlots, listOpenSlotsNear, listSlotsOf, bookFacts, busyTicks, openCase }
export type PitchFacts = typeof pitchFacts
