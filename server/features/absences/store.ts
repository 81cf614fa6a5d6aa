import type { Trouble } from '#server/domain/timetable/trouble.ts'
import { tickMs } from '#server/domain/shared/time.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type Away = Extract<Trouble, { kind: 'away' }>
/** An approved absence as far as it keeps its person from being booked; `id` is that of its repair, instants in ms. */
export type Absence = { id: string; personId: string; startsAt: number; endsAt: number }

type Row = { id: string; resource: string; first: number; last: number }

const held = `SELECT r."id", o."resource", MIN(o."tick") AS "first", MAX(o."tick") AS "last" FROM "TimetableRepair" r JOIN "Occupancy" o ON o."owner" = 'away:' || r."id" WHERE r."eventId" = ? AND r."state" = 'applied'`
const grouped = `GROUP BY r."id", o."resource" ORDER BY "first", r."id"`
const toAbsence = ({ id, resource, first, last }: Row): Absence => ({ id, personId: resource.slice('person:'.length), startsAt: first * tickMs, endsAt: (last + 1) * tickMs })

/** What the book holds for absences that aren't over, earliest first; one statement. */
export function listAbsences(sql: SyncSql, eventId: string, nowMs: number): Absence[] {
  return sql.all<Row>(`${held} ${grouped}`, eventId).map(toAbsence).filter((one) => one.endsAt > nowMs)
}

export function listAbsencesOf(sql: SyncSql, eventId: string, resource: string, nowMs: number): Absence[] {
  return sql.all<Row>(`${held} AND o."resource" = ? ${grouped}`, eventId, resource).map(toAbsence).filter((one) => one.endsAt > nowMs)
}

/** True for the one who takes it back first. */
export function settleTakenBack(sql: SyncSql, id: string, now: number): boolean {
  return sql.run(`UPDATE "TimetableRepair" SET "state" = 'taken_back', "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'applied'`, now, id) === 1
}

/** Absences of a person that stand, at whichever event. */
export function listStandingOf(sql: SyncSql, personId: string): { id: string; eventId: string; away: Away }[] {
  return sql
    .all<{ id: string; eventId: string; question: string }>(`SELECT "id", "eventId", "question" FROM "TimetableRepair" WHERE "state" = 'applied' AND "question" LIKE ?`, `%"personId":"${personId}"%`)
    .flatMap(({ question, ...row }) => {
      const { trouble } = JSON.parse(question) as { trouble: Trouble }
      return trouble.kind === 'away' && trouble.personId === personId ? [{ ...row, away: trouble }] : []
    })
}

/** These proposals can't be approved any more; whoever has answered one meanwhile has answered it. */
export function outdateProposals(sql: SyncSql, ids: readonly string[], now: number): void {
  for (const id of ids) sql.run(`UPDATE "TimetableRepair" SET "state" = 'outdated', "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'ready'`, now, id)
}
