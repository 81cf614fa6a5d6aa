import type { Appointed, Present } from '#server/domain/messages/agenda-news.ts'
import type { SyncSql, Tx } from '#server/platform/db.ts'

type ToldRow = { meetingId: string; state: Appointed['state']; startsAtMs: number; endsAtMs: number; tableCode: string }
type PresentRow = ToldRow & { createdAtMs: number; updatedAtMs: number; was: string | null; isMine: number }

/** What a person was last told of her meetings at an event. */
export function toldOf(sql: SyncSql, personId: string, eventId: string): Appointed[] {
  return sql.all<ToldRow>(`SELECT "meetingId", "state", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs", "tableCode" FROM "MeetingTold" WHERE "personId" = ? AND "eventId" = ?`, personId, eventId)
}

/** How the meetings that are hers, or that she was told of, stand now; one that she need not come to any more is called off for her. */
export function presentOf(sql: SyncSql, personId: string, eventId: string): Present[] {
  const rows = sql.all<PresentRow>(
    `SELECT m."id" AS "meetingId", m."state", m."startsAt" AS "startsAtMs", m."endsAt" AS "endsAtMs", COALESCE(t."code", '') AS "tableCode", m."createdAt" AS "createdAtMs", m."updatedAt" AS "updatedAtMs", m."was",
       EXISTS (SELECT 1 FROM "MeetingAttendee" a WHERE a."meetingId" = m."id" AND a."personId" = ?) AS "isMine"
     FROM "Meeting" m LEFT JOIN "MeetingTable" t ON t."id" = m."tableId" WHERE m."eventId" = ?
       AND (m."id" IN (SELECT "meetingId" FROM "MeetingAttendee" WHERE "personId" = ?) OR m."id" IN (SELECT "meetingId" FROM "MeetingTold" WHERE "personId" = ? AND "eventId" = ?))`,
    personId, eventId, personId, personId, eventId)
  return rows.map(({ isMine, was: stored, ...row }) => {
    const was = stored === null ? null : (JSON.parse(stored) as { startsAt: number; endsAt: number; tableCode: string | null })
    return { ...row, state: isMine ? row.state : 'cancelled', was: was === null ? null : { startsAtMs: was.startsAt, endsAtMs: was.endsAt, tableCode: was.tableCode ?? '' } }
  })
}

/** Notes what a mail has said. */
export async function noteTold(tx: Tx, of: { personId: string; eventId: string; now: number }, told: readonly Appointed[]): Promise<void> {
  const { personId, eventId } = of
  if (told.length === 0) return
  await tx.meetingTold.deleteMany({ where: { personId, meetingId: { in: told.map((one) => one.meetingId) } } })
  await tx.meetingTold.createMany({ data: told.map(({ meetingId, state, startsAtMs, endsAtMs, tableCode }) => ({ personId, eventId, meetingId, state, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs), tableCode, toldAt: new Date(of.now) })) })
}

/** `heldUntil`: end of its reader's quiet hours, while it waits for that. */
export type Waiting = { id: string; heldUntil: number | null; attempts: number }

/** The digest that waits for a person, if there is one. */
export const findWaiting = (sql: SyncSql, { personId, eventId, template }: { personId: string; eventId: string; template: string }): Waiting | null =>
  sql.get<Waiting>(`SELECT "id", "heldUntil", "attempts" FROM "MailMessage" WHERE "personId" = ? AND "eventId" = ? AND "template" = ? AND "state" = 'queued' ORDER BY "createdAt" DESC LIMIT 1`, personId, eventId, template) ?? null

/** Notes that something came, at the latest at `at` (ms), that the mail has to tell of too. */
export const touch = (sql: SyncSql, mailId: string, at: number): number => sql.run(`UPDATE "MailMessage" SET "touchedAt" = ? WHERE "id" = ? AND ("touchedAt" IS NULL OR "touchedAt" < ?)`, at, mailId, at)

/** Brings the job of a mail that waits forward, never back. */
export const hurry = (sql: SyncSql, jobKey: string, runAt: number): number => sql.run(`UPDATE "Job" SET "runAt" = ? WHERE "dedupeKey" = ? AND "state" = 'queued' AND "runAt" > ?`, runAt, jobKey, runAt)
