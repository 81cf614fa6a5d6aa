import type { Actor, Side } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { Stretch } from '#server/domain/events/grid.ts'
import type { Setup } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { offGridWhy } from '#server/domain/timetable/off-grid.ts'
import type { FormGap } from '#server/features/ticket-types/queries.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

/** What may need an organizer; the order is that of urgency. */
export const factKeys = ['expiring', 'goneOnStage', 'offGrid', 'tooFewSlots', 'cannotPay', 'toReview', 'importsOpen', 'claimsWaiting', 'draftAhead', 'mailFailed', 'unmanned', 'noSeats', 'seatsInLine', 'noPeople'] as const
export type FactKey = (typeof factKeys)[number]

/** One thing that waits: how many, and where its cause is (a path below `/organize/<event>`). */
export type OverviewFact = { key: FactKey; count: number; path: string }

export type Overview = {
  facts: OverviewFact[]
  bySide: Record<Side, number>
  meetings: number
  pending: number
  /** Meetings that the grid and the tables could hold. */
  capacity: number
  release: { number: number; name: string; at: number } | null
}

type Parts = { db: Database; clock: Clock; loadSetup: (eventId: string) => Promise<Setup | null>; gapsOf: (sql: SyncSql, eventId: string) => FormGap[] }

const mostFacts = 5
const soonMs = 24 * 3_600_000

type Figures = { expiring: number; pending: number; meetings: number; claims: number; failed: number; unmanned: number; gone: number; toReview: number; importsOpen: number; lastImport: string | null; draftAt: number | null; releaseAt: number | null; releaseNumber: number | null; releaseName: string | null; seats: number | null; inLine: number; isSalon: number }

/** All counts of an event in one statement. */
function loadFigures(sql: SyncSql, eventId: string, now: number): Figures {
  const row = sql.get<Figures>(
    `SELECT
       (SELECT COUNT(*) FROM "MeetingRequest" WHERE "eventId" = ? AND "state" = 'pending' AND "expiresAt" > ? AND "expiresAt" <= ?) AS "expiring",
       (SELECT COUNT(*) FROM "MeetingRequest" WHERE "eventId" = ? AND "state" = 'pending') AS "pending",
       (SELECT COUNT(*) FROM "Meeting" WHERE "eventId" = ? AND "state" = 'scheduled') AS "meetings",
       (SELECT COUNT(*) FROM "Claim" c JOIN "Delegation" d ON d."organizationId" = c."organizationId" WHERE d."eventId" = ? AND d."status" = 'active' AND c."state" IN ('submitted', 'under_review')) AS "claims",
       (SELECT COUNT(*) FROM "MailMessage" WHERE "eventId" = ? AND "state" IN ('failed', 'bounced')) AS "failed",
       (SELECT COUNT(*) FROM "Delegation" d WHERE d."eventId" = ? AND d."status" = 'active' AND NOT EXISTS (SELECT 1 FROM "Delegate" g WHERE g."delegationId" = d."id")) AS "unmanned",
       (SELECT COUNT(*) FROM "Registration" r WHERE r."eventId" = ? AND r."state" = 'cancelled' AND (
         EXISTS (SELECT 1 FROM "ProgrammePerson" p JOIN "ProgrammeItem" i ON i."id" = p."itemId" WHERE p."personId" = r."personId" AND i."eventId" = r."eventId" AND (i."isRemoved" = FALSE OR i."releasedStageId" IS NOT NULL))
         OR EXISTS (SELECT 1 FROM "TechCheckSlot" c WHERE c."personId" = r."personId" AND c."eventId" = r."eventId" AND c."state" = 'booked'))) AS "gone",
       (SELECT COUNT(*) FROM "Registration" WHERE "eventId" = ? AND "state" = 'submitted') AS "toReview",
       (SELECT COUNT(*) FROM "ImportBatch" WHERE "eventId" = ? AND "state" = 'draft') AS "importsOpen",
       (SELECT MAX("id") FROM "ImportBatch" WHERE "eventId" = ? AND "state" = 'draft') AS "lastImport",
       (SELECT MAX("updatedAt") FROM "TimetableDraft" WHERE "eventId" = ? AND "state" = 'ready') AS "draftAt",
       (SELECT MAX("createdAt") FROM "TimetableRelease" WHERE "eventId" = ?) AS "releaseAt",
       (SELECT MAX("number") FROM "TimetableRelease" WHERE "eventId" = ?) AS "releaseNumber",
       (SELECT "name" FROM "TimetableRelease" WHERE "eventId" = ? ORDER BY "number" DESC LIMIT 1) AS "releaseName",
       (SELECT "seats" FROM "SeatPlan" WHERE "eventId" = ?) AS "seats",
       (SELECT COUNT(*) FROM "SeatGuest" WHERE "eventId" = ? AND "state" = 'waiting') AS "inLine",
       (SELECT s."line" = 'salon' FROM "Event" e JOIN "Series" s ON s."id" = e."seriesId" WHERE e."id" = ?) AS "isSalon"`,
    eventId, now, now + soonMs, ...Array.from({ length: 16 }, () => eventId))
  if (row === undefined) throw new Error('a statement without FROM gives one row')
  return row
}

function loadSides(sql: SyncSql, eventId: string): Record<Side, number> {
  const rows = sql.all<{ side: Side; many: number }>(`SELECT "side", COUNT(*) AS "many" FROM "Delegation" WHERE "eventId" = ? AND "status" = 'active' GROUP BY "side"`, eventId)
  return { investor: 0, startup: 0, acquirer: 0, target: 0, ...Object.fromEntries(rows.map(({ side, many }) => [side, many])) }
}

/** Meetings still to come for which the grid as it is now has no place. */
function countOffGrid(sql: SyncSql, { event, slots, slotMinutes, tables, blocks }: Setup, now: number): number {
  const meetings = sql.all<Stretch & { tableId: string | null }>(`SELECT "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs", "tableId" FROM "Meeting" WHERE "eventId" = ? AND "state" = 'scheduled' AND "endsAt" > ?`, event.id, now)
  const tableBlocks = blocks.flatMap(({ tableId, ...time }) => (tableId === null ? [] : [{ ...time, tableId }]))
  return meetings.filter((meeting) => offGridWhy({ slots, slotMinutes, tables, tableBlocks }, meeting) !== null).length
}

/** What needs an organizer now: reads only. */
export function createOverviewQueries({ db, clock, loadSetup, gapsOf }: Parts) {
  return {
    /** At most five facts, the most urgent first; rooms that the reader may not enter send no fact. */
    async get(actor: Actor, eventId: string): Promise<Result<Overview>> {
      const here = { eventId: eventId as EventId }
      if (!can(actor, 'overview:view', here)) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const setup = await loadSetup(eventId)
      if (setup === null) return err('record.not_found')
      const { figures, bySide, gaps, offGrid } = db.read((sql) => ({ figures: loadFigures(sql, eventId, clock.now()), bySide: loadSides(sql, eventId), gaps: gapsOf(sql, eventId), offGrid: countOffGrid(sql, setup, clock.now()) }))
      const capacity = setup.slots.length * setup.tables.length
      const mayRoster = can(actor, 'roster:edit', here)
      const facts = [
        ...factsOfDealing(figures, capacity),
        ...(offGrid > 0 ? [{ key: 'offGrid' as const, count: offGrid, path: '/timetable/live' }] : []),
        ...(can(actor, 'seat:set_up', here) ? factsOfSeats(figures) : []),
        ...(can(actor, 'ticket:set_up', here) ? factsOfTickets(gaps) : []),
        ...(can(actor, 'registration:decide', here) && figures.toReview > 0 ? [{ key: 'toReview' as const, count: figures.toReview, path: '/registrations?state=submitted' }] : []),
        ...(mayRoster ? factsOfPeople(figures, bySide) : []),
        ...(can(actor, 'messages:view', here) && figures.failed > 0 ? [{ key: 'mailFailed' as const, count: figures.failed, path: '/messages' }] : []),
      ].sort((a, b) => factKeys.indexOf(a.key) - factKeys.indexOf(b.key))
      const { releaseNumber, releaseName, releaseAt, meetings, pending } = figures
      const release = releaseNumber === null || releaseAt === null ? null : { number: releaseNumber, name: releaseName ?? '', at: releaseAt }
      return ok({ facts: facts.slice(0, mostFacts), bySide, meetings, pending, capacity, release })
    },
  }
}

function factsOfDealing({ expiring, pending, meetings, draftAt, releaseAt }: Figures, capacity: number): OverviewFact[] {
  const short = pending + meetings - capacity
  return [
    ...(expiring > 0 ? [{ key: 'expiring' as const, count: expiring, path: '/matching' }] : []),
    ...(short > 0 ? [{ key: 'tooFewSlots' as const, count: short, path: '/settings/grid' }] : []),
    ...(draftAt !== null && (releaseAt === null || draftAt > releaseAt) ? [{ key: 'draftAhead' as const, count: 1, path: '/timetable' }] : []),
  ]
}

/** Forms that somebody may register with, or has, and whose tickets nobody can buy. */
function factsOfTickets(gaps: readonly FormGap[]): OverviewFact[] {
  const count = gaps.filter(({ isOpen, waiting }) => isOpen || waiting > 0).length
  return count > 0 ? [{ key: 'cannotPay', count, path: '/tickets' }] : []
}

/** A salon without seats can invite nobody; a line says that more chairs would be filled. */
function factsOfSeats({ isSalon, seats, inLine }: Figures): OverviewFact[] {
  if (isSalon !== 1) return []
  if (seats === null) return [{ key: 'noSeats', count: 1, path: '/seats' }]
  return inLine > 0 ? [{ key: 'seatsInLine', count: inLine, path: '/seats' }] : []
}

function factsOfPeople({ importsOpen, lastImport, claims, unmanned, gone }: Figures, bySide: Record<Side, number>): OverviewFact[] {
  const nobody = Object.values(bySide).every((count) => count === 0)
  return [
    ...(importsOpen > 0 ? [{ key: 'importsOpen' as const, count: importsOpen, path: importsOpen === 1 ? `/people/import/${lastImport ?? ''}` : '/people/import' }] : []),
    ...(claims > 0 ? [{ key: 'claimsWaiting' as const, count: claims, path: '/people?claim=waiting' }] : []),
    ...(gone > 0 ? [{ key: 'goneOnStage' as const, count: gone, path: '/registrations?state=cancelled' }] : []),
    ...(unmanned > 0 ? [{ key: 'unmanned' as const, count: unmanned, path: '/people?unmanned=1' }] : []),
    ...(nobody && importsOpen === 0 ? [{ key: 'noPeople' as const, count: 1, path: '/people/import' }] : []),
  ]
}
