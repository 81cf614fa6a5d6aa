import { redirect, type LoaderFunctionArgs } from '@remix-run/node'

import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'

/** To the payment page of an order; an order that can't be paid any more says so on its own page. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const orderId = params['orderId'] ?? ''
  const opened = await context.app.payments.open(actor, { eventId: event.id, orderId })
  if (!opened.ok && opened.error.code === 'order.not_payable') return redirect(`/events/${event.slug}/orders/${orderId}`)
  return redirect(valueOrThrow(opened, context).url, { status: 303, headers: { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } })
}
