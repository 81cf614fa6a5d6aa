import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'

import { AwayLines } from '#app/features/agenda/ui/away-lines.tsx'
import { LinkMark } from '#app/features/agenda/ui/link-mark.tsx'
import { MeetingSheet } from '#app/features/agenda/ui/meeting-sheet.tsx'
import { Ribbon } from '#app/features/agenda/ui/ribbon.tsx'
import { useLiveAgenda, useServerNow } from '#app/features/agenda/ui/use-live-room.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { stretchText } from '#app/ui/time-format.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { agendaIntent } from '#server/protocol/inputs/requests.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['agenda'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const day = valueOrThrow(await context.app.agenda.snapshot(actor, event.id), context)
  const feed = await context.app.calendar.addressOf(actor)
  const unmet = await context.app.unmet.listIds(actor, event.id)
  const t = translator(context.locale)
  const absences = await context.app.absences.listOwn(actor, event.id)
  const away = { lines: absences.map((one) => ({ id: one.id, text: t('repairs:own.text', { time: stretchText(one, event.zone, context.locale) }) })), act: t('repairs:own.act'), done: t('repairs:own.done') }
  const [ask, ...more] = await context.app.outcomes.waiting(actor, event.id)
  return { away, ask: ask === undefined ? null : { id: ask, text: t('overview:outcomes.ask', { count: more.length + 1 }) }, title: t('agenda:title'), feed: feed?.replace(/^http/, 'webcal') ?? null, room: agendaRoom(event.id, actor.personId), day, unmet, now: context.now() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, agendaIntent)
  if (!input.ok) return respond(input, context)
  const { meetings, absences } = context.app
  if (input.value.intent === 'take_back') return respond(await absences.takeBack(actor, input.value), context)
  return respond(input.value.intent === 'cancel' ? await meetings.cancel(actor, input.value) : await meetings.reschedule(actor, input.value), context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Agenda() {
  const loaded = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const { snapshot, link, offsetMs } = useLiveAgenda(loaded.room, loaded.day)
  const now = useServerNow(loaded.now, offsetMs)
  const [openId, setOpenId] = useState<string | null>(null)
  const isEmpty = snapshot.meetings.length + snapshot.appearances.length === 0
  const unmet = loaded.unmet.filter((id) => snapshot.requests.some((card) => card.id === id && card.meetingId === null))
  return (
    <>
      <PageHead
        title={t('agenda:title')}
        lead={<span className="flex flex-wrap items-center gap-x-4"><ZoneNote zone={snapshot.zone} at={snapshot.sessions[0]?.startsAt ?? loaded.now} />{snapshot.release && <span className="text-xs">{t('agenda:release', { name: snapshot.release.name })}</span>}</span>}
        actions={<LinkMark link={link} />}
      />
      {isEmpty && (
        <div className="mb-6">
          <EmptyState icon={CalendarDays} title={t('agenda:empty.title')} action={<LinkButton to={`${base}/matches`} look="primary">{t('agenda:empty.act')}</LinkButton>}>{t('agenda:empty.text')}</EmptyState>
        </div>
      )}
      {loaded.ask && <p className="mb-6 text-sm"><TextLink to={`${base}/calendar/${loaded.ask.id}`}>{loaded.ask.text}</TextLink></p>}
      <AwayLines {...loaded.away} />
      <Ribbon snapshot={snapshot} now={now} onOpen={setOpenId} />
      {unmet.length > 0 && <p className="mt-6 border-l-3 border-amber pl-3 text-sm">{t('agenda:unmet.count', { count: unmet.length })} <TextLink to={`${base}/requests`}>{t('agenda:unmet.see')}</TextLink></p>}
      {loaded.feed && <p id="feed" className="mt-6 text-sm"><a href={loaded.feed} rel="noreferrer">{t('agenda:subscribe')}</a></p>}
      <MeetingSheet item={snapshot.meetings.find((item) => item.id === openId) ?? null} zone={snapshot.zone} now={now} base={base} onClose={() => setOpenId(null)} />
    </>
  )
}
