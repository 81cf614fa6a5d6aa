import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { programmeOf } from '#app/features/events/schema.ts'
import { ProgrammeList } from '#app/features/events/ui/programme-list.tsx'
import { PublicProgramme } from '#app/features/programme/ui/public-programme.tsx'
import { ReleaseLog } from '#app/features/programme/ui/release-log.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['events', 'programme'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const setup = valueOrThrow(await app.setup.get(actor, event.id), context)
  const released = valueOrThrow(await app.programme.listReleased(actor, event.id), context)
  const releases = valueOrThrow(await app.programme.listReleases(actor, event.id), context)
  const t = translator(locale)
  const { slug, nameZh, nameEn, zone, startsAt } = event
  return { event: { slug, nameZh, nameEn, zone, startsAt }, sessions: programmeOf(setup, t, locale), released, releases, title: t('events:event.programme') }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

const formats = ['ics', 'xml', 'json'] as const

export default function ProgrammePage() {
  const { event, sessions, released, releases, title } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const isReleased = released.items.length > 0
  return (
    <div className="mx-auto max-w-4xl">
      <PageHead above={<p className="text-sm"><TextLink to={`/events/${event.slug}`}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} lead={<ZoneNote zone={event.zone} at={event.startsAt} />} />
      {isReleased ? (
        <>
          <PublicProgramme items={released.items} stages={released.stages} zone={event.zone} />
          <p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
            {formats.map((format) => <TextLink key={format} to={`/events/${event.slug}/programme/schedule/${format}`} reloadDocument>{t(`programme:export.${format}`)}</TextLink>)}
          </p>
          <ReleaseLog releases={releases} stages={released.stages} zone={event.zone} />
        </>
      ) : sessions.length === 0 ? <EmptyState title={t('events:event.noProgramme')}>{t('events:event.noProgrammeHelp')}</EmptyState> : <ProgrammeList items={sessions} zone={event.zone} />}
    </div>
  )
}
