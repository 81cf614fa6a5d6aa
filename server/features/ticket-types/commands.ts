import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { checkRefundSteps } from '#server/domain/billing/refund-policy.ts'
import { checkTicketPlan } from '#server/domain/billing/sale.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { MoveTicketTypeInput, SaveCodeInput, SaveShopInput, SaveTicketTypeInput, TicketTypeInput } from '#server/protocol/inputs/money.ts'

import { type SellingEvent, arrangeTicketTypes, deleteTicketType, findCode, findSellingEvent, listCodes, listTicketTypes, wasOrdered, writeCode, writeShop, writeTicketType } from './store.ts'

/** Wall time of the event's zone, empty for none. Error: `input.bad_date` where the clock skips it. */
function instant(wall: string | null, zone: string, path: string): Result<number | null> {
  if (wall === null) return ok(null)
  const at = instantFromWall(wall, zone)
  return at === null ? err('input.invalid', { fields: [{ path, code: 'input.bad_date' }] }) : ok(at)
}

/** What an event sells, and by which rules: for the organizer. */
export function createTicketTypeCommands({ quick }: { quick: RunQuickWork }) {
  function setUp(held: QuickWork, actor: Actor, eventId: string): Result<SellingEvent> {
    if (!can(actor, 'ticket:set_up', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    const event = findSellingEvent(held.sql, eventId)
    return event === null ? err('record.not_found') : ok(event)
  }

  function saveShopOnce(held: QuickWork, actor: Actor, input: SaveShopInput): Result<{ version: number }> {
    const event = setUp(held, actor, input.eventId)
    if (!event.ok) return event
    const steps = checkRefundSteps(input.refundSteps.map(({ hoursBefore, share }) => ({ hoursBefore, shareBp: share })))
    if (!steps.ok) return steps
    const { holdMinutes, sellerZh, sellerEn, version } = input
    if (!writeShop(held, input.eventId, version, { holdMinutes, sellerZh, sellerEn, refundSteps: steps.value })) return err('record.changed')
    held.audit('ticket:shop', `event:${input.eventId}`, { eventId: input.eventId, holdMinutes, refundSteps: steps.value })
    return ok({ version: version + 1 })
  }

  function saveTypeOnce(held: QuickWork, actor: Actor, input: SaveTicketTypeInput): Result<{ ticketTypeId: string; version: number }> {
    const event = setUp(held, actor, input.eventId)
    if (!event.ok) return event
    const { eventId, ticketTypeId, version, tax, ...rest } = input
    const before = ticketTypeId === null ? null : (listTicketTypes(held.sql, eventId).find(({ id }) => id === ticketTypeId) ?? null)
    if (ticketTypeId !== null && before === null) return err('record.not_found')
    if ((before?.version ?? 0) !== version) return err('record.changed')
    const opensAt = instant(rest.opensAt, event.value.zone, 'opensAt')
    if (!opensAt.ok) return opensAt
    const closesAt = instant(rest.closesAt, event.value.zone, 'closesAt')
    if (!closesAt.ok) return closesAt
    const values = { ...rest, taxBp: tax, opensAt: opensAt.value, closesAt: closesAt.value }
    const fits = checkTicketPlan(values, before)
    if (!fits.ok) return fits
    const id = ticketTypeId ?? held.newId()
    if (!writeTicketType(held, { eventId, id, version }, values)) return err('record.changed')
    const { kind, currency, price, deposit, capacity, isOnSale } = values
    held.audit('ticket:type', `ticket_type:${id}`, { eventId, kind, currency, price, deposit, capacity, isOnSale })
    return ok({ ticketTypeId: id, version: version + 1 })
  }

  function saveCodeOnce(held: QuickWork, actor: Actor, input: SaveCodeInput): Result<{ codeId: string; version: number }> {
    const event = setUp(held, actor, input.eventId)
    if (!event.ok) return event
    const { eventId, codeId, version, percent, amount } = input
    if ((percent > 0) === (amount > 0)) return err('code.no_discount', { fields: [{ path: 'percent', code: 'code.no_discount' }] })
    const before = codeId === null ? null : (listCodes(held.sql, eventId).find(({ id }) => id === codeId) ?? null)
    if (codeId !== null && before === null) return err('record.not_found')
    const same = findCode(held.sql, eventId, input.code)
    if (same !== null && same.id !== codeId) return err('code.taken', { fields: [{ path: 'code', code: 'code.taken' }] })
    if (before !== null && before.taken > input.capacity) return err('ticket.below_taken', { params: { taken: before.taken } })
    const types = new Set(listTicketTypes(held.sql, eventId).map(({ id }) => id))
    if (input.ticketTypeIds.some((id) => !types.has(id))) return err('record.not_found')
    const opensAt = instant(input.opensAt, event.value.zone, 'opensAt')
    if (!opensAt.ok) return opensAt
    const closesAt = instant(input.closesAt, event.value.zone, 'closesAt')
    if (!closesAt.ok) return closesAt
    const id = codeId ?? held.newId()
    const { code, currency, ticketTypeIds, capacity, isActive } = input
    const values = { code, percentBp: percent, amount, currency: amount > 0 ? currency : '', ticketTypeIds, capacity, opensAt: opensAt.value, closesAt: closesAt.value, isActive }
    if (!writeCode(held, { eventId, id, version }, values)) return err('record.changed')
    held.audit('ticket:code', `discount_code:${id}`, { eventId, percentBp: percent, amount, capacity, isActive })
    return ok({ codeId: id, version: version + 1 })
  }

  function removeOnce(held: QuickWork, actor: Actor, { eventId, ticketTypeId, version }: TicketTypeInput): Result<undefined> {
    const event = setUp(held, actor, eventId)
    if (!event.ok) return event
    if (!listTicketTypes(held.sql, eventId).some(({ id }) => id === ticketTypeId)) return err('record.not_found')
    if (wasOrdered(held.sql, ticketTypeId)) return err('ticket.has_orders')
    // A code for this type alone would be one for all of them without it.
    const named = listCodes(held.sql, eventId).find(({ ticketTypeIds }) => ticketTypeIds.includes(ticketTypeId))
    if (named !== undefined) return err('ticket.has_code', { params: { code: named.code } })
    if (!deleteTicketType(held, { eventId, id: ticketTypeId, version })) return err('record.changed')
    held.audit('ticket:type_removed', `ticket_type:${ticketTypeId}`, { eventId })
    return ok()
  }

  function moveOnce(held: QuickWork, actor: Actor, { eventId, ticketTypeId, direction }: MoveTicketTypeInput): Result<undefined> {
    const event = setUp(held, actor, eventId)
    if (!event.ok) return event
    const inOrder = listTicketTypes(held.sql, eventId).map(({ id }) => id)
    const at = inOrder.indexOf(ticketTypeId)
    if (at === -1) return err('record.not_found')
    const place = Math.min(inOrder.length - 1, Math.max(0, direction === 'up' ? at - 1 : at + 1))
    arrangeTicketTypes(held, inOrder.toSpliced(at, 1).toSpliced(place, 0, ticketTypeId))
    return ok()
  }

  return {
    /** How long seats are held, who sells, and what comes back when. `version` 0 at first. */
    saveShop: (actor: Actor, input: SaveShopInput) => quick(actor, (held) => saveShopOnce(held, actor, input)),
    /** Makes or changes a ticket type. Sold ones keep the words and prices they were sold with. */
    saveType: (actor: Actor, input: SaveTicketTypeInput) => quick(actor, (held) => saveTypeOnce(held, actor, input)),
    /** Takes away what nobody has ordered. Errors: `ticket.has_orders`, `ticket.has_code`. */
    removeType: (actor: Actor, input: TicketTypeInput) => quick(actor, (held) => removeOnce(held, actor, input)),
    /** One place up or down in the list that buyers see. */
    moveType: (actor: Actor, input: MoveTicketTypeInput) => quick(actor, (held) => moveOnce(held, actor, input)),
    saveCode: (actor: Actor, input: SaveCodeInput) => quick(actor, (held) => saveCodeOnce(held, actor, input)),
  }
}
