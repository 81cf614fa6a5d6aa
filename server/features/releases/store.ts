import type { Changelog } from '#server/domain/timetable/release.ts'
import type { Appointment } from '#server/domain/timetable/frame.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** A meeting as a release fixed it. `key` of an appointment is the meeting's id here. */
export type ReleasedMeeting = Appointment & { requestId: string | null; aDelegationId: string; bDelegationId: string; personIds: string[] }
export type ReleasedChange = { meetingId: string; kind: 'new' | 'moved' }
export type WaitingRequest = { requestId: string; why: string; detail: Record<string, unknown> }

/** The column `snapshot`: the timetable that people were told, what this release changed, and who still waits, with the reason. */
export type ReleaseSnapshot = { meetings: ReleasedMeeting[]; changed: ReleasedChange[]; unplaced: WaitingRequest[] }

export type ReleaseSummary = { id: string; number: number; name: string; notes: string; createdAt: number; changelog: Changelog }
export type Release = ReleaseSummary & { eventId: string; snapshot: ReleaseSnapshot }

type Row = { id: string; eventId: string; number: number; name: string; notes: string; createdAt: number; changelog: string; snapshot: string }

const summaryColumns = `"id", "number", "name", "notes", "createdAt", "changelog"`

export function listReleases(sql: SyncSql, eventId: string): ReleaseSummary[] {
  return sql
    .all<Omit<Row, 'eventId' | 'snapshot'>>(`SELECT ${summaryColumns} FROM "TimetableRelease" WHERE "eventId" = ? ORDER BY "number" DESC`, eventId)
    .map((row) => ({ ...row, changelog: JSON.parse(row.changelog) as Changelog }))
}

const toRelease = (row: Row): Release => ({ ...row, changelog: JSON.parse(row.changelog) as Changelog, snapshot: JSON.parse(row.snapshot) as ReleaseSnapshot })

export function findRelease(sql: SyncSql, releaseId: string): Release | null {
  const row = sql.get<Row>(`SELECT ${summaryColumns}, "eventId", "snapshot" FROM "TimetableRelease" WHERE "id" = ?`, releaseId)
  return row === undefined ? null : toRelease(row)
}

export function lastRelease(sql: SyncSql, eventId: string): Release | null {
  const row = sql.get<Row>(`SELECT ${summaryColumns}, "eventId", "snapshot" FROM "TimetableRelease" WHERE "eventId" = ? ORDER BY "number" DESC LIMIT 1`, eventId)
  return row === undefined ? null : toRelease(row)
}

export type NewRelease = { id: string; eventId: string; number: number; name: string; notes: string; changelog: Changelog; snapshot: ReleaseSnapshot; draftId: string; createdById: string }

/** False where the number or the name is taken: the unique indexes decide. */
export function insertRelease(sql: SyncSql, release: NewRelease, now: number): boolean {
  const written = sql.run(
    `INSERT INTO "TimetableRelease" ("id", "eventId", "number", "name", "notes", "changelog", "snapshot", "draftId", "createdById", "createdAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    release.id, release.eventId, release.number, release.name, release.notes, JSON.stringify(release.changelog), JSON.stringify(release.snapshot), release.draftId, release.createdById, now,
  )
  return written === 1
}

export type NewMeeting = { id: string; eventId: string; requestId: string; aDelegationId: string; bDelegationId: string; startsAtMs: number; endsAtMs: number; tableId: string; personIds: readonly string[] }

export function insertMeeting(sql: SyncSql, meeting: NewMeeting, uid: string, now: number): void {
  sql.run(
    `INSERT INTO "Meeting" ("id", "eventId", "requestId", "aDelegationId", "bDelegationId", "startsAt", "endsAt", "tableId", "state", "pinned", "uid", "sequence", "rescheduleCount", "cancelReason", "version", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'scheduled', ?, ?, 0, 0, '', 1, ?, ?)`,
    meeting.id, meeting.eventId, meeting.requestId, meeting.aDelegationId, meeting.bDelegationId, meeting.startsAtMs, meeting.endsAtMs, meeting.tableId, false, uid, now, now,
  )
  for (const personId of meeting.personIds) sql.run(`INSERT INTO "MeetingAttendee" ("meetingId", "personId") VALUES (?, ?)`, meeting.id, personId)
}

/** Another time or table: the calendar entry's sequence rises, its uid stays. */
export function moveMeeting(sql: SyncSql, meetingId: string, to: { startsAtMs: number; endsAtMs: number; tableId: string }, was: object, now: number): void {
  sql.run(
    `UPDATE "Meeting" SET "startsAt" = ?, "endsAt" = ?, "tableId" = ?, "was" = ?, "sequence" = "sequence" + 1, "version" = "version" + 1, "updatedAt" = ?
     WHERE "id" = ? AND "state" = 'scheduled'`,
    to.startsAtMs, to.endsAtMs, to.tableId, JSON.stringify(was), now, meetingId,
  )
}

/** Frees people and table of a meeting that moves; its pair stays taken. */
export function freeTimes(sql: SyncSql, owner: string): void {
  sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ? AND "tick" > 0`, owner)
}

/** Lists longer than one statement takes, piece by piece. */
function inPieces<T>(ids: readonly string[], read: (piece: string[]) => T[]): T[] {
  const found: T[] = []
  for (let from = 0; from < ids.length; from += 1000) found.push(...read(ids.slice(from, from + 1000)))
  return found
}

export function takenPairs(sql: SyncSql, resources: readonly string[]): Set<string> {
  const rows = inPieces(resources, (piece) => {
    const list = inList(piece)
    return sql.all<{ resource: string }>(`SELECT "resource" FROM "Occupancy" WHERE "tick" = 0 AND "resource" IN (${list.marks})`, ...list.values)
  })
  return new Set(rows.map((row) => row.resource))
}

export type Reader = { id: string; email: string; nameZh: string; nameEn: string; locale: string }

export function findReaders(sql: SyncSql, personIds: readonly string[]): Reader[] {
  return inPieces([...personIds].sort(), (piece) => {
    const list = inList(piece)
    return sql.all<Reader>(`SELECT "id", "email", "nameZh", "nameEn", "locale" FROM "Person" WHERE "id" IN (${list.marks}) ORDER BY "id"`, ...list.values)
  })
}

/** One mail for one reader and its job; what it says is read when it leaves. */
export function queueReleaseMail(held: QuickWork, reader: Reader, about: { eventId: string; releaseId: string; mailDomain: string; sendJob: (mailId: string, runAt: number) => JobRequest }): void {
  const id = held.newId()
  const name = reader.locale === 'en' ? reader.nameEn || reader.nameZh : reader.nameZh || reader.nameEn
  held.sql.run(
    `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt")
     VALUES (?, ?, ?, ?, ?, 'timetable_released', ?, ?, 'queued', ?, '', '', '', '', 0, '', ?)`,
    id, reader.id, about.eventId, reader.email, name, about.releaseId, reader.locale, `<${id}@${about.mailDomain}>`, held.now,
  )
  held.job(about.sendJob(id, held.now))
}

/** Meetings that a release brought or moved. */
export const changedByRelease = (sql: SyncSql, releaseId: string): string[] => findRelease(sql, releaseId)?.snapshot.changed.map((one) => one.meetingId) ?? []
