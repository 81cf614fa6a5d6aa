import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { CodeList } from '#app/features/tickets/ui/code-list.tsx'
import { GapNotices } from '#app/features/tickets/ui/gap-notices.tsx'
import { ShopForm } from '#app/features/tickets/ui/shop-form.tsx'
import { TypeTable } from '#app/features/tickets/ui/type-table.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { ticketsIntent } from '#server/protocol/inputs/money.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  return { title: translator(context.locale)('tickets:desk.title'), zone: event.zone, startsAt: event.startsAt, desk: valueOrThrow(await context.app.tickets.forOrganizer(actor, event.id), context) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, ticketsIntent)
  if (!input.ok) return respond(input, context)
  const { events, tickets } = context.app
  const { id: eventId } = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  switch (input.value.intent) {
    case 'shop':
      return respond(await tickets.saveShop(actor, { ...input.value, eventId }), context)
    case 'type':
      return respond(await tickets.saveType(actor, { ...input.value, eventId }), context)
    case 'code':
      return respond(await tickets.saveCode(actor, { ...input.value, eventId }), context)
    case 'remove':
      return respond(await tickets.removeType(actor, { ...input.value, eventId }), context)
    case 'move':
      return respond(await tickets.moveType(actor, { ...input.value, eventId }), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function TicketShop() {
  const { title, zone, startsAt, desk } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('tickets:desk.lead')} />
      {!desk.mayPay && <Notice tone="warn" className="mb-6">{t('tickets:desk.noPay')}</Notice>}
      <GapNotices gaps={desk.gaps} to="" />
      <TypeTable types={desk.types} zone={zone} mayEdit={desk.mayEdit} />
      <CodeList codes={desk.codes} types={desk.types} zone={zone} mayEdit={desk.mayEdit} />
      {desk.mayEdit && <div className="max-w-xl"><ShopForm shop={desk.shop} /></div>}
      <p className="mt-6 text-sm"><ZoneNote zone={zone} at={startsAt} /></p>
    </>
  )
}
