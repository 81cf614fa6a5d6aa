import { matchesQuery } from '#server/domain/directory/search-key.ts'
import type { Consent } from '#server/domain/registration/questions.ts'
import type { RegistrationState } from '#server/domain/registration/standing.ts'
import type { Badge, RegistrationRow } from '#server/features/registration-line/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { deskKey } from '#server/platform/badge-keys.ts'
import type { SyncSql } from '#server/platform/db.ts'

type Filled = Pick<RegistrationRow, 'eventId' | 'personId' | 'formId' | 'formVersion' | 'kind' | 'segment' | 'answers' | 'sessionIds' | 'badge' | 'uscc'> & { leadId?: string | null }

/** States from which a person may write her form anew; the command says which of them hold for whom. */
const writable = `('draft', 'cancelled', 'lapsed', 'declined')`

/** Writes somebody's form as a draft; the unique index sees to one registration a person. False where it is past that. */
export function writeDraft({ sql, now, newId }: QuickWork, filled: Filled): boolean {
  const { eventId, personId, formId, formVersion, kind, segment, answers, sessionIds, badge, uscc, leadId = null } = filled
  return sql.run(
    `INSERT INTO "Registration" ("id", "eventId", "personId", "formId", "formVersion", "kind", "segment", "state", "answers", "sessionIds", "badge", "uscc", "leadId", "version", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, 1, ?, ?)
     ON CONFLICT ("eventId", "personId") DO UPDATE SET "formId" = excluded."formId", "formVersion" = excluded."formVersion", "kind" = excluded."kind", "segment" = excluded."segment", "state" = 'draft',
       "answers" = excluded."answers", "sessionIds" = excluded."sessionIds", "badge" = excluded."badge", "uscc" = excluded."uscc", "rank" = NULL, "until" = NULL, "updatedAt" = excluded."updatedAt", "version" = "Registration"."version" + 1
     WHERE "Registration"."state" IN ${writable}`,
    newId(), eventId, personId, formId, formVersion, kind, segment, JSON.stringify(answers), JSON.stringify(sessionIds), JSON.stringify(badge), uscc, leadId, now, now,
  ) === 1
}

/** The invitation that brought her, if any: kept with the registration for the funnel. */
export function linkInvitation({ sql }: QuickWork, registrationId: string, eventId: string, personId: string): void {
  sql.run(`UPDATE "Registration" SET "invitationId" = (SELECT "id" FROM "Invitation" WHERE "eventId" = ? AND "personId" = ? AND "state" <> 'withdrawn' ORDER BY "createdAt" LIMIT 1) WHERE "id" = ?`, eventId, personId, registrationId)
}

export function isConsentGiven(sql: SyncSql, personId: string, eventId: string, purpose: string): boolean {
  return sql.get<{ isGiven: number }>(`SELECT "isGiven" FROM "ConsentEntry" WHERE "personId" = ? AND "eventId" = ? AND "purpose" = ? ORDER BY "at" DESC, "id" DESC LIMIT 1`, personId, eventId, purpose)?.isGiven === 1
}

/** One line for each change of mind; nothing is written where it says what was said before. */
export function writeConsent({ sql, now, newId }: QuickWork, who: { personId: string; eventId: string }, consent: Consent, isGiven: boolean): boolean {
  if (isConsentGiven(sql, who.personId, who.eventId, consent.purpose) === isGiven) return false
  return sql.run(`INSERT INTO "ConsentEntry" ("id", "personId", "eventId", "purpose", "isGiven", "wordingZh", "wordingEn", "at") VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, newId(), who.personId, who.eventId, consent.purpose, isGiven, consent.labelZh, consent.labelEn, now) === 1
}

export type OwnConsent = { eventId: string; slug: string; eventZh: string; eventEn: string; purpose: string; wordingZh: string; wordingEn: string; isGiven: boolean; at: number }

/** The last word on every purpose she was ever asked for and agreed to. */
export function listConsents(sql: SyncSql, personId: string): OwnConsent[] {
  const rows = sql.all<Omit<OwnConsent, 'isGiven'> & { isGiven: number }>(
    `SELECT c."eventId", e."slug", e."nameZh" AS "eventZh", e."nameEn" AS "eventEn", c."purpose", c."wordingZh", c."wordingEn", c."isGiven", c."at" FROM "ConsentEntry" c JOIN "Event" e ON e."id" = c."eventId"
     WHERE c."personId" = ? AND c."id" = (SELECT d."id" FROM "ConsentEntry" d WHERE d."personId" = c."personId" AND d."eventId" = c."eventId" AND d."purpose" = c."purpose" ORDER BY d."at" DESC, d."id" DESC LIMIT 1)
     ORDER BY e."startsAt" DESC, c."purpose"`, personId)
  return rows.map((row) => ({ ...row, isGiven: row.isGiven === 1 }))
}

export type Listed = {
  id: string; kind: string; segment: string; state: RegistrationState; nameZh: string; nameEn: string; email: string; badge: Badge
  submittedAt: number | null; until: number | null; rank: number | null; reasonCode: string; leadId: string | null; invitationId: string | null; version: number
}
/** More than any event has. */
const mostSearched = 100_000
type Filter = { eventId: string; state: string; kind: string; segment: string; terms: string[]; cursor: string; limit: number }

/** What an organizer sees of those who have sent their form, the newest last; drafts are nobody's business. Somebody is found by her account and by her badge. */
export function listRegistrations(sql: SyncSql, { eventId, state, kind, segment, terms, cursor, limit }: Filter): Listed[] {
  const rows = sql.all<Omit<Listed, 'badge'> & { badge: string; searchKey: string }>(
    `SELECT r."id", r."kind", r."segment", r."state", p."nameZh", p."nameEn", p."email", p."searchKey", r."badge", r."submittedAt", r."until", r."rank", r."reasonCode", r."leadId", r."invitationId", r."version"
     FROM "Registration" r JOIN "Person" p ON p."id" = r."personId"
     WHERE r."eventId" = ? AND r."state" <> 'draft' AND (? = '' OR r."state" = ?) AND (? = '' OR r."kind" = ?) AND (? = '' OR r."segment" = ?) AND r."id" > ? ORDER BY r."id" LIMIT ?`,
    eventId, state, state, kind, kind, segment, segment, cursor, terms.length === 0 ? limit : mostSearched)
  const found: Listed[] = []
  for (const { badge: text, searchKey, ...row } of rows) {
    const badge = JSON.parse(text) as Badge
    if (terms.length === 0 || matchesQuery(`${searchKey}${deskKey(badge, row.email)}`, terms)) found.push({ ...row, badge })
    if (found.length === limit) break
  }
  return found
}

export const countListed = (sql: SyncSql, { eventId, state, kind, segment }: Pick<Filter, 'eventId' | 'state' | 'kind' | 'segment'>): number =>
  sql.get<{ many: number }>(`SELECT COUNT(*) AS "many" FROM "Registration" WHERE "eventId" = ? AND "state" <> 'draft' AND (? = '' OR "state" = ?) AND (? = '' OR "kind" = ?) AND (? = '' OR "segment" = ?)`, eventId, state, state, kind, kind, segment, segment)?.many ?? 0

/** A person's card with the organization she acts for at the event, as a badge shows it. */
export function readPrefill(sql: SyncSql, eventId: string, personId: string): { email: string; badge: Badge } | null {
  const row = sql.get<Omit<Badge, 'phone'> & { email: string; phone: string | null }>(
    `SELECT p."email", p."nameZh", p."nameEn", p."titleZh", p."titleEn", p."phone", COALESCE(o."nameZh", '') AS "organizationZh", COALESCE(o."nameEn", '') AS "organizationEn" FROM "Person" p
     LEFT JOIN "Delegation" d ON d."eventId" = ? AND EXISTS (SELECT 1 FROM "Delegate" g WHERE g."delegationId" = d."id" AND g."personId" = p."id") LEFT JOIN "Organization" o ON o."id" = d."organizationId" WHERE p."id" = ? LIMIT 1`, eventId, personId)
  if (row === undefined) return null
  const { email, phone, ...names } = row
  return { email, badge: { ...names, phone: phone ?? '' } }
}
