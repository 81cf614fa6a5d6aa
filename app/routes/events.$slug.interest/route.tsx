import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { Mic } from 'lucide-react'

import { FounderList } from '#app/features/interest/ui/founder-list.tsx'
import { FundList } from '#app/features/interest/ui/fund-list.tsx'
import { ReleasedResults } from '#app/features/judging/ui/released-results.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { useSealNews } from '#app/http/use-seal-news.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { delegationAt } from '#server/domain/access/actor.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { signalIntent } from '#server/protocol/inputs/interest.ts'

export const handle = { i18n: ['interest', 'judging'] }
export const clientLoader = withMessages(handle.i18n)

/** Funds say what they make of each pitch; founders read who is interested once it is opened, and their result once it is released. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const side = delegationAt(actor, event.id as EventId)?.side ?? null
  const isFounder = side === 'startup' || side === 'target'
  const results = await app.judging.released(actor, event.id)
  return {
    title: translator(context.locale)(isFounder ? 'interest:founder.title' : 'interest:fund.title'),
    eventId: event.id,
    zone: event.zone,
    founder: isFounder ? valueOrThrow(await app.interest.forFounder(actor, event.id), context) : null,
    fund: isFounder ? null : valueOrThrow(await app.interest.forFund(actor, event.id), context),
    results: results.ok ? results.value : null,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, signalIntent)
  if (!input.ok) return respond(input, context)
  return respond(await context.app.interest.signal(actor, input.value), context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Interest() {
  const { title, eventId, zone, founder, fund, results } = useLoaderData<typeof loader>()
  useSealNews(eventId, 'interest:changed')
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={title} lead={t(founder === null ? 'interest:fund.lead' : 'interest:founder.lead')} />
      {results !== null && <ReleasedResults results={results} />}
      {founder !== null && <FounderList view={founder} base={base} />}
      {fund !== null && (fund.pitches.length === 0 ? <EmptyState icon={Mic} title={t('interest:fund.none')}>{t('interest:fund.noneText')}</EmptyState> : <FundList view={fund} zone={zone} base={base} />)}
    </div>
  )
}
