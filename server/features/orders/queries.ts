import { rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { isSold, needsLook } from '#server/domain/billing/order-state.ts'
import { matchesQuery, queryTerms } from '#server/domain/directory/search-key.ts'
import type { RegistrationStanding } from '#server/domain/registration/standing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type * as Payments from '#server/features/payments/store.ts'
import type * as Refunds from '#server/features/refunds/store.ts'
import type { RefundRow } from '#server/features/refunds/store.ts'
import type * as TicketTypes from '#server/features/ticket-types/store.ts'
import { badgeKey, deskKey } from '#server/platform/badge-keys.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import type { OrderInput, OrdersPageInput } from '#server/protocol/inputs/money.ts'

import { findFapiao, findOrder, hasSomebodyArrived, isShort, linesByOrder, listLines, listOrders, listOwnOrders, listPayable, type FapiaoRow, type LineRow, type OrderRow, type Payable } from './store.ts'

/** `guest` is named where an order is for several. */
type Line = Pick<LineRow, 'id' | 'nameZh' | 'nameEn' | 'quantity' | 'unitPrice' | 'discount' | 'amount' | 'deposit' | 'guest'> & { isGivenUp: boolean }
export type OrderView = {
  id: string; number: number; state: OrderRow['state']; currency: string; amount: number; discount: number; tax: number; holdUntil: number; createdAt: number; refunded: number; dispute: OrderRow['dispute']; problem: string; version: number
  isFulfilled: boolean; cancelAsked: boolean; lines: Line[]; fapiao: FapiaoRow | null; refunds: Pick<RefundRow, 'id' | 'kind' | 'amount' | 'reason' | 'state' | 'createdAt'>[]
}
/** Of the own order: what a cancellation would bring back now, and whether there is a way to pay. */
export type OwnOrder = OrderView & { mayPay: boolean; mayCancel: boolean; cancelBringsBack: number; /** All money went back, and what cost nothing is still hers. */ keepsFree: boolean; /** Unpaid, and about to end: she or somebody on it has given it up. */ isEnding: boolean }
export type DeskOrder = OrderView & { buyer: { nameZh: string; nameEn: string; email: string }; left: number }
export type OrderDesk = { orders: DeskOrder[]; sums: { currency: string; received: number; refunded: number; tax: number }[]; counts: Partial<Record<OrderRow['state'], number>>; mayRefund: boolean }
/** A page of them. `all`: how many there are; `looks`: at how many somebody must look; `total`: how many fit what was asked for. */
export type OrderPage = OrderDesk & { all: number; looks: number; total: number; page: number; pageSize: number }

const pageSize = 50

type Parts = { db: Database; now: () => number; ticketTypes: typeof TicketTypes; payments: typeof Payments; refunds: typeof Refunds; mayPay: boolean; bringsBack: (sql: SyncSql, order: OrderRow, now: number) => number; standingOf: (sql: SyncSql, registrationId: string) => RegistrationStanding | null }

/** Orders as their buyers and the organizer see them: reads only. */
export function createOrderQueries({ db, now, ticketTypes, payments, refunds, mayPay, bringsBack, standingOf }: Parts) {
  const viewOf = (order: OrderRow, parts: { lines: LineRow[]; fapiao: FapiaoRow | null; refunds: RefundRow[] }): OrderView => {
    const { id, number, state, currency, amount, discount, tax, holdUntil, createdAt, refunded, dispute, problem, version, cancelAsked } = order
    return {
      id, number, state, currency, amount, discount, tax, holdUntil, createdAt, refunded, dispute, problem, version, cancelAsked, isFulfilled: order.fulfilledAt !== null,
      lines: parts.lines.map(({ id: lineId, nameZh, nameEn, quantity, unitPrice, discount: less, amount: price, deposit, guest, givenUpAt }) => ({ id: lineId, nameZh, nameEn, quantity, unitPrice, discount: less, amount: price, deposit, guest: parts.lines.length > 1 ? guest : null, isGivenUp: givenUpAt !== null })),
      fapiao: parts.fapiao,
      refunds: parts.refunds.map(({ id: refundId, kind, amount: back, reason, state: stands, createdAt: at }) => ({ id: refundId, kind, amount: back, reason, state: stands, createdAt: at })),
    }
  }

  function ownView(sql: SyncSql, order: OrderRow): OwnOrder {
    const event = ticketTypes.findSellingEvent(sql, order.eventId)
    const lines = listLines(sql, order.id)
    const mayGiveUp = isSold(order) && !order.cancelAsked
    const startsAt = event?.startsAtMs ?? 0
    return {
      ...viewOf(order, { lines, fapiao: findFapiao(sql, order.id), refunds: refunds.listRefunds(sql, order.id) }),
      mayPay,
      mayCancel: !order.cancelAsked && ((order.state === 'held' && !isShort(sql, order)) || (mayGiveUp && now() < startsAt && !hasSomebodyArrived(sql, order.id))),
      isEnding: order.state === 'held' && (order.cancelAsked || isShort(sql, order)),
      keepsFree: order.state === 'refunded' && mayGiveUp,
      cancelBringsBack: mayGiveUp ? bringsBack(sql, order, now()) : 0,
    }
  }

  /** All orders of an event, the newest first. Nobody but the organizer sees who bought what. */
  async function forOrganizer(actor: Actor, eventId: string): Promise<Result<OrderDesk>> {
    if (!can(actor, 'ticket:watch', { eventId: eventId as EventId }) || actor.kind === 'anonymous') return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    return db.read((sql) => {
      if (ticketTypes.findSellingEvent(sql, eventId) === null) return err('record.not_found')
      const lines = linesByOrder(sql, eventId)
      const around = readAround(sql, eventId)
      const orders = listOrders(sql, eventId).map((order): DeskOrder => {
        const { buyer, fapiao, back, received } = around(order.id)
        const view = viewOf(order, { lines: lines.get(order.id) ?? [], fapiao, refunds: back })
        const waiting = back.filter((one) => one.state === 'asked').reduce((sum, { amount }) => sum + amount, 0)
        return { ...view, buyer, left: Math.max(0, received - order.refunded - waiting) }
      })
      return ok({ orders, sums: sumsOf(orders), counts: countsOf(orders), mayRefund: can(actor, 'order:refund', { eventId: eventId as EventId }) && (actor.kind === 'system' || actor.isAdmin || rolesAt(actor, eventId as EventId).includes('organizer')) })
    })
  }

  return {
    forOrganizer,

    /** One page of them; a page beyond the last is the last. The sums are of all. */
    async pageFor(actor: Actor, eventId: string, { only, q = '', page }: OrdersPageInput): Promise<Result<OrderPage>> {
      const desk = await forOrganizer(actor, eventId)
      if (!desk.ok) return desk
      const { orders, ...sums } = desk.value
      const looks = orders.filter(needsLook)
      const terms = queryTerms(q, toSimplified)
      const fitting = (only === 'look' ? looks : orders).filter((order) => terms.length === 0 || matchesQuery(keyOf(order), terms))
      const at = Math.min(page, Math.max(1, Math.ceil(fitting.length / pageSize)))
      return ok({ ...sums, orders: fitting.slice((at - 1) * pageSize, at * pageSize), all: orders.length, looks: looks.length, total: fitting.length, page: at, pageSize })
    },

    async findOwn(actor: Actor, { eventId, orderId }: OrderInput): Promise<Result<OwnOrder>> {
      if (actor.kind !== 'person') return err('auth.required')
      return db.read((sql) => {
        const order = findOrder(sql, orderId)
        if (order === null || order.eventId !== eventId || order.personId !== actor.personId) return err('record.not_found')
        return can(actor, 'order:view', { eventId: eventId as EventId, personIds: [actor.personId] }) ? ok(ownView(sql, order)) : err('auth.forbidden')
      })
    },

    async listOwn(actor: Actor, eventId: string): Promise<Result<OwnOrder[]>> {
      if (actor.kind !== 'person') return err('auth.required')
      if (!can(actor, 'order:view', { eventId: eventId as EventId, personIds: [actor.personId] })) return err('auth.forbidden')
      return db.read((sql) => ok(listOwnOrders(sql, eventId, actor.personId).map((order) => ownView(sql, order))))
    },

    /** For whom somebody may buy tickets now: herself and those of her group, once approved. `isHere`: she has a registration, of whatever state. */
    async payable(actor: Actor, eventId: string): Promise<{ isHere: boolean; people: Payable[] }> {
      if (actor.kind !== 'person') return { isHere: false, people: [] }
      return db.read((sql) => {
        const all = listPayable(sql, eventId, actor.personId)
        return { isHere: all.length > 0, people: all.filter(({ registrationId, isOrdered }) => !isOrdered && standingOf(sql, registrationId)?.mayPay === true) }
      })
    },
  }

  /** Buyers, 发票, refunds and payments of all orders of an event, each in one statement. */
  function readAround(sql: SyncSql, eventId: string) {
    const buyers = new Map(sql.all<{ orderId: string; nameZh: string; nameEn: string; email: string }>(`SELECT o."id" AS "orderId", p."nameZh", p."nameEn", p."email" FROM "TicketOrder" o JOIN "Person" p ON p."id" = o."personId" WHERE o."eventId" = ?`, eventId).map(({ orderId, ...buyer }) => [orderId, buyer]))
    const fapiaos = new Map(sql.all<FapiaoRow & { orderId: string }>(`SELECT f."orderId", f."holder", f."title", f."taxNumber", f."email", f."state", f."issuedNo", f."version" FROM "Fapiao" f JOIN "TicketOrder" o ON o."id" = f."orderId" WHERE o."eventId" = ?`, eventId).map(({ orderId, ...fapiao }) => [orderId, fapiao]))
    const back = new Map<string, RefundRow[]>()
    for (const row of refunds.listRefundsOfEvent(sql, eventId)) back.set(row.orderId, [...(back.get(row.orderId) ?? []), row])
    const received = payments.receivedByOrder(sql, eventId)
    return (orderId: string) => ({ buyer: buyers.get(orderId) ?? { nameZh: '', nameEn: '', email: '' }, fapiao: fapiaos.get(orderId) ?? null, back: back.get(orderId) ?? [], received: received.get(orderId) ?? 0 })
  }
}

/** An order is found by its number, its buyer, those whom it is for and its 发票. */
function keyOf({ number, buyer, lines, fapiao }: DeskOrder): string {
  const guests = lines.map(({ guest }) => (guest === null ? '' : badgeKey({ ...guest, organizationZh: '', organizationEn: '' })))
  return ` ${number} ${deskKey({ nameZh: buyer.nameZh, nameEn: buyer.nameEn, organizationZh: fapiao?.title ?? '', organizationEn: '', titleZh: '', titleEn: '', phone: '' }, buyer.email)}${guests.join('')}`
}

function sumsOf(orders: readonly DeskOrder[]): OrderDesk['sums'] {
  const sums = new Map<string, OrderDesk['sums'][number]>()
  for (const { currency, amount, refunded, tax, isFulfilled } of orders) {
    if (!isFulfilled) continue
    const sum = sums.get(currency) ?? { currency, received: 0, refunded: 0, tax: 0 }
    sums.set(currency, { currency, received: sum.received + amount, refunded: sum.refunded + refunded, tax: sum.tax + tax })
  }
  return [...sums.values()]
}

const countsOf = (orders: readonly DeskOrder[]): OrderDesk['counts'] => orders.reduce<OrderDesk['counts']>((counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }), {})
