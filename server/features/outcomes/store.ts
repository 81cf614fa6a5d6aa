import type { Phase } from '#server/domain/events/phases.ts'
import { goesOn, isMutual, outcomeAnswers, type EventEnd, type OutcomeAnswer, type OutcomeShare } from '#server/domain/followup/outcomes.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** A meeting with what its event says of its end. Instants in ms. */
export type HeldMeeting = {
  meetingId: string
  eventId: string
  slug: string
  zone: string
  phase: Phase
  eventEndsAtMs: number
  aDelegationId: string
  bDelegationId: string
  startsAtMs: number
  endsAtMs: number
  state: 'scheduled' | 'cancelled'
}

export function findMeeting(sql: SyncSql, meetingId: string): HeldMeeting | null {
  return sql.get<HeldMeeting>(
    `SELECT m."id" AS "meetingId", m."eventId", e."slug", e."zone", e."phase", e."endsAt" AS "eventEndsAtMs", m."aDelegationId", m."bDelegationId", m."startsAt" AS "startsAtMs", m."endsAt" AS "endsAtMs", m."state"
     FROM "Meeting" m JOIN "Event" e ON e."id" = m."eventId" WHERE m."id" = ?`, meetingId) ?? null
}

export type EventEndRow = EventEnd & { phase: Phase }

export const findEventEnd = (sql: SyncSql, eventId: string): EventEndRow | null => sql.get<EventEndRow>(`SELECT "zone", "endsAt" AS "endsAtMs", "phase" FROM "Event" WHERE "id" = ?`, eventId) ?? null

export type StoredOutcome = { answer: OutcomeAnswer; note: string; version: number }

export function findOutcome(sql: SyncSql, meetingId: string, delegationId: string): StoredOutcome | null {
  return sql.get<StoredOutcome>(`SELECT "answer", "note", "version" FROM "MeetingOutcome" WHERE "meetingId" = ? AND "delegationId" = ?`, meetingId, delegationId) ?? null
}

type Written = StoredOutcome & { meetingId: string; delegationId: string; eventId: string; byPersonId: string; now: number }

/** Writes version `version`, with its line in the history. False where somebody of the same side came first. */
export function writeOutcome(sql: SyncSql, { meetingId, delegationId, eventId, answer, note, version, byPersonId, now }: Written): boolean {
  const changed = version === 1
    ? sql.run(
        `INSERT INTO "MeetingOutcome" ("meetingId", "delegationId", "eventId", "answer", "note", "version", "answeredById", "answeredAt") VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT ("meetingId", "delegationId") DO NOTHING`,
        meetingId, delegationId, eventId, answer, note, byPersonId, now)
    : sql.run(
        `UPDATE "MeetingOutcome" SET "answer" = ?, "note" = ?, "version" = "version" + 1, "answeredById" = ?, "answeredAt" = ? WHERE "meetingId" = ? AND "delegationId" = ? AND "version" = ?`,
        answer, note, byPersonId, now, meetingId, delegationId, version - 1)
  if (changed === 0) return false
  sql.run(`INSERT INTO "MeetingOutcomeChange" ("meetingId", "delegationId", "version", "answer", "byPersonId", "at") VALUES (?, ?, ?, ?, ?, ?)`, meetingId, delegationId, version, answer, byPersonId, now)
  return true
}

export type OutcomeChange = { answer: OutcomeAnswer; at: number; nameZh: string; nameEn: string }

/** Who of one side said what when, the latest first. */
export const historyOf = (sql: SyncSql, meetingId: string, delegationId: string): OutcomeChange[] =>
  sql.all(
    `SELECT c."answer", c."at", COALESCE(p."nameZh", '') AS "nameZh", COALESCE(p."nameEn", '') AS "nameEn" FROM "MeetingOutcomeChange" c LEFT JOIN "Person" p ON p."id" = c."byPersonId"
     WHERE c."meetingId" = ? AND c."delegationId" = ? ORDER BY c."version" DESC`, meetingId, delegationId)

export type OwnMeetingRow = { meetingId: string; startsAt: number; endsAt: number; partnerId: string; partnerZh: string; partnerEn: string; answer: OutcomeAnswer | null; version: number; isMutual: boolean }

/** Meetings of one delegation that are over, with what it says of each itself; of the other side no more than that both want to go on. */
export function heldMeetingsOf(sql: SyncSql, eventId: string, delegationId: string, nowMs: number): OwnMeetingRow[] {
  const rows = sql.all<Omit<OwnMeetingRow, 'isMutual'> & { other: OutcomeAnswer | null }>(
    `SELECT m."id" AS "meetingId", m."startsAt", m."endsAt", d."id" AS "partnerId", org."nameZh" AS "partnerZh", org."nameEn" AS "partnerEn", own."answer", COALESCE(own."version", 0) AS "version", other."answer" AS "other"
     FROM (SELECT * FROM "Meeting" WHERE "aDelegationId" = ? UNION ALL SELECT * FROM "Meeting" WHERE "bDelegationId" = ?) m
     JOIN "Delegation" d ON d."id" = CASE WHEN m."aDelegationId" = ? THEN m."bDelegationId" ELSE m."aDelegationId" END
     JOIN "Organization" org ON org."id" = d."organizationId"
     LEFT JOIN "MeetingOutcome" own ON own."meetingId" = m."id" AND own."delegationId" = ?
     LEFT JOIN "MeetingOutcome" other ON other."meetingId" = m."id" AND other."delegationId" = d."id"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' AND m."endsAt" <= ? ORDER BY m."startsAt", m."id"`,
    delegationId, delegationId, delegationId, delegationId, eventId, nowMs)
  return rows.map(({ other, ...row }) => ({ ...row, isMutual: isMutual(row.answer, other) }))
}

// A meeting that is over and stands, one who sat in it, and her own side of it, which has said nothing yet.
const unanswered = `m."id" = a."meetingId" AND m."eventId" = ? AND m."state" = 'scheduled' AND m."endsAt" <= ? AND d."id" IN (m."aDelegationId", m."bDelegationId") AND d."status" = 'active' AND g."delegationId" = d."id" AND g."personId" = a."personId"
  AND NOT EXISTS (SELECT 1 FROM "MeetingOutcome" o WHERE o."meetingId" = m."id" AND o."delegationId" = d."id")`

export type OutcomeReader = { personId: string; email: string; nameZh: string; nameEn: string; locale: string; zone: string | null }

/** Who sat in a meeting of which her own side has said nothing. */
export const readersToAsk = (sql: SyncSql, eventId: string, nowMs: number): OutcomeReader[] =>
  sql.all(`SELECT p."id" AS "personId", p."email", p."nameZh", p."nameEn", p."locale", p."zone" FROM "Person" p WHERE p."id" IN (SELECT a."personId" FROM "Meeting" m, "MeetingAttendee" a, "Delegation" d, "Delegate" g WHERE ${unanswered}) ORDER BY p."id"`, eventId, nowMs)

export type OpenMeeting = { meetingId: string; partnerZh: string; partnerEn: string }

/** Her meetings of which her own side has said nothing, in order of time. CROSS JOIN: found by the person, not by reading all meetings of the event, as every agenda asks this. */
export const openMeetingsOf = (sql: SyncSql, eventId: string, personId: string, nowMs: number): OpenMeeting[] =>
  sql.all(
    `SELECT o."id" AS "meetingId", org."nameZh" AS "partnerZh", org."nameEn" AS "partnerEn" FROM (SELECT m."id", m."startsAt", CASE WHEN d."id" = m."aDelegationId" THEN m."bDelegationId" ELSE m."aDelegationId" END AS "partnerId"
       FROM "MeetingAttendee" a CROSS JOIN "Meeting" m CROSS JOIN "Delegate" g CROSS JOIN "Delegation" d WHERE a."personId" = ? AND ${unanswered}) o
     JOIN "Delegation" p ON p."id" = o."partnerId" JOIN "Organization" org ON org."id" = p."organizationId" ORDER BY o."startsAt", o."id"`, personId, eventId, nowMs)

export type OutcomeFigures = { held: number; both: number; one: number; none: number; mutual: number }
export type OutcomeLine = { meetingId: string; startsAt: number; aZh: string; aEn: string; bZh: string; bEn: string; aAnswer: OutcomeAnswer | null; bAnswer: OutcomeAnswer | null }

const shareIs: Record<OutcomeShare, string> = { both: 'a."answer" IS NOT NULL AND b."answer" IS NOT NULL', one: '(a."answer" IS NULL) <> (b."answer" IS NULL)', none: 'a."answer" IS NULL AND b."answer" IS NULL' }
const heldAt = `FROM "Meeting" m LEFT JOIN "MeetingOutcome" a ON a."meetingId" = m."id" AND a."delegationId" = m."aDelegationId" LEFT JOIN "MeetingOutcome" b ON b."meetingId" = m."id" AND b."delegationId" = m."bDelegationId"`
const isHeld = `m."eventId" = ? AND m."state" = 'scheduled' AND m."endsAt" <= ?`
const onward = outcomeAnswers.filter(goesOn).map((answer) => `'${answer}'`).join(', ')
const wantsOn = (side: string): string => `${side}."answer" IN (${onward})`

export function figuresOf(sql: SyncSql, eventId: string, nowMs: number): OutcomeFigures {
  const count = (condition: string): string => `COUNT(CASE WHEN ${condition} THEN 1 END)`
  const row = sql.get<OutcomeFigures>(
    `SELECT COUNT(*) AS "held", ${count(shareIs.both)} AS "both", ${count(shareIs.one)} AS "one", ${count(shareIs.none)} AS "none", ${count(`${wantsOn('a')} AND ${wantsOn('b')}`)} AS "mutual" ${heldAt} WHERE ${isHeld}`, eventId, nowMs)
  return row ?? { held: 0, both: 0, one: 0, none: 0, mutual: 0 }
}

/** Meetings with both answers and without notes, in order of time. */
export function linesOf(sql: SyncSql, eventId: string, nowMs: number, { share, most }: { share: OutcomeShare | null; most: number }): OutcomeLine[] {
  return sql.all(
    `SELECT m."id" AS "meetingId", m."startsAt", oa."nameZh" AS "aZh", oa."nameEn" AS "aEn", ob."nameZh" AS "bZh", ob."nameEn" AS "bEn", a."answer" AS "aAnswer", b."answer" AS "bAnswer"
     ${heldAt} JOIN "Delegation" da ON da."id" = m."aDelegationId" JOIN "Organization" oa ON oa."id" = da."organizationId" JOIN "Delegation" db ON db."id" = m."bDelegationId" JOIN "Organization" ob ON ob."id" = db."organizationId"
     WHERE ${isHeld}${share === null ? '' : ` AND ${shareIs[share]}`} ORDER BY m."startsAt", m."id" LIMIT ?`, eventId, nowMs, most)
}
