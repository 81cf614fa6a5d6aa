import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarDays } from 'lucide-react'

import { EventCard } from '#app/features/events/ui/event-card.tsx'
import { splitByTime } from '#app/features/events/view.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { EventHeader } from '#server/domain/events/setup.ts'
import { pickText } from '#server/i18n/locales.ts'

export const handle = { i18n: ['events'] }

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { series, events } = valueOrThrow(await context.app.events.getSeries(params['slug'] ?? ''), context)
  return { series, events: splitByTime(events, context.now()), title: pickText(context.locale, series.nameZh, series.nameEn) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function SeriesPage() {
  const { series, events } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const empty = events.upcoming.length + events.past.length === 0
  return (
    <PublicFrame>
      <PageHead above={<p className="text-sm text-ink-2">{t(`events:lines.${series.line}`)}</p>} title={pick(series.nameZh, series.nameEn)} lead={<span className="whitespace-pre-line">{pick(series.descriptionZh, series.descriptionEn)}</span>} />
      {empty && <EmptyState icon={CalendarDays} title={t('events:series.none')} />}
      <Part title={t('events:series.upcoming')} events={events.upcoming} />
      <Part title={t('events:series.past')} events={events.past} />
    </PublicFrame>
  )
}

function Part({ title, events }: { title: string; events: EventHeader[] }) {
  if (events.length === 0) return null
  return (
    <section className="mb-10">
      <h2 className="mb-3 text-base">{title}</h2>
      <ul className="border-b border-line">{events.map((event) => <EventCard key={event.id} event={event} />)}</ul>
    </section>
  )
}
