import type { PricedLine, PricedOrder } from '#server/domain/billing/pricing.ts'
import type { Dispute, Kept, OrderState } from '#server/domain/billing/order-state.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type OrderRow = {
  id: string; eventId: string; personId: string; number: number; state: OrderState; currency: string; amount: number; discount: number; tax: number; codeId: string | null; keepsSeats: boolean
  holdUntil: number; cancelAsked: boolean; fulfilledAt: number | null; refunded: number; dispute: Dispute; problem: string; createdAt: number; version: number
}
export type LineRow = { id: string; ticketTypeId: string; registrationId: string | null; quantity: number; nameZh: string; nameEn: string; unitPrice: number; unitDeposit: number; taxBp: number; discount: number; amount: number; deposit: number; givenUpAt: number | null; givenBack: number; /** For whom it is, as her badge names her. */ guest: { nameZh: string; nameEn: string } | null }
type RawLine = Omit<LineRow, 'guest'> & { badge: string | null }

const orderColumns = `"id", "eventId", "personId", "number", "state", "currency", "amount", "discount", "tax", "codeId", "keepsSeats", "holdUntil", "cancelAsked", "fulfilledAt", "refunded", "dispute", "problem", "createdAt", "version"`
type Raw = Omit<OrderRow, 'keepsSeats' | 'cancelAsked'> & { keepsSeats: number; cancelAsked: number }
const shown = (row: Raw): OrderRow => ({ ...row, keepsSeats: row.keepsSeats === 1, cancelAsked: row.cancelAsked === 1 })
const one = (row: Raw | undefined): OrderRow | null => (row === undefined ? null : shown(row))

export const findOrder = (sql: SyncSql, orderId: string): OrderRow | null => one(sql.get<Raw>(`SELECT ${orderColumns} FROM "TicketOrder" WHERE "id" = ?`, orderId))
export const findOrderByKey = (sql: SyncSql, onceKey: string): OrderRow | null => one(sql.get<Raw>(`SELECT ${orderColumns} FROM "TicketOrder" WHERE "onceKey" = ?`, onceKey))
export const listOwnOrders = (sql: SyncSql, eventId: string, personId: string): OrderRow[] => sql.all<Raw>(`SELECT ${orderColumns} FROM "TicketOrder" WHERE "personId" = ? AND "eventId" = ? ORDER BY "number" DESC LIMIT 100`, personId, eventId).map(shown)
/** All of them: sums and files for the books are made of these. */
export const listOrders = (sql: SyncSql, eventId: string): OrderRow[] => sql.all<Raw>(`SELECT ${orderColumns} FROM "TicketOrder" WHERE "eventId" = ? ORDER BY "number" DESC`, eventId).map(shown)

const lineColumns = `"id", "ticketTypeId", "registrationId", "quantity", "nameZh", "nameEn", "unitPrice", "unitDeposit", "taxBp", "discount", "amount", "deposit", "givenUpAt", "givenBack"`
const badgeOfLine = `(SELECT "badge" FROM "Registration" WHERE "id" = "OrderLine"."registrationId") AS "badge"`
function shownLine<Row extends RawLine>({ badge, ...line }: Row): Omit<Row, 'badge'> & Pick<LineRow, 'guest'> {
  const names = badge === null ? null : (JSON.parse(badge) as { nameZh: string; nameEn: string })
  return { ...line, guest: names && { nameZh: names.nameZh, nameEn: names.nameEn } }
}
export const listLines = (sql: SyncSql, orderId: string): LineRow[] => sql.all<RawLine>(`SELECT ${lineColumns}, ${badgeOfLine} FROM "OrderLine" WHERE "orderId" = ? ORDER BY "id"`, orderId).map(shownLine)
/** Those whose seats the order still keeps, or had when it ended. */
export const listOpenLines = (sql: SyncSql, orderId: string): LineRow[] => listLines(sql, orderId).filter(({ givenUpAt }) => givenUpAt === null)
/** Somebody on it gave up before it was paid, with its payment page open: it ends, or is given out to the others. */
export const isShort = (sql: SyncSql, { id, fulfilledAt }: OrderRow): boolean => fulfilledAt === null && listGivenUp(sql, id).length > 0
export const listGivenUp = (sql: SyncSql, orderId: string): LineRow[] => listLines(sql, orderId).filter(({ givenUpAt }) => givenUpAt !== null)

/** The line by which a registration is being paid or is paid. */
export function findOpenLine(sql: SyncSql, registrationId: string): (LineRow & { orderId: string }) | null {
  const row = sql.get<RawLine & { orderId: string }>(`SELECT ${lineColumns}, "orderId", ${badgeOfLine} FROM "OrderLine" WHERE "openKey" = ?`, registrationId)
  return row === undefined ? null : shownLine(row)
}

/** Somebody whose ticket it paid for has been let in. */
export const hasSomebodyArrived = (sql: SyncSql, orderId: string): boolean =>
  sql.get(`SELECT 1 FROM "OrderLine" l JOIN "Ticket" t ON t."registrationId" = l."registrationId" WHERE l."orderId" = ? AND l."givenUpAt" IS NULL AND t."state" = 'valid' AND t."checkedInAt" IS NOT NULL`, orderId) !== undefined

/** Lines of all orders of an event in one statement, by order. */
export function linesByOrder(sql: SyncSql, eventId: string): Map<string, LineRow[]> {
  const rows = sql.all<RawLine & { orderId: string }>(
    `SELECT ${lineColumns}, "orderId", ${badgeOfLine} FROM "OrderLine" WHERE "orderId" IN (SELECT "id" FROM "TicketOrder" WHERE "eventId" = ?) ORDER BY "id"`, eventId)
  const found = new Map<string, LineRow[]>()
  for (const row of rows) found.set(row.orderId, [...(found.get(row.orderId) ?? []), shownLine(row)])
  return found
}

const isUnpriced = ({ amount, deposit }: Pick<LineRow, 'amount' | 'deposit'>): boolean => amount + deposit === 0
export const keptOf = (sql: SyncSql, order: OrderRow): Kept => ({ amount: order.amount, currency: order.currency, keepsSeats: order.keepsSeats, isFulfilled: order.fulfilledAt !== null, cancelAsked: order.cancelAsked, isReturning: order.state === 'returning', hasUnpriced: listOpenLines(sql, order.id).some(isUnpriced), isShort: isShort(sql, order), holdUntil: order.holdUntil })

/** Registrations somebody may pay for: her own, and those she made for her group. */
export const payableRegistrations = (sql: SyncSql, eventId: string, personId: string): string[] =>
  sql.all<{ id: string }>(
    `SELECT "id" FROM "Registration" WHERE "eventId" = ? AND ("personId" = ? OR "leadId" IN (SELECT "id" FROM "Registration" WHERE "eventId" = ? AND "personId" = ?)) ORDER BY CASE WHEN "personId" = ? THEN 0 ELSE 1 END, "id"`,
    eventId, personId, eventId, personId, personId).map(({ id }) => id)

/** Somebody for whom a ticket may be bought; `isOrdered`: an order for her is open or paid. */
export type Payable = { registrationId: string; kind: string; nameZh: string; nameEn: string; isOwn: boolean; isOrdered: boolean }

export function listPayable(sql: SyncSql, eventId: string, personId: string): Payable[] {
  return payableRegistrations(sql, eventId, personId).flatMap((registrationId) => {
    const row = sql.get<{ personId: string; kind: string; badge: string }>(`SELECT "personId", "kind", "badge" FROM "Registration" WHERE "id" = ?`, registrationId)
    if (row === undefined) return []
    const { nameZh, nameEn } = JSON.parse(row.badge) as { nameZh: string; nameEn: string }
    return [{ registrationId, kind: row.kind, nameZh, nameEn, isOwn: row.personId === personId, isOrdered: findOpenLine(sql, registrationId) !== null }]
  })
}

/** Takes so many of a type where so many are left: the condition of the update decides every race. */
export const takeOfType = ({ sql }: QuickWork, ticketTypeId: string, quantity: number): boolean =>
  sql.run(`UPDATE "TicketType" SET "taken" = "taken" + ? WHERE "id" = ? AND "taken" + ? <= "capacity"`, quantity, ticketTypeId, quantity) === 1

export const takeCode = ({ sql }: QuickWork, codeId: string): boolean => sql.run(`UPDATE "DiscountCode" SET "taken" = "taken" + 1 WHERE "id" = ? AND "taken" + 1 <= "capacity"`, codeId) === 1

export type NewOrder = { eventId: string; personId: string; currency: string; amount: number; discount: number; tax: number; codeId: string | null; holdUntil: number; onceKey: string }
export type NewLine = PricedLine & { registrationId: string | null; nameZh: string; nameEn: string }

export function insertOrder({ sql, now, newId }: QuickWork, order: NewOrder): string {
  const id = newId()
  sql.run(
    `INSERT INTO "TicketOrder" ("id", "eventId", "personId", "number", "state", "currency", "amount", "discount", "tax", "codeId", "keepsSeats", "holdUntil", "onceKey", "cancelAsked", "refunded", "dispute", "problem", "createdAt", "updatedAt", "version")
     VALUES (?, ?, ?, (SELECT COALESCE(MAX("number"), 0) + 1 FROM "TicketOrder" WHERE "eventId" = ?), 'held', ?, ?, ?, ?, ?, 1, ?, ?, 0, 0, 'none', '', ?, ?, 1)`,
    id, order.eventId, order.personId, order.eventId, order.currency, order.amount, order.discount, order.tax, order.codeId, order.holdUntil, order.onceKey, now, now)
  return id
}

/** False where the registration has an order already: its key is unique while an order may still be or is paid. */
export function insertLine({ sql, newId }: QuickWork, orderId: string, line: NewLine): boolean {
  return sql.run(
    `INSERT INTO "OrderLine" ("id", "orderId", "ticketTypeId", "registrationId", "openKey", "quantity", "nameZh", "nameEn", "unitPrice", "unitDeposit", "taxBp", "discount", "amount", "deposit") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("openKey") DO NOTHING`,
    newId(), orderId, line.ticketTypeId, line.registrationId, line.registrationId, line.quantity, line.nameZh, line.nameEn, line.unitPrice, line.unitDeposit, line.taxBp, line.discount, line.amount, line.deposit) === 1
}

/** Sets free what an order held, once: whoever comes second finds that it holds nothing. */
export function freeSeats({ sql }: QuickWork, order: OrderRow): boolean {
  if (sql.run(`UPDATE "TicketOrder" SET "keepsSeats" = 0 WHERE "id" = ? AND "keepsSeats" = 1`, order.id) === 0) return false
  for (const { ticketTypeId, quantity } of listOpenLines(sql, order.id)) sql.run(`UPDATE "TicketType" SET "taken" = "taken" - ? WHERE "id" = ?`, quantity, ticketTypeId)
  if (order.codeId !== null) sql.run(`UPDATE "DiscountCode" SET "taken" = "taken" - 1 WHERE "id" = ?`, order.codeId)
  sql.run(`UPDATE "OrderLine" SET "openKey" = NULL WHERE "orderId" = ?`, order.id)
  return true
}

/** Sets one seat of an order free, once. */
export function giveUpLine({ sql, now }: QuickWork, line: LineRow, givenBack: number): boolean {
  if (sql.run(`UPDATE "OrderLine" SET "givenUpAt" = ?, "givenBack" = ?, "openKey" = NULL WHERE "id" = ? AND "givenUpAt" IS NULL`, now, givenBack, line.id) === 0) return false
  return sql.run(`UPDATE "TicketType" SET "taken" = "taken" - ? WHERE "id" = ?`, line.quantity, line.ticketTypeId) === 1
}

/** Sets the seats free that were paid for, and says whose they were. */
export function giveUpPriced(held: QuickWork, orderId: string): LineRow[] {
  return listOpenLines(held.sql, orderId).filter((line) => !isUnpriced(line) && giveUpLine(held, line, line.amount + line.deposit))
}

/** Marks a line that has no seat any more. */
const loseLine = ({ sql, now }: QuickWork, line: LineRow): number => sql.run(`UPDATE "OrderLine" SET "givenUpAt" = ?, "givenBack" = ? WHERE "id" = ? AND "givenUpAt" IS NULL`, now, line.amount + line.deposit, line.id)

/**
 * Takes back, for an order that was paid after all, what it held. Somebody whose seat is gone, or who is on another order by
 * now, loses hers alone; of what was bought for nobody in particular it is all or nothing. False where nothing is left to
 * give. A code that is used up by now is no reason to refuse.
 */
export function retakeSeats(held: QuickWork, order: OrderRow): boolean {
  const { sql } = held
  const isOrdered = ({ registrationId }: LineRow): boolean => registrationId !== null && sql.get(`SELECT "id" FROM "OrderLine" WHERE "openKey" = ?`, registrationId) !== undefined
  const [got, lost]: [LineRow[], LineRow[]] = [[], []]
  for (const line of listOpenLines(sql, order.id)) {
    if (!isOrdered(line) && takeOfType(held, line.ticketTypeId, line.quantity)) got.push(line)
    else lost.push(line)
  }
  if (got.length === 0 || lost.some(({ registrationId }) => registrationId === null)) {
    for (const { ticketTypeId, quantity } of got) sql.run(`UPDATE "TicketType" SET "taken" = "taken" - ? WHERE "id" = ?`, quantity, ticketTypeId)
    return false
  }
  for (const line of lost) loseLine(held, line)
  sql.run(`UPDATE "OrderLine" SET "openKey" = "registrationId" WHERE "orderId" = ? AND "givenUpAt" IS NULL`, order.id)
  if (order.codeId !== null && !takeCode(held, order.codeId)) sql.run(`UPDATE "TicketOrder" SET "codeId" = NULL WHERE "id" = ?`, order.id)
  return sql.run(`UPDATE "TicketOrder" SET "keepsSeats" = 1 WHERE "id" = ? AND "keepsSeats" = 0`, order.id) === 1
}

/** Takes a line off an order that nobody has begun to pay: it never was on it. */
export function takeOffLine({ sql }: QuickWork, line: LineRow): void {
  sql.run(`DELETE FROM "OrderLine" WHERE "id" = ?`, line.id)
  sql.run(`UPDATE "TicketType" SET "taken" = "taken" - ? WHERE "id" = ?`, line.quantity, line.ticketTypeId)
}

/** What an order costs now, line by line as they are listed. */
export function writePrices({ sql, now }: QuickWork, orderId: string, lines: readonly LineRow[], priced: PricedOrder): void {
  sql.run(`UPDATE "TicketOrder" SET "amount" = ?, "discount" = ?, "tax" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "id" = ?`, priced.amount, priced.discount, priced.tax, now, orderId)
  for (const [at, { id }] of lines.entries()) sql.run(`UPDATE "OrderLine" SET "discount" = ?, "amount" = ? WHERE "id" = ?`, priced.lines[at]?.discount ?? 0, priced.lines[at]?.amount ?? 0, id)
}

export const isRegistrationOf = (sql: SyncSql, registrationId: string, personId: string): boolean => sql.get(`SELECT 1 FROM "Registration" WHERE "id" = ? AND "personId" = ?`, registrationId, personId) !== undefined

/** Somebody other than its buyer has given up what was on it. */
export const wasLeft = (sql: SyncSql, { id, personId }: OrderRow): boolean =>
  sql.get(`SELECT 1 FROM "OrderLine" l JOIN "Registration" r ON r."id" = l."registrationId" WHERE l."orderId" = ? AND r."state" = 'cancelled' AND r."personId" <> ?`, id, personId) !== undefined

/** The first to ask gives it out: true once in an order's life. */
export const markFulfilled = ({ sql, now }: QuickWork, orderId: string): boolean => sql.run(`UPDATE "TicketOrder" SET "fulfilledAt" = ? WHERE "id" = ? AND "fulfilledAt" IS NULL`, now, orderId) === 1

export const askToCancel = ({ sql, now }: QuickWork, orderId: string, version: number): boolean =>
  sql.run(`UPDATE "TicketOrder" SET "cancelAsked" = 1, "updatedAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "cancelAsked" = 0`, now, orderId, version) === 1

export function writeVerdict({ sql, now }: QuickWork, orderId: string, to: { state: OrderState; refunded: number; dispute: Dispute; problem: string }): void {
  sql.run(`UPDATE "TicketOrder" SET "state" = ?, "refunded" = ?, "dispute" = ?, "problem" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "id" = ?`, to.state, to.refunded, to.dispute, to.problem, now, orderId)
}

export type FapiaoRow = { holder: 'company' | 'person'; title: string; taxNumber: string; email: string; state: 'wanted' | 'issued'; issuedNo: string; version: number }
export const findFapiao = (sql: SyncSql, orderId: string): FapiaoRow | null => sql.get<FapiaoRow>(`SELECT "holder", "title", "taxNumber", "email", "state", "issuedNo", "version" FROM "Fapiao" WHERE "orderId" = ?`, orderId) ?? null

export function insertFapiao({ sql, now }: QuickWork, orderId: string, data: Pick<FapiaoRow, 'holder' | 'title' | 'taxNumber' | 'email'>): void {
  sql.run(`INSERT INTO "Fapiao" ("orderId", "holder", "title", "taxNumber", "email", "state", "issuedNo", "updatedAt", "version") VALUES (?, ?, ?, ?, ?, 'wanted', '', ?, 1)`, orderId, data.holder, data.title, data.taxNumber, data.email, now)
}

export const markFapiaoIssued = ({ sql, now }: QuickWork, orderId: string, version: number, issuedNo: string): boolean =>
  sql.run(`UPDATE "Fapiao" SET "state" = 'issued', "issuedNo" = ?, "issuedAt" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "orderId" = ? AND "version" = ?`, issuedNo, now, now, orderId, version) === 1
