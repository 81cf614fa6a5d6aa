import { nameKey } from '#server/domain/directory/names.ts'
import { organizationKeys, personKeys } from '#server/domain/directory/organization-keys.ts'
import { organizationKindFor, roleFor, sideFor } from '#server/domain/registration/kinds.ts'
import type { Around } from '#server/features/registration-line/commands.ts'
import type { Badge } from '#server/features/registration-line/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { phonetics } from '#server/platform/pinyin.ts'

export type JoinEvent = (held: QuickWork, about: Pick<Around, 'row' | 'form'>) => void
export type KnownOrganization = { id: string; nameZh: string; nameEn: string; isHere: boolean; /** Was taken off the event, and comes back with whoever is confirmed. */ isWithdrawn: boolean; by: 'uscc' | 'name' }

/** The organization a registration means: by its credit code, or by a name that is the same but for its writing, as rosters do. */
export function findMeant(sql: SyncSql, eventId: string, { uscc, badge }: { uscc: string; badge: Badge }): KnownOrganization | null {
  const columns = `o."id", o."nameZh", o."nameEn", COALESCE((SELECT d."status" FROM "Delegation" d WHERE d."organizationId" = o."id" AND d."eventId" = ?), '') AS "status"`
  type Found = { id: string; nameZh: string; nameEn: string; status: string }
  const known = ({ status, ...one }: Found, by: KnownOrganization['by']): KnownOrganization => ({ ...one, isHere: status !== '' && status !== 'withdrawn', isWithdrawn: status === 'withdrawn', by })
  const byCode = uscc === '' ? undefined : sql.get<Found>(`SELECT ${columns} FROM "Organization" o WHERE o."uscc" = ?`, eventId, uscc)
  if (byCode !== undefined) return known(byCode, 'uscc')
  const key = nameKey(badge.organizationZh || badge.organizationEn, phonetics.toSimplified)
  if (key === '') return null
  // Somebody who gives another code than the one of that name means somebody else.
  const byName = sql.get<Found>(`SELECT ${columns} FROM "Organization" o WHERE o."nameKey" = ? AND (o."uscc" IS NULL OR ? = '') ORDER BY EXISTS (SELECT 1 FROM "Delegation" e WHERE e."organizationId" = o."id" AND e."eventId" = ?) DESC, o."createdAt", o."id" LIMIT 1`, eventId, key, uscc, eventId)
  return byName === undefined ? null : known(byName, 'name')
}

function makeOrganization({ sql, now, newId }: QuickWork, kind: string, uscc: string, badge: Badge): string {
  const id = newId()
  const names = { nameZh: badge.organizationZh, nameEn: badge.organizationEn }
  const keys = organizationKeys({ ...names, legalName: '', website: '', aliases: [] }, phonetics)
  sql.run(
    `INSERT INTO "Organization" ("id", "kind", "nameZh", "nameEn", "uscc", "sectors", "tags", "labels", "funding", "contact", "nameKey", "searchKey", "sortKey", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, '[]', '[]', '[]', '[]', '{"name":"","email":"","phone":""}', ?, ?, ?, ?, ?)`,
    id, kind, names.nameZh, names.nameEn, uscc === '' ? null : uscc, keys.nameKey, keys.searchKey, keys.sortKey, now, now)
  return id
}

const giveRole = ({ sql, now, newId }: QuickWork, eventId: string, personId: string, role: string, organizationId: string | null): number =>
  sql.run(`INSERT INTO "EventRole" ("id", "eventId", "personId", "role", "organizationId", "createdAt") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("eventId", "personId", "role") DO NOTHING`, newId(), eventId, personId, role, organizationId, now)

/**
 * Makes a confirmed person what the form says: nothing, one with a role, one of a delegation. What is there stays: somebody
 * who acts for an organization at this event already goes on doing so, and an organization that takes part keeps its side;
 * one that was taken off the event is back.
 */
export const joinEvent: JoinEvent = (held, { row, form }) => {
  const { sql, newId, now } = held
  const role = roleFor(form.kind)
  if (form.joinsAs === 'none' || role === null) return
  const side = sideFor(form.kind)
  if (form.joinsAs === 'role' || side === null) {
    if (giveRole(held, row.eventId, row.personId, role, null) === 1) held.audit('role:granted', `person:${row.personId}`, { eventId: row.eventId, role })
    return
  }
  const acts = sql.get(`SELECT 1 FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = ? AND d."eventId" = ?`, row.personId, row.eventId)
  if (acts !== undefined) return
  if (row.badge.organizationZh === '' && row.badge.organizationEn === '') return
  const organizationId = findMeant(sql, row.eventId, row)?.id ?? makeOrganization(held, organizationKindFor(form.kind), row.uscc, row.badge)
  sql.run(`INSERT INTO "Delegation" ("id", "eventId", "organizationId", "side", "status", "unavailable", "createdAt") VALUES (?, ?, ?, ?, 'active', '[]', ?) ON CONFLICT ("eventId", "organizationId") DO NOTHING`, newId(), row.eventId, organizationId, side, now)
  const delegation = sql.get<{ id: string; side: string }>(`SELECT "id", "side" FROM "Delegation" WHERE "eventId" = ? AND "organizationId" = ?`, row.eventId, organizationId)
  if (delegation === undefined) return
  // The organizer, who had taken it off the event, has approved somebody of it since, and read that it would come back.
  if (sql.run(`UPDATE "Delegation" SET "status" = 'active' WHERE "id" = ? AND "status" = 'withdrawn'`, delegation.id) === 1) held.audit('delegation:returned', `delegation:${delegation.id}`, { eventId: row.eventId, organizationId })
  const hasLead = sql.get(`SELECT 1 FROM "Delegate" WHERE "delegationId" = ? AND "isLead" = 1`, delegation.id) !== undefined
  sql.run(`INSERT INTO "Delegate" ("id", "delegationId", "personId", "isLead") VALUES (?, ?, ?, ?) ON CONFLICT ("delegationId", "personId") DO NOTHING`, newId(), delegation.id, row.personId, hasLead ? 0 : 1)
  giveRole(held, row.eventId, row.personId, { investor: 'investor', startup: 'founder', target: 'founder', acquirer: 'acquirer' }[delegation.side] ?? role, organizationId)
  held.audit('delegate:added', `delegation:${delegation.id}`, { eventId: row.eventId, personId: row.personId })
}

/** Names and a number for somebody who has none yet; what a person has said of herself stays. */
export function fillPerson({ sql, now }: Pick<QuickWork, 'sql' | 'now'>, personId: string, badge: Badge): void {
  const keys = personKeys(badge, phonetics)
  sql.run(
    `UPDATE "Person" SET "nameZh" = ?, "nameEn" = ?, "titleZh" = CASE WHEN "titleZh" = '' THEN ? ELSE "titleZh" END, "titleEn" = CASE WHEN "titleEn" = '' THEN ? ELSE "titleEn" END,
       "searchKey" = ?, "sortKey" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "nameZh" = '' AND "nameEn" = ''`,
    badge.nameZh, badge.nameEn, badge.titleZh, badge.titleEn, keys.searchKey, keys.sortKey, now, personId)
  if (badge.phone !== '') sql.run(`UPDATE "Person" SET "phone" = ? WHERE "id" = ? AND "phone" IS NULL`, badge.phone, personId)
}

/** Somebody by her address; who is known stays as she is. */
export function personByEmail({ sql, now, newId }: QuickWork, email: string, badge: Badge): string {
  const keys = personKeys(badge, phonetics)
  sql.run(
    `INSERT INTO "Person" ("id", "email", "nameZh", "nameEn", "titleZh", "titleEn", "phone", "locale", "searchKey", "sortKey", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("email") DO NOTHING`,
    newId(), email, badge.nameZh, badge.nameEn, badge.titleZh, badge.titleEn, badge.phone === '' ? null : badge.phone, badge.nameZh === '' ? 'en' : 'zh-CN', keys.searchKey, keys.sortKey, now, now)
  return sql.get<{ id: string }>(`SELECT "id" FROM "Person" WHERE "email" = ?`, email)?.id ?? ''
}
