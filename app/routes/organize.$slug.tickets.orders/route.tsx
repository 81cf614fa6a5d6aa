import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { FileDown } from 'lucide-react'

import { Amount } from '#app/features/tickets/ui/amount.tsx'
import { OrderTable } from '#app/features/tickets/ui/order-table.tsx'
import { needsLook } from '#app/features/tickets/view.ts'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Stats, type Stat } from '#app/ui/stats.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { ordersIntent } from '#server/protocol/inputs/money.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug, zone, startsAt } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  return { title: translator(context.locale)('tickets:orders.title'), slug, zone, startsAt, desk: valueOrThrow(await context.app.orders.forOrganizer(actor, id), context) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, ordersIntent)
  if (!input.ok) return respond(input, context)
  const { events, orders } = context.app
  const { id: eventId } = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  return input.value.intent === 'refund' ? respond(await orders.refund(actor, { ...input.value, eventId }), context) : respond(await orders.issueFapiao(actor, { ...input.value, eventId }), context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Orders() {
  const { title, slug, zone, startsAt, desk } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const locale = useLocale()
  const [query] = useSearchParams()
  const isShort = query.get('only') === 'look'
  const base = `/organize/${slug}/tickets`
  const looks = desk.orders.filter(needsLook)
  const stats: Stat[] = [
    ...desk.sums.slice(0, 3).map(({ currency, received, refunded, tax }) => ({ label: t('tickets:orders.received', { currency }), value: <Amount minor={received - refunded} currency={currency} />, note: refunded > 0 ? t('tickets:orders.refunded', { amount: amountText(refunded, currency, locale) }) : t('tickets:orders.taxIn', { amount: amountText(tax, currency, locale) }), tone: 'confirmed' as const })),
    { label: t('tickets:orders.waiting'), value: (desk.counts.held ?? 0) + (desk.counts.pending ?? 0), tone: 'waiting' },
    { label: t('tickets:orders.lookAt'), value: looks.length, tone: looks.length > 0 ? 'live' : 'neutral', to: `${base}/orders?only=look` },
  ]
  return (
    <>
      <PageHead
        title={title}
        lead={t('tickets:orders.lead')}
        actions={<><LinkButton to={`${base}/export/csv`} icon={FileDown} reloadDocument>{t('tickets:orders.exportCsv')}</LinkButton><LinkButton to={`${base}/export/xlsx`} icon={FileDown} reloadDocument>{t('tickets:orders.exportXlsx')}</LinkButton></>}
      />
      <div className="mb-6"><Stats stats={stats} /></div>
      <Tabs label={title} tabs={[{ to: `${base}/orders`, label: t('tickets:orders.all'), count: desk.orders.length, current: !isShort }, { to: `${base}/orders?only=look`, label: t('tickets:orders.only'), count: looks.length, current: isShort }]} />
      <OrderTable orders={isShort ? looks : desk.orders} zone={zone} mayRefund={desk.mayRefund} />
      <p className="mt-3 text-sm"><ZoneNote zone={zone} at={startsAt} /></p>
    </>
  )
}
