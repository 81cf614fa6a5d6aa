import type { Consent, Question } from '#server/domain/registration/questions.ts'
import type { FormRow } from '#server/features/registration-line/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** What a form asked at one of its versions. */
export type FormParts = { version: number; questions: Question[]; consents: Consent[]; sessionIds: string[] }
export type FormSession = { id: string; nameZh: string; nameEn: string; startsAt: number; endsAt: number }

export function findParts(sql: SyncSql, formId: string, version: number): FormParts | null {
  const row = sql.get<{ questions: string; consents: string; sessions: string }>(`SELECT "questions", "consents", "sessions" FROM "RegistrationFormVersion" WHERE "formId" = ? AND "version" = ?`, formId, version)
  return row === undefined ? null : { version, questions: JSON.parse(row.questions) as Question[], consents: JSON.parse(row.consents) as Consent[], sessionIds: JSON.parse(row.sessions) as string[] }
}

export const listSessions = (sql: SyncSql, eventId: string): FormSession[] =>
  sql.all<FormSession>(`SELECT "id", "nameZh", "nameEn", "startsAt", "endsAt" FROM "EventSession" WHERE "eventId" = ? ORDER BY "startsAt", "id"`, eventId)

export const hasRegistrations = (sql: SyncSql, formId: string): boolean => sql.get(`SELECT 1 FROM "Registration" WHERE "formId" = ? LIMIT 1`, formId) !== undefined

type Saved = Omit<FormRow, 'id' | 'eventId' | 'version'>

/** Writes a form and its new version; the version it has now, or null where somebody else has saved since. */
export function writeForm({ sql, now, newId }: QuickWork, at: { eventId: string; formId: string; version: number }, form: Saved, parts: Omit<FormParts, 'version'>): { formId: string; version: number } | null {
  const values = [form.kind, form.isOpen, form.needsApproval, form.isPaid, form.opensAt, form.closesAt, form.cancelHours, form.offerMinutes, form.payMinutes, form.groupMost, form.joinsAs, form.nameZh, form.nameEn, form.introZh, form.introEn, form.segmentBy, now] as const
  const formId = at.formId === '' ? newId() : at.formId
  const written = at.formId === ''
    ? sql.run(
      `INSERT INTO "RegistrationForm" ("kind", "isOpen", "needsApproval", "isPaid", "opensAt", "closesAt", "cancelHours", "offerMinutes", "payMinutes", "groupMost", "joinsAs", "nameZh", "nameEn", "introZh", "introEn", "segmentBy", "updatedAt", "id", "eventId", "version", "createdAt")
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT ("eventId", "kind") DO NOTHING`,
      ...values, formId, at.eventId, now)
    : sql.run(
      `UPDATE "RegistrationForm" SET "kind" = ?, "isOpen" = ?, "needsApproval" = ?, "isPaid" = ?, "opensAt" = ?, "closesAt" = ?, "cancelHours" = ?, "offerMinutes" = ?, "payMinutes" = ?, "groupMost" = ?, "joinsAs" = ?, "nameZh" = ?, "nameEn" = ?, "introZh" = ?, "introEn" = ?, "segmentBy" = ?, "updatedAt" = ?, "version" = "version" + 1
       WHERE "id" = ? AND "eventId" = ? AND "version" = ?`,
      ...values, formId, at.eventId, at.version)
  if (written === 0) return null
  const version = at.formId === '' ? 1 : at.version + 1
  sql.run(`INSERT INTO "RegistrationFormVersion" ("formId", "version", "questions", "consents", "sessions", "createdAt") VALUES (?, ?, ?, ?, ?, ?)`, formId, version, JSON.stringify(parts.questions), JSON.stringify(parts.consents), JSON.stringify(parts.sessionIds), now)
  return { formId, version }
}

type PoolAt = { eventId: string; sessionId: string; kind: string; segment: string; places: number }

/** A new pool; null where there is one for exactly these people (the unique index decides). */
export function insertPool({ sql, newId }: QuickWork, { eventId, sessionId, kind, segment, places }: PoolAt): string | null {
  const id = newId()
  const written = sql.run(`INSERT INTO "RegistrationPool" ("id", "eventId", "sessionId", "kind", "segment", "places", "version") VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT ("eventId", "sessionId", "kind", "segment") DO NOTHING`, id, eventId, sessionId, kind, segment, places)
  return written === 0 ? null : id
}

export const resizePool = ({ sql }: QuickWork, poolId: string, version: number, places: number): boolean =>
  sql.run(`UPDATE "RegistrationPool" SET "places" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`, places, poolId, version) === 1

export const deletePool = ({ sql }: QuickWork, poolId: string, version: number): boolean => sql.run(`DELETE FROM "RegistrationPool" WHERE "id" = ? AND "version" = ?`, poolId, version) === 1

/** Registrations that hold a place at the event: what a new pool has to have room for. */
export const listHolding = (sql: SyncSql, eventId: string): string[] =>
  sql.all<{ id: string }>(`SELECT "id" FROM "Registration" WHERE "eventId" = ? AND "state" IN ('approved', 'offered', 'confirmed') ORDER BY "confirmedAt", "id"`, eventId).map(({ id }) => id)
