import type { SyncSql } from '#server/platform/db.ts'

export type Named = { nameZh: string; nameEn: string; zone: string }

export const findNamed = (sql: SyncSql, eventId: string): Named | null => sql.get<Named>(`SELECT "nameZh", "nameEn", "zone" FROM "Event" WHERE "id" = ?`, eventId) ?? null

export const findEventOfStage = (sql: SyncSql, stageId: string): { eventId: string; nameZh: string; nameEn: string } | null =>
  sql.get<{ eventId: string; nameZh: string; nameEn: string }>(`SELECT "eventId", "nameZh", "nameEn" FROM "Stage" WHERE "id" = ?`, stageId) ?? null

type PairRow = { aZh: string; aEn: string; bZh: string; bEn: string; sequence: number; updatedAt: number; was: string | null }
/** The two who meet; `sequence` 0: the meeting has never been changed. `was`: its last start before that, in ms, as `updatedAt`. */
export function findPair(sql: SyncSql, meetingId: string): (Omit<PairRow, 'was'> & { was: number | null }) | null {
  const row = sql.get<PairRow>(
    `SELECT a."nameZh" AS "aZh", a."nameEn" AS "aEn", b."nameZh" AS "bZh", b."nameEn" AS "bEn", m."sequence", m."updatedAt", m."was" FROM "Meeting" m
     JOIN "Delegation" da ON da."id" = m."aDelegationId" JOIN "Organization" a ON a."id" = da."organizationId"
     JOIN "Delegation" db ON db."id" = m."bDelegationId" JOIN "Organization" b ON b."id" = db."organizationId" WHERE m."id" = ?`, meetingId)
  return row === undefined ? null : { ...row, was: row.was === null ? null : (JSON.parse(row.was) as { startsAt: number }).startsAt }
}

const releaseTables = { timetable: 'TimetableRelease', programme: 'ProgrammeRelease' } as const
export const nameOfRelease = (sql: SyncSql, of: keyof typeof releaseTables, eventId: string, number: number): string =>
  sql.get<{ name: string }>(`SELECT "name" FROM "${releaseTables[of]}" WHERE "eventId" = ? AND "number" = ?`, eventId, number)?.name ?? ''

/** What a message about a late stage is kept under. */
export const stageAbout = (stageId: string, minutes: number): string => `stage:${stageId}@${minutes}`

/** How late a robot last said that a stage was; 0 where it hasn't said so. */
export function lastMinutes(sql: SyncSql, robotId: string, stageId: string): number {
  const prefix = stageAbout(stageId, 0).slice(0, -1)
  const last = sql.get<{ about: string }>(`SELECT "about" FROM "RobotMessage" WHERE "robotId" = ? AND "about" LIKE ? ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`, robotId, `${prefix}%`)
  return last === undefined ? 0 : Number(last.about.slice(prefix.length))
}
