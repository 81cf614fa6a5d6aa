import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { Coffee } from 'lucide-react'
import { useState } from 'react'

import { LinkMark } from '#app/features/agenda/ui/link-mark.tsx'
import { MeetingSheet } from '#app/features/agenda/ui/meeting-sheet.tsx'
import { NextCard } from '#app/features/agenda/ui/next-card.tsx'
import { useLiveAgenda, useServerNow } from '#app/features/agenda/ui/use-live-room.tsx'
import { nextThing } from '#app/features/agenda/view.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['agenda'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const day = valueOrThrow(await context.app.agenda.snapshot(actor, event.id), context)
  return { title: translator(context.locale)('agenda:now.title'), room: agendaRoom(event.id, actor.personId), day, now: context.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Now() {
  const loaded = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const { snapshot, link, offsetMs } = useLiveAgenda(loaded.room, loaded.day)
  const now = useServerNow(loaded.now, offsetMs, 5_000)
  const [openId, setOpenId] = useState<string | null>(null)
  const next = nextThing(snapshot, now)
  const waiting = snapshot.requests.filter((card) => card.state === 'pending' && card.direction === 'received').length
  return (
    <>
      <PageHead title={t('agenda:now.title')} lead={<ZoneNote zone={snapshot.zone} at={next?.entry.startsAt ?? loaded.now} />} actions={<LinkMark link={link} />} />
      {waiting > 0 && (
        <Notice className="mb-6">
          <TextLink to={`${base}/requests`}>{t('agenda:now.waiting', { count: waiting })}</TextLink>
        </Notice>
      )}
      {next === null ? (
        <EmptyState icon={Coffee} title={t('agenda:now.over')} action={<LinkButton to={`${base}/agenda`}>{t('agenda:now.agenda')}</LinkButton>}>{t('agenda:now.overText')}</EmptyState>
      ) : (
        <NextCard next={next} zone={snapshot.zone} now={now} onOpen={setOpenId} />
      )}
      <MeetingSheet item={snapshot.meetings.find((item) => item.id === openId) ?? null} zone={snapshot.zone} now={now} base={base} onClose={() => setOpenId(null)} />
    </>
  )
}
