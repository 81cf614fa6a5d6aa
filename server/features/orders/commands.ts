import type { Actor, PersonActor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { checkFapiao, type FapiaoData } from '#server/domain/billing/fapiao.ts'
import { freeOfCharge } from '#server/domain/billing/order-state.ts'
import { priceOrder, type Discount, type PricedLine } from '#server/domain/billing/pricing.ts'
import { parseDiscountCode, saleState, summed } from '#server/domain/billing/sale.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import type { RegistrationStanding } from '#server/domain/registration/standing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { OrderSettling } from '#server/features/order-settling/commands.ts'
import type * as TicketTypes from '#server/features/ticket-types/store.ts'
import type { SellingEvent, ShopRow, TicketTypeRow } from '#server/features/ticket-types/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import { createGuesses } from '#server/platform/guesses.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { CancelOrderInput, IssueFapiaoInput, PlaceOrderInput } from '#server/protocol/inputs/money.ts'

import { holdEndsJob } from './jobs.ts'
import { askToCancel, findFapiao, findOrder, findOrderByKey, hasSomebodyArrived, insertFapiao, insertLine, insertOrder, markFapiaoIssued, payableRegistrations, takeCode, takeOfType, type OrderRow } from './store.ts'

const unknownCode = err('code.unknown', { fields: [{ path: 'code', code: 'code.unknown' }] })
/** Whoever types one code after another into orders of her own; people with a code at hand are wrong once or twice. */
const wrongCodes = { points: 10, seconds: 600, isWrong: (code: string) => code.startsWith('code.'), refusal: 'code.guessed_too_often', field: 'code' } as const

type Chosen = { type: TicketTypeRow; quantity: number; registrationId: string | null }
export type Placed = { orderId: string; state: OrderRow['state']; amount: number; currency: string; holdUntil: number }
type Parts = {
  quick: RunQuickWork
  ticketTypes: typeof TicketTypes
  standingOf: (sql: SyncSql, registrationId: string) => RegistrationStanding | null
  settling: OrderSettling
  newShop: ShopRow
  /** Of an order that was given out: back goes what the policy says now. */
  cancelSold: (held: QuickWork, order: OrderRow) => void
}

const placed = ({ id, state, amount, currency, holdUntil }: OrderRow): Placed => ({ orderId: id, state, amount, currency, holdUntil })

/** Buying: an order holds its seats while it is paid for. */
export function createOrderCommands({ quick, ticketTypes, standingOf, settling, newShop, cancelSold }: Parts) {
  const guess = createGuesses(wrongCodes)

  function openShop(held: QuickWork, actor: PersonActor, eventId: string): Result<SellingEvent> {
    const event = ticketTypes.findSellingEvent(held.sql, eventId)
    if (event === null || !can(actor, 'event:view', { eventId: eventId as EventId, published: isOpen('page:public', event.phase) })) return err('record.not_found')
    return event.phase === 'closed' || held.now >= event.endsAtMs ? err('ticket.over') : ok(event)
  }

  /** For whom a line is: herself, unless a lead names somebody of her group. */
  function registrationFor(held: QuickWork, actor: PersonActor, type: TicketTypeRow, wanted: string | null): Result<string | null> {
    if (!type.needsRegistration) return ok(null)
    const own = payableRegistrations(held.sql, type.eventId, actor.personId)
    const registrationId = wanted ?? own[0] ?? null
    if (registrationId === null || !own.includes(registrationId)) return err('ticket.needs_registration')
    const standing = standingOf(held.sql, registrationId)
    if (standing === null || standing.eventId !== type.eventId) return err('ticket.needs_registration')
    if (type.registrationKind !== '' && type.registrationKind !== standing.kind) return err('ticket.other_kind')
    return standing.mayPay ? ok(registrationId) : err('ticket.not_approved')
  }

  function choose(held: QuickWork, actor: PersonActor, input: PlaceOrderInput): Result<Chosen[]> {
    const types = new Map(ticketTypes.listTicketTypes(held.sql, input.eventId).map((type) => [type.id, type]))
    const lines = input.lines.filter(({ quantity }) => quantity > 0)
    if (lines.length === 0) return err('order.empty')
    const chosen: Chosen[] = []
    for (const line of lines) {
      const type = types.get(line.ticketTypeId)
      if (type === undefined) return err('record.not_found')
      const state = saleState(type, held.now)
      if (state !== 'open') return err(`ticket.${state}`)
      const registration = registrationFor(held, actor, type, line.registrationId)
      if (!registration.ok) return registration
      chosen.push({ type, quantity: line.quantity, registrationId: registration.value })
    }
    for (const [id, quantity] of summed(lines)) {
      const type = types.get(id)
      const isGroup = type?.needsRegistration === true && new Set(chosen.filter((one) => one.type.id === id).map((one) => one.registrationId)).size === quantity
      if (type !== undefined && !isGroup && quantity > type.perOrder) return err('ticket.per_order', { params: { most: type.perOrder } })
    }
    return ok(chosen)
  }

  function discountOf(held: QuickWork, eventId: string, typed: string): Result<(Discount & { id: string }) | null> {
    if (typed === '') return ok(null)
    const code = parseDiscountCode(typed)
    const found = code === null ? null : ticketTypes.findCode(held.sql, eventId, code)
    // One that is used up or not valid yet is answered like one that isn't there, or it would be known for later.
    if (found === null || saleState({ ...found, isOnSale: found.isActive }, held.now) !== 'open') return unknownCode
    return ok(found)
  }

  type Priced = { currency: string; lines: PricedLine[]; amount: number; discount: number; tax: number }

  /** Takes the seats and writes the order down, all of it or, where something is gone, nothing. */
  function hold(held: QuickWork, actor: PersonActor, input: PlaceOrderInput, made: { chosen: Chosen[]; priced: Priced; codeId: string | null }): Result<OrderRow> {
    const { holdMinutes } = ticketTypes.readShop(held.sql, input.eventId) ?? newShop
    for (const [id, quantity] of summed(made.chosen.map(({ type, quantity }) => ({ ticketTypeId: type.id, quantity })))) {
      if (!takeOfType(held, id, quantity)) return err('ticket.sold_out')
    }
    if (made.codeId !== null && !takeCode(held, made.codeId)) return unknownCode
    const { currency, amount, discount, tax, lines } = made.priced
    const orderId = insertOrder(held, { eventId: input.eventId, personId: actor.personId, currency, amount, discount, tax, codeId: made.codeId, holdUntil: held.now + holdMinutes * 60_000, onceKey: `${actor.personId}:${input.onceKey}` })
    for (const [at, { type, registrationId }] of made.chosen.entries()) {
      const line = lines[at]
      if (line !== undefined && !insertLine(held, orderId, { ...line, registrationId, nameZh: type.nameZh, nameEn: type.nameEn })) return err('ticket.already_ordered')
    }
    const order = findOrder(held.sql, orderId)
    return order === null ? err('record.not_found') : ok(order)
  }

  function placeOnce(held: QuickWork, actor: Actor, input: PlaceOrderInput): Result<Placed> {
    if (actor.kind !== 'person') return err('auth.required')
    if (!can(actor, 'order:place', { eventId: input.eventId as EventId, personIds: [actor.personId] })) return err('auth.forbidden')
    const event = openShop(held, actor, input.eventId)
    if (!event.ok) return event
    const before = findOrderByKey(held.sql, `${actor.personId}:${input.onceKey}`)
    if (before !== null) return before.eventId === input.eventId ? ok(placed(before)) : err('record.not_found')
    const fapiao = wantedFapiao(input)
    if (!fapiao.ok) return fapiao
    const chosen = choose(held, actor, input)
    if (!chosen.ok) return chosen
    const discount = discountOf(held, input.eventId, input.code)
    if (!discount.ok) return discount
    const priced = priceOrder(chosen.value, discount.value)
    if (!priced.ok) return priced
    const order = hold(held, actor, input, { chosen: chosen.value, priced: priced.value, codeId: discount.value?.id ?? null })
    if (!order.ok) return order
    const { id, amount, currency, holdUntil } = order.value
    if (fapiao.value !== null) insertFapiao(held, id, fapiao.value)
    held.audit('order:placed', `ticket_order:${id}`, { eventId: input.eventId, amount, currency })
    if (amount > 0) held.job(holdEndsJob.request({ orderId: id }, { runAt: holdUntil }))
    return ok(placed((amount === 0 ? settling.settle(held, id, freeOfCharge(currency)) : null) ?? order.value))
  }

  function cancelOnce(held: QuickWork, actor: Actor, { eventId, orderId, version }: CancelOrderInput): Result<Placed> {
    if (actor.kind !== 'person') return err('auth.required')
    const order = findOrder(held.sql, orderId)
    const event = ticketTypes.findSellingEvent(held.sql, eventId)
    if (order === null || event === null || order.eventId !== eventId || order.personId !== actor.personId) return err('record.not_found')
    if (!can(actor, 'order:place', { eventId: eventId as EventId, personIds: [actor.personId] })) return err('auth.forbidden')
    if (order.cancelAsked) return ok(placed(order))
    const isSold = settling.isSold(order)
    if ((order.state !== 'held' && !isSold) || (isSold && (held.now >= event.startsAtMs || hasSomebodyArrived(held.sql, orderId)))) return err('order.not_cancellable')
    if (!askToCancel(held, orderId, version)) return err('record.changed')
    held.audit('order:cancelled', `ticket_order:${orderId}`, { eventId })
    // The payment page may be open in another window: the job closes it first, and hears what was paid on it.
    if (isSold) cancelSold(held, order)
    else held.job(holdEndsJob.request({ orderId }))
    return ok(placed(findOrder(held.sql, orderId) ?? order))
  }

  return {
    /** Holds seats and answers with the order; the same `onceKey` again with the same one. An order of nothing to pay is given out at once. */
    place(actor: Actor, input: PlaceOrderInput): Promise<Result<Placed>> {
      const once = (): Promise<Result<Placed>> => quick(actor, (held) => placeOnce(held, actor, input))
      return input.code === '' || actor.kind !== 'person' ? once() : guess(actor.personId, once)
    },
    /** The buyer gives her order up: unpaid, nothing is owed; paid, the policy says what comes back. */
    cancel: (actor: Actor, input: CancelOrderInput): Promise<Result<Placed>> => quick(actor, (held) => cancelOnce(held, actor, input)),
    /** The finance desk has made the 发票 out. */
    issueFapiao: (actor: Actor, { eventId, orderId, version, issuedNo }: IssueFapiaoInput): Promise<Result<{ version: number }>> =>
      quick(actor, (held) => {
        if (!can(actor, 'order:refund', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
        if (findOrder(held.sql, orderId)?.eventId !== eventId) return err('record.not_found')
        if (findFapiao(held.sql, orderId) === null) return err('order.no_fapiao')
        if (!markFapiaoIssued(held, orderId, version, issuedNo)) return err('record.changed')
        held.audit('fapiao:issued', `ticket_order:${orderId}`, { eventId })
        return ok({ version: version + 1 })
      }),
  }
}

function wantedFapiao({ wantsFapiao, fapiao }: PlaceOrderInput): Result<FapiaoData | null> {
  if (!wantsFapiao || fapiao === undefined) return ok(null)
  const checked = checkFapiao(fapiao)
  if (checked.ok || checked.error.fields === undefined) return checked
  return err('input.invalid', { fields: checked.error.fields.map((issue) => ({ ...issue, path: `fapiao.${issue.path}` })) })
}
