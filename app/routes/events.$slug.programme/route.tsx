import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { programmeOf } from '#app/features/events/schema.ts'
import { ProgrammeList } from '#app/features/events/ui/programme-list.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['events'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const setup = valueOrThrow(await app.setup.get(actor, event.id), context)
  const t = translator(locale)
  return { event, programme: programmeOf(setup, t, locale), title: t('events:event.programme') }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function ProgrammePage() {
  const { event, programme, title } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  return (
    <div className="mx-auto max-w-4xl">
      <PageHead above={<p className="text-sm"><TextLink to={`/events/${event.slug}`}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} lead={<ZoneNote zone={event.zone} at={event.startsAt} />} />
      {programme.length === 0 ? <EmptyState title={t('events:event.noProgramme')}>{t('events:event.noProgrammeHelp')}</EmptyState> : <ProgrammeList items={programme} zone={event.zone} />}
    </div>
  )
}
