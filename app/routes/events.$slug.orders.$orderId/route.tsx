import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { OrderExtras } from '#app/features/tickets/ui/order-extras.tsx'
import { OrderView } from '#app/features/tickets/ui/order-view.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { withMessages } from '#app/ui/load-messages.ts'
import { useLookAgain, useMinutesLeft } from '#app/ui/look-again.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { cancelOrderInput } from '#server/protocol/inputs/money.ts'

export const handle = { i18n: ['tickets'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug, nameZh, nameEn, zone, startsAt } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const order = valueOrThrow(await context.app.orders.findOwn(actor, { eventId: id, orderId: params['orderId'] ?? '' }), context)
  return { title: translator(context.locale)('tickets:order.title', { number: order.number }), event: { slug, nameZh, nameEn, zone, startsAt }, order, now: context.now(), isBack: new URL(request.url).searchParams.has('back') }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  form.set('orderId', params['orderId'] ?? '')
  const input = parseFormData(form, cancelOrderInput)
  return respond(input.ok ? await context.app.orders.cancel(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** What is on its way or back already; the order says how much of it the payment service has told. */
const sentBack = ({ refunds }: { refunds: { state: string; amount: number }[] }): number => refunds.filter(({ state }) => state !== 'failed').reduce((sum, { amount }) => sum + amount, 0)

export default function OrderPage() {
  const { title, event, order, now, isBack } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const minutesLeft = useMinutesLeft(order.holdUntil, now)
  const isMoving = order.state === 'held' ? isBack || order.isEnding || minutesLeft === 0 : order.state === 'pending' || order.state === 'returning' || sentBack(order) !== order.refunded
  const isLooking = useLookAgain(isMoving)
  const base = `/events/${event.slug}`
  return (
    <div className="mx-auto max-w-xl">
      <PageHead above={<p className="text-sm"><TextLink to={base}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} />
      <OrderView order={order} zone={event.zone} payTo={`${base}/orders/${order.id}/pay`} minutesLeft={minutesLeft} looking={isMoving ? (isLooking ? 'looks' : 'gave_up') : 'no'} isChecking={isLooking && order.state === 'held' && isBack} />
      <OrderExtras order={order} />
      <p className="mt-6 flex flex-wrap justify-between gap-3 text-sm"><TextLink to={`${base}/tickets`}>{t('tickets:order.back')}</TextLink><ZoneNote zone={event.zone} at={event.startsAt} /></p>
    </div>
  )
}
