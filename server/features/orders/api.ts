import { z } from 'zod'

import { orderStates } from '#server/domain/billing/order-state.ts'
import type { createFinanceExport } from '#server/features/finance-export/queries.ts'
import type { createPaymentCommands } from '#server/features/payments/commands.ts'
import type { createRefundCommands } from '#server/features/refunds/commands.ts'
import type { createTicketTypeCommands } from '#server/features/ticket-types/commands.ts'
import type { createTicketTypeQueries } from '#server/features/ticket-types/queries.ts'
import { endpoint, fileEndpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { cancelOrderInput, issueFapiaoInput, moveTicketTypeInput, orderInput, placeOrderInput, refundOrderInput, saveCodeInput, saveShopInput, saveTicketTypeInput, ticketTypeInput } from '#server/protocol/inputs/money.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createOrderCommands } from './commands.ts'
import type { createOrderQueries } from './queries.ts'

type Parts = {
  tickets: ReturnType<typeof createTicketTypeCommands> & Omit<ReturnType<typeof createTicketTypeQueries>, 'gapsOf'>
  orders: ReturnType<typeof createOrderCommands> & ReturnType<typeof createOrderQueries> & Pick<ReturnType<typeof createRefundCommands>, 'refund'> & ReturnType<typeof createFinanceExport>
  payments: Pick<ReturnType<typeof createPaymentCommands>, 'open'>
}

const event = z.object({ eventId: rowId })
const anything = z.looseObject({})
const versioned = z.object({ version: z.number().int() })
const placed = z.object({ orderId: z.string(), state: z.enum(orderStates), amount: z.number().int(), currency: z.string(), holdUntil: z.number().int() })
const refunded = z.object({ refundId: z.string(), amount: z.number().int() })

/** Tickets, orders and money over the API: amounts are minor units with their currency. */
export function createMoneyApi({ tickets, orders, payments }: Parts): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/tickets', id: 'getTicketShop', summary: 'Ticket types, codes and rules of sale, for the organizer', input: event, output: anything, run: (actor, input) => tickets.forOrganizer(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/tickets/shop', id: 'saveTicketShop', summary: 'How long seats are held and what a cancellation brings back; version 0 at first', input: saveShopInput, output: versioned, run: tickets.saveShop }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/tickets/types', id: 'saveTicketType', summary: 'Make or change a ticket type; amounts in minor units', input: saveTicketTypeInput, output: z.object({ ticketTypeId: z.string(), version: z.number().int() }), run: tickets.saveType }),
    endpoint({ method: 'POST', path: '/events/{eventId}/tickets/types/{ticketTypeId}/move', id: 'moveTicketType', summary: 'One place up or down in the list', input: moveTicketTypeInput, output: z.unknown(), run: tickets.moveType }),
    endpoint({ method: 'POST', path: '/events/{eventId}/tickets/types/{ticketTypeId}/remove', id: 'removeTicketType', summary: 'Take away a type that nobody has ordered', input: ticketTypeInput, output: z.unknown(), run: tickets.removeType }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/tickets/codes', id: 'saveDiscountCode', summary: 'Make or change a discount code', input: saveCodeInput, output: z.object({ codeId: z.string(), version: z.number().int() }), run: tickets.saveCode }),
    endpoint({ method: 'GET', path: '/events/{eventId}/offers', id: 'listTicketOffers', summary: 'What is on sale', input: event, output: anything, run: (actor, input) => tickets.listOffers(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/orders', id: 'placeOrder', summary: 'Hold seats; the same `onceKey` again answers with the same order', input: placeOrderInput, output: placed, status: 201, run: orders.place }),
    endpoint({ method: 'GET', path: '/events/{eventId}/orders/own', id: 'listOwnOrders', summary: 'The own orders', input: event, output: z.object({ orders: z.array(anything) }),
      run: async (actor, input) => {
        const own = await orders.listOwn(actor, input.eventId)
        return own.ok ? { ok: true, value: { orders: own.value } } : own
      } }),
    endpoint({ method: 'GET', path: '/events/{eventId}/orders/{orderId}', id: 'getOrder', summary: 'One of the own orders', input: orderInput, output: anything, run: orders.findOwn }),
    endpoint({ method: 'POST', path: '/events/{eventId}/orders/{orderId}/pay', id: 'payOrder', summary: 'The address of the payment page', input: orderInput, output: z.object({ url: z.string() }), run: payments.open }),
    endpoint({ method: 'POST', path: '/events/{eventId}/orders/{orderId}/cancel', id: 'cancelOrder', summary: 'Give an order up; paid, the policy says what comes back', input: cancelOrderInput, output: placed, run: orders.cancel }),
    endpoint({ method: 'GET', path: '/events/{eventId}/orders', id: 'listOrders', summary: 'All orders, for the organizer', input: event, output: anything, run: (actor, input) => orders.forOrganizer(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/orders/{orderId}/refund', id: 'refundOrder', summary: 'Give money back, all (amount 0) or a part; the same version twice is one refund', input: refundOrderInput, output: refunded, run: orders.refund }),
    endpoint({ method: 'POST', path: '/events/{eventId}/orders/{orderId}/fapiao', id: 'issueFapiao', summary: 'Note that the 发票 was made out', input: issueFapiaoInput, output: versioned, run: orders.issueFapiao }),
    fileEndpoint({ method: 'GET', path: '/events/{eventId}/orders.csv', id: 'exportOrdersCsv', summary: 'Orders for the finance desk, as CSV', input: event, fileTypes: ['text/csv'], output: z.any(), run: (actor, input, { locale }) => orders.exportOrders(actor, input.eventId, 'csv', locale) }),
    fileEndpoint({ method: 'GET', path: '/events/{eventId}/orders.xlsx', id: 'exportOrdersXlsx', summary: 'Orders for the finance desk, as a workbook', input: event, fileTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], output: z.any(), run: (actor, input, { locale }) => orders.exportOrders(actor, input.eventId, 'xlsx', locale) }),
  ]
}
