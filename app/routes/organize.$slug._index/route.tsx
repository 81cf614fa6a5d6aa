import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CircleCheck } from 'lucide-react'

import { FactList } from '#app/features/overview/ui/fact-list.tsx'
import { OutcomePanel } from '#app/features/overview/ui/outcome-panel.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Progress } from '#app/ui/progress.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import { isOutcomeShare } from '#server/domain/followup/outcomes.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** Of a list of outcomes so many are shown; the file has all. */
const mostLines = 50

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { facts, ...figures } = valueOrThrow(await context.app.overview.get(actor, event.id), context)
  const base = `/organize/${event.slug}`
  const wanted = new URL(request.url).searchParams.get('outcomes')
  const share = isOutcomeShare(wanted) ? wanted : null
  // Only organizers read what came of meetings; others of the room go without.
  const outcomes = await context.app.outcomes.watch(actor, event.id, { share, most: share === null ? 0 : mostLines })
  return { base, share, outcomes: outcomes.ok && outcomes.value.held > 0 ? outcomes.value : null, title: translator(context.locale)('overview:title'), event: { zone: event.zone, phase: event.phase }, facts: facts.map(({ path, ...fact }) => ({ ...fact, to: `${base}${path}` })), ...figures }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Overview() {
  const { base, share, outcomes, title, event, facts, bySide, meetings, pending, capacity, release } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const locale = useLocale()
  const lead = t('overview:lead', { phase: t(`events:phases.${event.phase}.name`), investor: bySide.investor, startup: bySide.startup, meetings, pending })
  return (
    <div className="max-w-4xl">
      <PageHead title={title} lead={lead} />
      {facts.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('overview:calm')}>{t('overview:calmText')}</EmptyState>
      ) : (
        <section aria-labelledby="now">
          <h2 id="now" className="mb-2 text-base font-semibold">{t('overview:now')}</h2>
          <FactList facts={facts} />
        </section>
      )}
      <div className="mt-8 flex max-w-xl flex-col gap-3">
        {capacity > 0 && <Progress label={t('overview:capacity', { capacity, used: meetings })} value={Math.min(meetings, capacity)} max={capacity} />}
        <p className="text-sm text-ink-2">{release === null ? t('overview:noRelease') : t('overview:release', { name: release.name, at: `${wallDay(release.at, event.zone, locale)} ${wallTime(release.at, event.zone)}` })}</p>
      </div>
      {outcomes !== null && <OutcomePanel outcomes={outcomes} share={share} zone={event.zone} base={base} />}
    </div>
  )
}
