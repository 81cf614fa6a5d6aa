import { z } from 'zod'

import { currencies, parseAmount } from '../../domain/billing/currency.ts'
import { fapiaoHolders } from '../../domain/billing/fapiao.ts'
import { parseDiscountCode, ticketKinds } from '../../domain/billing/sale.ts'
import { registrationKinds } from '../../domain/registration/kinds.ts'

import { checkbox, rowId, textLine, versionFrom, wholeNumber } from './text.ts'

const mostTypes = 40
/** `1,280.50` from a form; minor units over the API. */
const amount = z.union([z.number().int().min(0).max(50_000_000), z.string().max(40).transform((text, check) => {
  const minor = text.trim() === '' ? 0 : parseAmount(text)
  if (minor !== null && minor <= 50_000_000) return minor
  check.addIssue({ code: 'custom', message: 'ticket.bad_amount' })
  return z.NEVER
})], { error: 'ticket.bad_amount' }).default(0)
/** Wall time in the event's zone; empty: no limit. */
const wall = z.union([z.literal('').transform(() => null), z.null(), z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date')]).default(null)
/** Percent with at most two decimals as typed → hundredths of a percent. */
const percent = z.union([z.number().min(0).max(100), z.string().trim().regex(/^(\d{1,3}(\.\d{1,2})?)?$/, 'input.not_a_number').transform(Number)], { error: 'input.not_a_number' }).pipe(z.number().min(0).max(100)).transform((share) => Math.round(share * 100)).default(0)

export const saveShopInput = z.object({
  eventId: rowId,
  version: versionFrom(0),
  holdMinutes: wholeNumber(30, 720),
  sellerZh: textLine(120).default(''),
  sellerEn: textLine(200).default(''),
  refundSteps: z.preprocess((sent) => (Array.isArray(sent) ? sent.filter((one: unknown) => (one as { hoursBefore?: unknown } | null)?.hoursBefore !== '') : (sent ?? [])), z.array(z.object({ hoursBefore: wholeNumber(0, 10_000), share: percent })).max(6)),
})
export type SaveShopInput = z.infer<typeof saveShopInput>

/** `ticketTypeId` empty: a new one. */
export const saveTicketTypeInput = z.object({
  eventId: rowId,
  ticketTypeId: z.union([rowId, z.literal('').transform(() => null), z.null()]).default(null),
  version: versionFrom(0),
  kind: z.enum(ticketKinds),
  nameZh: textLine(60, 1),
  nameEn: textLine(100).default(''),
  noteZh: textLine(300).default(''),
  noteEn: textLine(500).default(''),
  currency: z.enum(currencies),
  price: amount,
  deposit: amount,
  tax: percent,
  capacity: wholeNumber(1, 100_000),
  perOrder: wholeNumber(1, 50),
  opensAt: wall,
  closesAt: wall,
  needsRegistration: checkbox,
  /** Only for registrations of this kind; empty: of any. */
  registrationKind: z.union([z.literal(''), z.enum(registrationKinds)]).default(''),
  isOnSale: checkbox,
})
export type SaveTicketTypeInput = z.infer<typeof saveTicketTypeInput>

export const ticketTypeInput = z.object({ eventId: rowId, ticketTypeId: rowId, version: versionFrom(1) })
export type TicketTypeInput = z.infer<typeof ticketTypeInput>
export const moveTicketTypeInput = z.object({ eventId: rowId, ticketTypeId: rowId, direction: z.enum(['up', 'down']) })
export type MoveTicketTypeInput = z.infer<typeof moveTicketTypeInput>

const codeText = z.string().max(80).transform((text, check) => {
  const code = parseDiscountCode(text)
  if (code !== null) return code
  check.addIssue({ code: 'custom', message: 'code.bad_shape' })
  return z.NEVER
})

export const saveCodeInput = z.object({
  eventId: rowId,
  codeId: z.union([rowId, z.literal('').transform(() => null), z.null()]).default(null),
  version: versionFrom(0),
  code: codeText,
  percent,
  amount,
  currency: z.enum(currencies).default('CNY'),
  ticketTypeIds: z.array(rowId).max(mostTypes).default([]),
  capacity: wholeNumber(1, 100_000),
  opensAt: wall,
  closesAt: wall,
  isActive: checkbox,
})
export type SaveCodeInput = z.infer<typeof saveCodeInput>

export const fapiaoInput = z.object({ holder: z.enum(fapiaoHolders).default('company'), title: textLine(120).default(''), taxNumber: textLine(40).default(''), email: textLine(254).default('') })

/** A group of fifty and as many guests beside them. */
const mostChosen = 100
/** A page sends a line for everybody of a group with every type. */
const mostLines = 50 * mostTypes
const orderLines = z.array(z.object({ ticketTypeId: rowId, quantity: wholeNumber(0, 50), registrationId: z.union([rowId, z.literal('').transform(() => null), z.null()]).default(null) })).max(mostLines)
  .refine((lines) => lines.filter(({ quantity }) => quantity > 0).length <= mostChosen, { params: { code: 'input.list_too_long', params: { max: mostChosen } } })

/** `onceKey`: made with the page, so that a second press finds the order of the first. Lines of quantity 0 weren't chosen. */
export const placeOrderInput = z.object({
  eventId: rowId,
  lines: orderLines,
  code: textLine(80).default(''),
  wantsFapiao: checkbox,
  fapiao: fapiaoInput.optional(),
  onceKey: z.string().regex(/^[\w-]{8,60}$/, 'input.invalid'),
})
export type PlaceOrderInput = z.infer<typeof placeOrderInput>

export const orderInput = z.object({ eventId: rowId, orderId: rowId })
export type OrderInput = z.infer<typeof orderInput>
export const cancelOrderInput = orderInput.extend({ version: versionFrom(1) })
export type CancelOrderInput = z.infer<typeof cancelOrderInput>

/** `amount` empty or 0: all that is left. `onlyDeposit`: the deposits that haven't gone back, whatever `amount` says. */
export const refundOrderInput = cancelOrderInput.extend({ amount, reason: textLine(200, 1), onlyDeposit: checkbox.optional() })
export type RefundOrderInput = z.infer<typeof refundOrderInput>
export const issueFapiaoInput = orderInput.extend({ version: versionFrom(1), issuedNo: textLine(40, 1) })
export type IssueFapiaoInput = z.infer<typeof issueFapiaoInput>

/** A page of all orders; `only`: those at which somebody must look. What makes no sense shows everything. */
export const ordersPageInput = z.object({
  only: z.enum(['look']).optional().catch(undefined),
  q: textLine(120).optional().catch(undefined),
  page: z.coerce.number<string>().int().min(1).max(100_000).catch(1),
})
export type OrdersPageInput = z.infer<typeof ordersPageInput>

export const ticketsIntent = z.discriminatedUnion('intent', [
  saveShopInput.omit({ eventId: true }).extend({ intent: z.literal('shop') }),
  saveTicketTypeInput.omit({ eventId: true }).extend({ intent: z.literal('type') }),
  saveCodeInput.omit({ eventId: true }).extend({ intent: z.literal('code') }),
  ticketTypeInput.omit({ eventId: true }).extend({ intent: z.literal('remove') }),
  moveTicketTypeInput.omit({ eventId: true }).extend({ intent: z.literal('move') }),
])
export const ordersIntent = z.discriminatedUnion('intent', [
  refundOrderInput.omit({ eventId: true }).extend({ intent: z.literal('refund') }),
  issueFapiaoInput.omit({ eventId: true }).extend({ intent: z.literal('fapiao') }),
])
