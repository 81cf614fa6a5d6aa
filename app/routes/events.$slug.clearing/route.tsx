import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams, useRevalidator } from '@remix-run/react'
import { Handshake, Hourglass, Inbox } from 'lucide-react'

import { WishEditor } from '#app/features/clearing/ui/wish-editor.tsx'
import { WishOutcomes } from '#app/features/clearing/ui/wish-outcomes.tsx'
import { OwnList } from '#app/features/clearing/ui/wish-rows.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { useRoom } from '#app/http/use-room.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import type { WishList } from '#server/features/clearing/queries.ts'
import { eventRoom } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

export const handle = { i18n: ['clearing'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const room = eventRoom(event.id)
  const seq = await app.history.head(room)
  const list = valueOrThrow(await app.clearing.forDelegation(actor, event.id), context)
  const voices = list.turn === 'funds' && list.isOpen ? await app.interest.forFund(actor, event.id) : null
  const suggested = voices?.ok ? voices.value.pitches.flatMap(({ pitch, voice }) => (voice?.degree === 'meet' ? [pitch.delegationId] : [])) : []
  const t = translator(context.locale)
  const title = list.state === 'cleared' ? 'clearing:outcome.title' : `clearing:list.${list.turn === 'funds' ? 'titleFunds' : 'titleStartups'}`
  return { title: t(title), eventId: event.id, list, suggested, zone: event.zone, startsAt: event.startsAt, room, seq }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

type Stage = { clearing: string }
const step = (state: Stage, fact: Fact): Stage => (fact.name === 'clearing:changed' ? { clearing: fact.payload.state } : state)

export default function Clearing() {
  const { title, eventId, list, suggested, zone, startsAt, room, seq } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const { revalidate, state: loading } = useRevalidator()
  const { snapshot } = useRoom<Stage>({ room, loaded: { snapshot: { clearing: list.state }, seq }, step })
  const hasMoved = snapshot.clearing !== list.state
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={title} lead={list.state === 'cleared' ? t('clearing:outcome.lead') : list.isOpen ? t(`clearing:list.${list.turn === 'funds' ? 'leadFunds' : 'leadStartups'}`) : undefined} />
      {hasMoved && (
        <Notice className="mb-6" action={<Button type="button" look="primary" busy={loading !== 'idle'} onClick={revalidate}>{t('clearing:list.reload')}</Button>}>{t('clearing:list.moved', { state: t(`clearing:state.${snapshot.clearing}`) })}</Notice>
      )}
      {list.state === 'cleared' ? <WishOutcomes list={list} base={base} zone={zone} eventStartsAt={startsAt} /> : list.isOpen && list.candidates.length > 0 ? <WishEditor key={list.state} eventId={eventId} list={list} base={base} suggested={suggested} isLocked={hasMoved} reload={revalidate} /> : <Waiting list={list} base={base} />}
    </div>
  )
}

function Waiting({ list, base }: { list: WishList; base: string }) {
  const t = useTranslate()
  const { state, turn, isOpen } = list
  const key = isOpen ? 'nobody' : state === 'closed' ? 'closed' : state === 'running' ? 'running' : turn === 'startups' ? 'wait' : 'sent'
  return (
    <>
      <EmptyState icon={isOpen ? Inbox : state === 'running' ? Handshake : Hourglass} title={t(`clearing:list.${key}`)}>{t(`clearing:list.${key}Text`)}</EmptyState>
      {list.wishes.length > 0 && <OwnList list={list} base={base} />}
    </>
  )
}
