import type { Phase } from '#server/domain/events/phases.ts'
import type { RefundStep } from '#server/domain/billing/refund-policy.ts'
import type { TicketKind } from '#server/domain/billing/sale.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type SellingEvent = { id: string; slug: string; nameZh: string; nameEn: string; venueZh: string; venueEn: string; zone: string; phase: Phase; startsAtMs: number; endsAtMs: number }
export type ShopRow = { holdMinutes: number; sellerZh: string; sellerEn: string; refundSteps: RefundStep[]; version: number }
export type TicketTypeRow = {
  id: string; eventId: string; kind: TicketKind; nameZh: string; nameEn: string; noteZh: string; noteEn: string; currency: string; price: number; deposit: number; taxBp: number
  capacity: number; taken: number; perOrder: number; opensAt: number | null; closesAt: number | null; needsRegistration: boolean; registrationKind: string; isOnSale: boolean; position: number; version: number
}
export type CodeRow = { id: string; code: string; percentBp: number; amount: number; currency: string; ticketTypeIds: string[]; capacity: number; taken: number; opensAt: number | null; closesAt: number | null; isActive: boolean; version: number }

type Flags<Row, Keys extends keyof Row> = Omit<Row, Keys> & Record<Keys, number>

export function findSellingEvent(sql: SyncSql, eventId: string): SellingEvent | null {
  return sql.get<SellingEvent>(`SELECT "id", "slug", "nameZh", "nameEn", "venueZh", "venueEn", "zone", "phase", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "Event" WHERE "id" = ?`, eventId) ?? null
}

export function readShop(sql: SyncSql, eventId: string): ShopRow | null {
  const row = sql.get<Omit<ShopRow, 'refundSteps'> & { refundSteps: string }>(`SELECT "holdMinutes", "sellerZh", "sellerEn", "refundSteps", "version" FROM "TicketShop" WHERE "eventId" = ?`, eventId)
  return row === undefined ? null : { ...row, refundSteps: JSON.parse(row.refundSteps) as RefundStep[] }
}

const shown = (row: Flags<TicketTypeRow, 'needsRegistration' | 'isOnSale'>): TicketTypeRow => ({ ...row, needsRegistration: row.needsRegistration === 1, isOnSale: row.isOnSale === 1 })
const typeColumns = `"id", "eventId", "kind", "nameZh", "nameEn", "noteZh", "noteEn", "currency", "price", "deposit", "taxBp", "capacity", "taken", "perOrder", "opensAt", "closesAt", "needsRegistration", "registrationKind", "isOnSale", "position", "version"`

export const listTicketTypes = (sql: SyncSql, eventId: string): TicketTypeRow[] =>
  sql.all<Flags<TicketTypeRow, 'needsRegistration' | 'isOnSale'>>(`SELECT ${typeColumns} FROM "TicketType" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId).map(shown)

const readCode = (row: Flags<Omit<CodeRow, 'ticketTypeIds'>, 'isActive'> & { ticketTypeIds: string }): CodeRow => ({ ...row, isActive: row.isActive === 1, ticketTypeIds: JSON.parse(row.ticketTypeIds) as string[] })
const codeColumns = `"id", "code", "percentBp", "amount", "currency", "ticketTypeIds", "capacity", "taken", "opensAt", "closesAt", "isActive", "version"`

export const listCodes = (sql: SyncSql, eventId: string): CodeRow[] => sql.all<Parameters<typeof readCode>[0]>(`SELECT ${codeColumns} FROM "DiscountCode" WHERE "eventId" = ? ORDER BY "code"`, eventId).map(readCode)

export function findCode(sql: SyncSql, eventId: string, code: string): CodeRow | null {
  const row = sql.get<Parameters<typeof readCode>[0]>(`SELECT ${codeColumns} FROM "DiscountCode" WHERE "eventId" = ? AND "code" = ?`, eventId, code)
  return row === undefined ? null : readCode(row)
}

export function findCodeById(sql: SyncSql, id: string): CodeRow | null {
  const row = sql.get<Parameters<typeof readCode>[0]>(`SELECT ${codeColumns} FROM "DiscountCode" WHERE "id" = ?`, id)
  return row === undefined ? null : readCode(row)
}

/** Those who have a place and nothing ordered for it, by form. */
export function countToPay(sql: SyncSql, eventId: string): Map<string, number> {
  const rows = sql.all<{ formId: string; many: number }>(
    `SELECT "formId", COUNT(*) AS "many" FROM "Registration" r WHERE "eventId" = ? AND "state" = 'approved' AND NOT EXISTS (SELECT 1 FROM "OrderLine" l WHERE l."openKey" = r."id") GROUP BY "formId"`, eventId)
  return new Map(rows.map(({ formId, many }) => [formId, many]))
}

/** False where somebody else has saved since `version`; 0 stands for nothing being there yet. The same in the next two. */
export function writeShop({ sql, now }: QuickWork, eventId: string, version: number, shop: Omit<ShopRow, 'version'>): boolean {
  const values = [shop.holdMinutes, JSON.stringify(shop.refundSteps), shop.sellerZh, shop.sellerEn, now] as const
  if (version === 0) return sql.run(`INSERT INTO "TicketShop" ("holdMinutes", "refundSteps", "sellerZh", "sellerEn", "updatedAt", "eventId", "version") VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, ...values, eventId) === 1
  return sql.run(`UPDATE "TicketShop" SET "holdMinutes" = ?, "refundSteps" = ?, "sellerZh" = ?, "sellerEn" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`, ...values, eventId, version) === 1
}

export type TicketTypeValues = Pick<TicketTypeRow, 'kind' | 'nameZh' | 'nameEn' | 'noteZh' | 'noteEn' | 'currency' | 'price' | 'deposit' | 'taxBp' | 'capacity' | 'perOrder' | 'opensAt' | 'closesAt' | 'needsRegistration' | 'registrationKind' | 'isOnSale'>

export function writeTicketType({ sql, now }: QuickWork, place: { eventId: string; id: string; version: number }, one: TicketTypeValues): boolean {
  const values = [one.kind, one.nameZh, one.nameEn, one.noteZh, one.noteEn, one.currency, one.price, one.deposit, one.taxBp, one.capacity, one.perOrder, one.opensAt, one.closesAt, one.needsRegistration, one.registrationKind, one.isOnSale] as const
  if (place.version === 0) {
    return sql.run(
      `INSERT INTO "TicketType" ("kind", "nameZh", "nameEn", "noteZh", "noteEn", "currency", "price", "deposit", "taxBp", "capacity", "perOrder", "opensAt", "closesAt", "needsRegistration", "registrationKind", "isOnSale", "id", "eventId", "createdAt", "position", "taken", "version")
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX("position"), -1) + 1 FROM "TicketType" WHERE "eventId" = ?), 0, 1)`, ...values, place.id, place.eventId, now, place.eventId) === 1
  }
  return sql.run(
    `UPDATE "TicketType" SET "kind" = ?, "nameZh" = ?, "nameEn" = ?, "noteZh" = ?, "noteEn" = ?, "currency" = ?, "price" = ?, "deposit" = ?, "taxBp" = ?, "capacity" = ?, "perOrder" = ?, "opensAt" = ?, "closesAt" = ?, "needsRegistration" = ?, "registrationKind" = ?, "isOnSale" = ?, "version" = "version" + 1
     WHERE "id" = ? AND "eventId" = ? AND "version" = ?`, ...values, place.id, place.eventId, place.version) === 1
}

/** Gone for good; false where somebody has ordered it, or has saved it since. */
export const deleteTicketType = ({ sql }: QuickWork, { eventId, id, version }: { eventId: string; id: string; version: number }): boolean =>
  sql.run(`DELETE FROM "TicketType" WHERE "id" = ? AND "eventId" = ? AND "version" = ? AND "taken" = 0 AND NOT EXISTS (SELECT 1 FROM "OrderLine" WHERE "ticketTypeId" = "TicketType"."id")`, id, eventId, version) === 1

export const wasOrdered = (sql: SyncSql, id: string): boolean => sql.get(`SELECT 1 FROM "OrderLine" WHERE "ticketTypeId" = ? LIMIT 1`, id) !== undefined

/** Puts them in this order. */
export function arrangeTicketTypes({ sql }: QuickWork, inOrder: readonly string[]): void {
  for (const [position, id] of inOrder.entries()) sql.run(`UPDATE "TicketType" SET "position" = ? WHERE "id" = ? AND "position" <> ?`, position, id, position)
}

export type CodeValues = Omit<CodeRow, 'id' | 'taken' | 'version'>

export function writeCode({ sql, now }: QuickWork, place: { eventId: string; id: string; version: number }, one: CodeValues): boolean {
  const values = [one.code, one.percentBp, one.amount, one.currency, JSON.stringify(one.ticketTypeIds), one.capacity, one.opensAt, one.closesAt, one.isActive] as const
  if (place.version === 0) {
    return sql.run(`INSERT INTO "DiscountCode" ("code", "percentBp", "amount", "currency", "ticketTypeIds", "capacity", "opensAt", "closesAt", "isActive", "id", "eventId", "createdAt", "taken", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)`, ...values, place.id, place.eventId, now) === 1
  }
  return sql.run(
    `UPDATE "DiscountCode" SET "code" = ?, "percentBp" = ?, "amount" = ?, "currency" = ?, "ticketTypeIds" = ?, "capacity" = ?, "opensAt" = ?, "closesAt" = ?, "isActive" = ?, "version" = "version" + 1 WHERE "id" = ? AND "eventId" = ? AND "version" = ? AND "taken" <= ?`,
    ...values, place.id, place.eventId, place.version, one.capacity) === 1
}
