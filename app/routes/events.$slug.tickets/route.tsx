import { randomUUID } from 'node:crypto'

import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Ticket } from 'lucide-react'

import { BuyForm } from '#app/features/tickets/ui/buy-form.tsx'
import { OrderList } from '#app/features/tickets/ui/order-list.tsx'
import { Policy } from '#app/features/tickets/ui/policy.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { placeOrderInput } from '#server/protocol/inputs/money.ts'

export const handle = { i18n: ['tickets'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor } = context
  const { id, slug, nameZh, nameEn, zone, startsAt } = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const sale = valueOrThrow(await app.tickets.listOffers(actor, id), context)
  const own = actor.kind === 'person' ? valueOrThrow(await app.orders.listOwn(actor, id), context) : []
  return {
    title: translator(context.locale)('tickets:buy.title'), event: { slug, nameZh, nameEn, zone, startsAt }, sale, own,
    isPerson: actor.kind === 'person', payable: await app.orders.payable(actor, id), fapiaoEmail: context.viewer?.email ?? '', onceKey: randomUUID(),
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  // A box that wasn't ticked sends nothing: its line wasn't chosen.
  for (const [name] of [...form]) if (name.endsWith('.ticketTypeId') && !form.has(name.replace('.ticketTypeId', '.quantity'))) form.set(name.replace('.ticketTypeId', '.quantity'), '0')
  const input = parseFormData(form, placeOrderInput)
  if (!input.ok) return respond(input, context)
  const place = () => context.app.orders.place(actor, input.value)
  const placed = input.value.code === '' ? await place() : await context.guess('discount_code', place)
  return placed.ok ? redirect(`/events/${event.slug}/orders/${placed.value.orderId}`) : respond(placed, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Tickets() {
  const { title, event, sale, own, isPerson, payable, fapiaoEmail, onceKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const pick = usePick()
  const base = `/events/${event.slug}`
  const failed = answer?.ok === false ? answer.error : null
  return (
    <div className="mx-auto max-w-xl">
      <PageHead above={<p className="text-sm"><TextLink to={base}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} lead={sale.offers.length > 0 ? t('tickets:buy.lead', { minutes: sale.holdMinutes }) : undefined} />
      {!sale.mayPay && sale.offers.length > 0 && <Notice tone="warn" className="mb-6">{t('tickets:buy.notSetUp')}</Notice>}
      {sale.offers.length === 0 ? <EmptyState icon={Ticket} title={t('tickets:buy.none')}>{t('tickets:buy.noneText')}</EmptyState> : (
        <>
          <BuyForm offers={sale.offers} zone={event.zone} onceKey={onceKey} isPerson={isPerson} payable={payable} registerTo={`${base}/register`} failed={failed} fapiaoEmail={fapiaoEmail} />
          {!isPerson && <div className="mt-4"><LinkButton to={`/sign-in?next=${encodeURIComponent(`${base}/tickets`)}`} look="primary" density="touch" wide reloadDocument>{t('tickets:buy.signIn')}</LinkButton></div>}
          <Policy steps={sale.refundSteps} hasDeposit={sale.offers.some(({ deposit }) => deposit > 0)} seller={pick(sale.sellerZh, sale.sellerEn)} />
          <p className="mt-2 text-sm"><ZoneNote zone={event.zone} at={event.startsAt} /></p>
        </>
      )}
      {own.length > 0 && <OrderList orders={own} base={base} />}
    </div>
  )
}
