import type { EventFacts, Party, Diary } from '#server/features/diary/store.ts'
import type { Clash, Need, Occupancy } from '#server/features/occupancy/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { chooseTable } from '#server/domain/meetings/table-choice.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { tickOf, ticksBetween } from '#server/domain/shared/time.ts'

export type PlacingParts = { occupancy: Occupancy; diary: Diary }

export type Placement = {
  event: EventFacts
  a: Party
  b: Party
  startsAtMs: number
  endsAtMs: number
  personIds: readonly string[]
  /** A table asked for, null for the best free one. */
  tableId: string | null
}

/** The table asked for, or the best one; null inside `ok` where the event has no tables. */
export function pickTable({ diary }: PlacingParts, held: QuickWork, place: Placement, owner: string): Result<string | null> {
  const { event, a, b, startsAtMs, endsAtMs, tableId } = place
  if (tableId !== null) {
    const blocked = event.tableBlocks.some((block) => block.tableId === tableId && block.startsAtMs < endsAtMs && startsAtMs < block.endsAtMs)
    if (!event.tables.some((table) => table.id === tableId)) return err('record.not_found')
    return blocked ? err('meeting.table_taken') : ok(tableId)
  }
  if (event.tables.length === 0) return ok(null)
  const tables = diary.tableDiaries(held.sql, event, { from: tickOf(startsAtMs), to: tickOf(endsAtMs - 1) + 1 }, owner)
  const home = [a.homeTableId, b.homeTableId].filter((id): id is string => id !== null)
  const chosen = chooseTable({ tables, time: { startsAtMs, endsAtMs }, home, neighbours: diary.neighbourTables(held.sql, [a, b], startsAtMs) })
  return chosen === null ? err('meeting.slot_taken') : ok(chosen)
}

/** People (with the buffer after the meeting) and the table. The pair is taken once, when the meeting is made. */
export function needsOf({ occupancy }: PlacingParts, place: Placement, tableId: string | null): Need[] {
  const buffered = ticksBetween(place.startsAtMs, place.endsAtMs + place.event.settings.bufferMinutes * 60_000)
  const needs: Need[] = place.personIds.map((id) => ({ resource: occupancy.personResource(id), ticks: buffered }))
  if (tableId !== null) needs.push({ resource: occupancy.tableResource(tableId), ticks: ticksBetween(place.startsAtMs, place.endsAtMs) })
  return needs
}

/** The lowest free number among the meetings that two delegations may have; the last where none is, for the index to refuse. */
export function pairNeed({ occupancy }: PlacingParts, held: QuickWork, place: Placement): Need {
  const names = Array.from({ length: Math.max(1, place.event.settings.meetingsPerPair) }, (_, i) => occupancy.pairResource(place.event.id, place.a.delegationId, place.b.delegationId, i + 1))
  const taken = names.length === 1 ? new Set<string>() : occupancy.takenPairs(held.sql, names)
  const resource = names.find((name) => !taken.has(name)) ?? names.at(-1) ?? ''
  return { resource, ticks: [0] }
}

/** What the loser of a race is told. */
export function clashError(clashes: readonly Clash[], askedForTable: boolean): Result<never> {
  if (clashes.some((clash) => clash.kind === 'pair')) return err('meeting.pair_exists')
  if (askedForTable && clashes.every((clash) => clash.kind === 'table')) return err('meeting.table_taken')
  return err('meeting.slot_taken')
}

/** Writes a meeting and takes everything it needs; the primary key of Occupancy refuses what is already taken. */
export function bookMeeting(parts: PlacingParts, held: QuickWork, place: Placement, requestId: string | null): Result<{ meetingId: string }> {
  const meetingId = held.newId()
  const owner = parts.occupancy.meetingOwner(meetingId)
  const table = pickTable(parts, held, place, owner)
  if (!table.ok) return table
  const clashes = parts.occupancy.take(held.sql, owner, [pairNeed(parts, held, place), ...needsOf(parts, place, table.value)])
  if (clashes.length > 0) return clashError(clashes, place.tableId !== null)
  held.sql.run(
    `INSERT INTO "Meeting" ("id", "eventId", "requestId", "aDelegationId", "bDelegationId", "startsAt", "endsAt", "tableId", "state", "pinned", "uid", "sequence", "rescheduleCount", "cancelReason", "version", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'scheduled', ?, ?, 0, 0, '', 1, ?, ?)`,
    meetingId, place.event.id, requestId, place.a.delegationId, place.b.delegationId, place.startsAtMs, place.endsAtMs, table.value, false, `${meetingId}@touhai`, held.now, held.now,
  )
  for (const personId of place.personIds) held.sql.run(`INSERT INTO "MeetingAttendee" ("meetingId", "personId") VALUES (?, ?)`, meetingId, personId)
  return ok({ meetingId })
}

/** Gives a cancelled meeting's people, table, slot and pair back. */
export function freeMeeting({ occupancy }: PlacingParts, held: QuickWork, meetingId: string): void {
  occupancy.release(held.sql, occupancy.meetingOwner(meetingId))
}

/** Moves what a meeting holds; the pair stays taken. */
export function rebook(parts: PlacingParts, held: QuickWork, place: Placement, meetingId: string): Result<{ tableId: string | null }> {
  const owner = parts.occupancy.meetingOwner(meetingId)
  const table = pickTable(parts, held, place, owner)
  if (!table.ok) return table
  held.sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ? AND "tick" > 0`, owner)
  const clashes = parts.occupancy.take(held.sql, owner, needsOf(parts, place, table.value))
  return clashes.length > 0 ? clashError(clashes, place.tableId !== null) : ok({ tableId: table.value })
}

export const booking = { bookMeeting, freeMeeting, rebook }
export type Booking = typeof booking
