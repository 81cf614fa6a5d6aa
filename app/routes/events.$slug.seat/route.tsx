import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { Armchair } from 'lucide-react'

import { OwnSeat } from '#app/features/seats/ui/own-seat.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { useRoom } from '#app/http/use-room.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { EventSpan } from '#app/ui/event-span.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { answerSeatInput } from '#server/protocol/inputs/seats.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

export const handle = { i18n: ['seats'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const { id, slug, nameZh, nameEn, summaryZh, summaryEn, venueZh, venueEn, zone, startsAt, endsAt } = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const room = agendaRoom(id, actor.personId)
  const seq = await app.history.head(room)
  const seat = valueOrThrow(await app.seats.forGuest(actor, id), context)
  const released = valueOrThrow(await app.programme.listReleased(actor, id), context)
  const talks = released.items.filter((item) => item.kind === 'talk' || item.kind === 'panel').map((item) => ({ id: item.id, titleZh: item.titleZh, titleEn: item.titleEn, speakers: item.speakers }))
  return { title: translator(context.locale)('seats:own.title'), event: { slug, nameZh, nameEn, summaryZh, summaryEn, venueZh, venueEn, zone, startsAt, endsAt }, seat, talks, room, seq }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  const input = parseFormData(form, answerSeatInput)
  return respond(input.ok ? await context.app.seats.answer(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** What the reader's own room tells of her seat; a snapshot of that room knows nothing of it. */
type Told = { seat?: { state: string | null; offeredUntil: number | null } }
const step = (told: Told, fact: Fact): Told => (fact.name === 'seat:changed' ? { seat: fact.payload } : told)

export default function SeatPage() {
  const { title, event, seat, talks, room, seq } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const { revalidate, state } = useRevalidator()
  const [shownState, shownUntil] = [seat?.state ?? null, seat?.offeredUntil ?? null]
  const { snapshot } = useRoom<Told>({ room, loaded: { snapshot: { seat: { state: shownState, offeredUntil: shownUntil } }, seq }, step })
  const hasChanged = snapshot.seat?.state !== shownState || snapshot.seat?.offeredUntil !== shownUntil
  const theme = pick(event.summaryZh, event.summaryEn)
  return (
    <div className="mx-auto max-w-xl">
      <PageHead above={<p className="text-sm"><TextLink to={`/events/${event.slug}`}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} />
      {hasChanged && state === 'idle' && <Notice className="mb-4"><span className="flex flex-wrap items-center gap-3">{t('seats:own.changed')}<Button type="button" onClick={revalidate}>{t('seats:own.reload')}</Button></span></Notice>}
      {seat === null ? <EmptyState icon={Armchair} title={t('seats:own.nothing')}>{t('seats:own.nothingText')}</EmptyState> : <OwnSeat seat={seat} zone={event.zone} />}
      <section aria-labelledby="theme" className="mt-6">
        <h2 id="theme" className="text-base font-semibold">{t('seats:own.theme')}</h2>
        <p className="mt-1 whitespace-pre-line">{theme === '' ? pick(event.nameZh, event.nameEn) : theme}</p>
        <p className="mt-3 flex flex-wrap items-baseline gap-x-2"><EventSpan from={event.startsAt} to={event.endsAt} zone={event.zone} withDay className="font-semibold" /><ZoneNote zone={event.zone} at={event.startsAt} /></p>
        <p className="text-ink-2">{pick(event.venueZh, event.venueEn)}</p>
      </section>
      {talks.length > 0 && (
        <section aria-labelledby="speakers" className="mt-6">
          <h2 id="speakers" className="mb-1 text-base font-semibold">{t('seats:own.guests')}</h2>
          <ul>{talks.map((talk) => <li key={talk.id} className="border-t border-line py-2"><p className="font-medium">{pick(talk.titleZh, talk.titleEn)}</p>{talk.speakers.map((one) => <p key={`${one.nameZh} ${one.organizationZh}`} className="text-sm text-ink-2">{[pick(one.nameZh, one.nameEn), pick(one.organizationZh, one.organizationEn)].filter(Boolean).join(' · ')}</p>)}</li>)}</ul>
          <p className="mt-2 text-sm"><TextLink to={`/events/${event.slug}/programme`}>{t('seats:own.programme')}</TextLink></p>
        </section>
      )}
    </div>
  )
}
