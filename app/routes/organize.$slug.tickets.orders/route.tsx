import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { FileDown, Search } from 'lucide-react'

import { Amount } from '#app/features/tickets/ui/amount.tsx'
import { OrderTable } from '#app/features/tickets/ui/order-table.tsx'
import { parseForm, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { Stats, type Stat } from '#app/ui/stats.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { ordersIntent, ordersPageInput } from '#server/protocol/inputs/money.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug, zone, startsAt } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const filter = valueOrThrow(parseQuery(request, ordersPageInput), context)
  return { title: translator(context.locale)('tickets:orders.title'), slug, zone, startsAt, filter, desk: valueOrThrow(await context.app.orders.pageFor(actor, id, filter), context) }
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
  const { title, slug, zone, startsAt, filter, desk } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const locale = useLocale()
  const isShort = filter.only === 'look'
  const base = `/organize/${slug}/tickets`
  const stats: Stat[] = [
    ...desk.sums.slice(0, 3).map(({ currency, received, refunded, tax }) => ({ label: t('tickets:orders.received', { currency }), value: <Amount minor={received - refunded} currency={currency} />, note: refunded > 0 ? t('tickets:orders.refunded', { amount: amountText(refunded, currency, locale) }) : t('tickets:orders.taxIn', { amount: amountText(tax, currency, locale) }), tone: 'confirmed' as const })),
    { label: t('tickets:orders.waiting'), value: (desk.counts.held ?? 0) + (desk.counts.pending ?? 0), tone: 'waiting' },
    { label: t('tickets:orders.lookAt'), value: desk.looks, tone: desk.looks > 0 ? 'live' : 'neutral', to: `${base}/orders?only=look` },
  ]
  return (
    <>
      <PageHead
        title={title}
        lead={t('tickets:orders.lead')}
        actions={<><LinkButton to={`${base}/export/csv`} icon={FileDown} reloadDocument>{t('tickets:orders.exportCsv')}</LinkButton><LinkButton to={`${base}/export/xlsx`} icon={FileDown} reloadDocument>{t('tickets:orders.exportXlsx')}</LinkButton></>}
      />
      <div className="mb-6"><Stats stats={stats} /></div>
      <Tabs label={title} tabs={[{ to: `${base}/orders`, label: t('tickets:orders.all'), count: desk.all, current: !isShort }, { to: `${base}/orders?only=look`, label: t('tickets:orders.only'), count: desk.looks, current: isShort }]} />
      {(desk.all > desk.pageSize || filter.q !== undefined) && (
        <Form className="mb-4 flex max-w-md items-end gap-2" role="search">
          {isShort && <input type="hidden" name="only" value="look" />}
          <TextInput key={filter.q} name="q" type="search" label={t('tickets:orders.search')} hideLabel placeholder={t('tickets:orders.search')} defaultValue={filter.q} className="flex-1" />
          <Button icon={Search}>{t('tickets:orders.find')}</Button>
        </Form>
      )}
      <OrderTable orders={desk.orders} zone={zone} mayRefund={desk.mayRefund} isFiltered={isShort || Boolean(filter.q)} />
      <Pagination page={desk.page} pageSize={desk.pageSize} total={desk.total} />
      <p className="mt-3 text-sm"><ZoneNote zone={zone} at={startsAt} /></p>
    </>
  )
}
