import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CalendarDays, Plus } from 'lucide-react'

import { EventCard } from '#app/features/events/ui/event-card.tsx'
import { nextStep, splitByTime } from '#app/features/events/view.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'

export const handle = { i18n: ['events'] }

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context
  const [mine, open, series] = await Promise.all([app.events.listForActor(actor), app.events.listPublic(), app.events.listSeries()])
  const own = new Set(mine.map((event) => event.id))
  const isPerson = actor.kind === 'person'
  return {
    isPerson,
    mayCreate: can(actor, 'series:create') || (isPerson && actor.roles.some(({ role }) => role === 'organizer')),
    mine: splitByTime(mine, context.now()),
    open: splitByTime(open.filter((event) => !own.has(event.id)), context.now()),
    series: series.filter((line) => line.publicEvents > 0),
  }
}

export default function Home() {
  const { isPerson, mine, open, series, mayCreate } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const create = mayCreate && <LinkButton to="/organize/new" icon={Plus} look="primary" reloadDocument>{t('events:home.new')}</LinkButton>
  return (
    <PublicFrame>
      {isPerson ? <PageHead title={t('events:home.mine')} actions={create} /> : <Welcome />}
      {isPerson && <Mine events={[...mine.upcoming, ...mine.past]} />}
      <Events title={t(isPerson ? 'events:home.others' : 'events:home.upcoming')} events={open.upcoming} />
      {series.length > 0 && <SeriesList series={series} />}
      <Events title={t('events:home.past')} events={open.past} />
      {!isPerson && open.upcoming.length + open.past.length === 0 && (
        <EmptyState icon={CalendarDays} title={t('events:home.none')} action={<LinkButton to="/sign-in">{t('events:home.signIn')}</LinkButton>}>{t('events:home.noneHelp')}</EmptyState>
      )}
    </PublicFrame>
  )
}

function Welcome() {
  const t = useTranslate()
  return (
    <header className="mb-12 max-w-3xl border-l-3 border-sea pl-6">
      <h1 className="text-xl md:text-2xl">{t('common:home.title')}</h1>
      <p className="mt-3 text-base text-ink-2">{t('common:home.lead')}</p>
    </header>
  )
}

type Mine = ReturnType<typeof useLoaderData<typeof loader>>['mine']['upcoming']

function Mine({ events }: { events: Mine }) {
  const t = useTranslate()
  if (events.length === 0) return <EmptyState icon={CalendarDays} title={t('events:home.mineNone')}>{t('events:home.mineNoneHelp')}</EmptyState>
  return (
    <ul className="mb-12 border-b border-line">
      {events.map((event) => {
        const next = nextStep(event)
        return (
          <EventCard
            key={event.id}
            event={event}
            heading="h2"
            foot={
              <div className="flex flex-wrap items-center gap-3">
                {/* A role and a side may bear one name. */}
                {[...new Set([...event.roles.map((role) => t(`events:roles.${role}`)), ...(event.side ? [t(`events:sides.${event.side}`)] : [])])].map((name) => <Tag key={name}>{name}</Tag>)}
                <LinkButton to={next.to} density="dense" reloadDocument>{t(next.key)}</LinkButton>
              </div>
            }
          />
        )
      })}
    </ul>
  )
}

function Events({ title, events }: { title: string; events: EventHeader[] }) {
  if (events.length === 0) return null
  return (
    <section className="mb-12">
      <h2 className="mb-3 text-base">{title}</h2>
      <ul className="border-b border-line">
        {events.map((event) => <EventCard key={event.id} event={event} />)}
      </ul>
    </section>
  )
}

function SeriesList({ series }: { series: ReturnType<typeof useLoaderData<typeof loader>>['series'] }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <section className="mb-12">
      <h2 className="mb-3 text-base">{t('events:home.series')}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {series.map((line) => (
          <li key={line.id} className="relative rounded-md border border-line bg-sheet p-5 hover:border-edge">
            <p className="text-xs text-ink-2">{t(`events:lines.${line.line}`)}</p>
            <h3 className="mt-1 text-lg"><Link to={`/series/${line.slug}`} className="after:absolute after:inset-0">{pick(line.nameZh, line.nameEn)}</Link></h3>
            <p className="mt-2 line-clamp-3 text-sm text-ink-2">{pick(line.descriptionZh, line.descriptionEn)}</p>
            <p className="mt-3 text-sm text-ink-2">{t('events:home.events', { count: line.publicEvents })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
