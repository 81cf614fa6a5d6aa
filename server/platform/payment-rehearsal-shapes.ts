import type Stripe from 'stripe'
import { z } from 'zod'

/** Every name that the SDK's types know for a call, so that a rehearsal refuses what Stripe would; a new SDK that knows others doesn't compile here. */
type Known<Params> = Record<keyof Required<Params>, true>
type Session = Stripe.Checkout.SessionCreateParams
type Line = NonNullable<Session['line_items']>[number]
type PriceData = NonNullable<Line['price_data']>

const session: Known<Session> = {
  adaptive_pricing: true, after_expiration: true, allow_promotion_codes: true, allowed_payment_method_types: true, automatic_tax: true, billing_address_collection: true, branding_settings: true, cancel_url: true,
  client_reference_id: true, consent_collection: true, currency: true, custom_fields: true, custom_text: true, customer: true, customer_account: true, customer_creation: true, customer_email: true, customer_update: true,
  discounts: true, excluded_payment_method_types: true, expand: true, expires_at: true, integration_identifier: true, invoice_creation: true, line_items: true, locale: true, managed_payments: true, metadata: true, mode: true,
  name_collection: true, optional_items: true, origin_context: true, payment_intent_data: true, payment_method_collection: true, payment_method_configuration: true, payment_method_data: true, payment_method_options: true,
  permissions: true, phone_number_collection: true, redirect_on_completion: true, return_url: true, saved_payment_method_options: true, setup_intent_data: true, shipping_address_collection: true, shipping_options: true,
  submit_type: true, subscription_data: true, success_url: true, tax_id_collection: true, ui_mode: true, wallet_options: true,
}
const line: Known<Line> = { adjustable_quantity: true, metadata: true, price: true, price_data: true, quantity: true, tax_rates: true }
const priceData: Known<PriceData> = { currency: true, product: true, product_data: true, recurring: true, tax_behavior: true, unit_amount: true, unit_amount_decimal: true }
const productData: Known<NonNullable<PriceData['product_data']>> = { description: true, images: true, metadata: true, name: true, tax_code: true, tax_details: true, unit_label: true }
const intentData: Known<NonNullable<Session['payment_intent_data']>> = {
  application_fee_amount: true, capture_method: true, description: true, metadata: true, on_behalf_of: true, receipt_email: true, setup_future_usage: true, shipping: true, statement_descriptor: true, statement_descriptor_suffix: true, transfer_data: true, transfer_group: true,
}
const refund: Known<Stripe.RefundCreateParams> = { amount: true, charge: true, currency: true, customer: true, expand: true, instructions_email: true, metadata: true, origin: true, payment_intent: true, reason: true, refund_application_fee: true, reverse_transfer: true }
const paging = { ending_before: true, limit: true, starting_after: true } as const
const events: Known<Stripe.EventListParams> = { created: true, delivery_success: true, expand: true, type: true, types: true, ...paging }
const refunds: Known<Stripe.RefundListParams> = { charge: true, created: true, expand: true, payment_intent: true, ...paging }
const disputes: Known<Stripe.DisputeListParams> = { charge: true, created: true, expand: true, payment_intent: true, ...paging }
const expandOnly: Known<Stripe.Checkout.SessionRetrieveParams> = { expand: true }

/** Form bodies carry text alone. */
const whole = z.string().regex(/^\d{1,12}$/).transform(Number)
const list = <Item extends z.ZodType>(item: Item) => z.preprocess((value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value), z.array(item))
const metadata = z.record(z.string().max(40), z.string().max(500)).default({})
const rest = <Shape extends Record<string, true>>(known: Shape) => z.object(Object.fromEntries(Object.keys(known).map((name) => [name, z.unknown().optional()]))).strict().shape

const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
const url = z.string().regex(/^https?:\/\//)
const currency = z.enum(['cny', 'usd', 'eur', 'hkd'])

export const shapes = {
  sessionCreate: z.strictObject({
    ...rest(session),
    mode: z.literal('payment'),
    success_url: url,
    cancel_url: url.optional(),
    client_reference_id: z.string().max(200).optional(),
    customer_email: email.optional(),
    expires_at: whole,
    metadata,
    payment_intent_data: z.strictObject({ ...rest(intentData), metadata }).default({ metadata: {} }),
    line_items: list(z.strictObject({
      ...rest(line),
      quantity: whole.pipe(z.number().min(1)),
      price_data: z.strictObject({ ...rest(priceData), currency, unit_amount: whole.pipe(z.number().max(99_999_999)), product_data: z.strictObject({ ...rest(productData), name: z.string().min(1).max(250), metadata }) }),
    })).pipe(z.array(z.any()).min(1).max(100)) as unknown as z.ZodType<{ quantity: number; price_data: { currency: string; unit_amount: number; product_data: { name: string } } }[]>,
  }),
  sessionRead: z.strictObject(rest(expandOnly)),
  sessionExpire: z.strictObject(rest(expandOnly)),
  refundCreate: z.strictObject({ ...rest(refund), payment_intent: z.string(), amount: whole.pipe(z.number().min(1)).optional(), metadata, reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional() }),
  refundList: z.strictObject({ ...rest(refunds), payment_intent: z.string(), limit: whole.optional(), starting_after: z.string().optional() }),
  disputeList: z.strictObject({ ...rest(disputes), payment_intent: z.string(), limit: whole.optional() }),
  eventList: z.strictObject({ ...rest(events), created: z.strictObject({ gte: whole }), types: list(z.string()).optional(), limit: whole.optional(), starting_after: z.string().optional() }),
}

/** `a[b][0][c]=v` as Stripe's SDK sends it → nested objects of text. */
export function readFormBody(text: string): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/\[|\]\[|\]/).filter((part) => part !== '')
    let at = root
    for (const part of path.slice(0, -1)) at = (at[part] ??= Object.create(null)) as Record<string, unknown>
    at[path.at(-1) ?? ''] = value
  }
  return root
}

/** The sentence Stripe would answer, and the parameter it is about. */
export function complaint(error: z.ZodError): { message: string; param: string } {
  const [issue] = error.issues
  const path = (issue?.path ?? []).map(String)
  const unknown = issue?.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : null
  const param = (unknown ?? path).reduce((text, part) => (text === '' ? part : `${text}[${part}]`), '')
  return { param, message: unknown === null ? `Invalid or missing parameter: ${param}` : `Received unknown parameter: ${param}` }
}
