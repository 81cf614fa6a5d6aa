import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams, useRevalidator } from '@remix-run/react'
import { Handshake, Hourglass, Inbox } from 'lucide-react'
import { useMemo } from 'react'

import { WishEditor } from '#app/features/clearing/ui/wish-editor.tsx'
import { WishOutcomes } from '#app/features/clearing/ui/wish-outcomes.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
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
import { saveWishesInput } from '#server/protocol/inputs/clearing.ts'
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
  return { title: t(`clearing:list.${list.turn === 'funds' ? 'titleFunds' : 'titleStartups'}`), list, suggested, zone: event.zone, room, seq }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  const input = parseFormData(form, saveWishesInput)
  return respond(input.ok ? await context.app.clearing.saveWishes(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

type Stage = { clearing: string }
const step = (state: Stage, fact: Fact): Stage => (fact.name === 'clearing:changed' ? { clearing: fact.payload.state } : state)

export default function Clearing() {
  const { title, list, suggested, zone, room, seq } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const { revalidate } = useRevalidator()
  // One object for as long as it says the same: a new one in each render would be taken over in each render, without end.
  const loaded = useMemo(() => ({ snapshot: { clearing: list.state }, seq }), [list.state, seq])
  const { snapshot } = useRoom<Stage>({ room, loaded, step })
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={title} lead={list.isOpen ? t(`clearing:list.${list.turn === 'funds' ? 'leadFunds' : 'leadStartups'}`) : undefined} />
      {snapshot.clearing !== list.state && (
        <Notice className="mb-6"><span className="flex flex-wrap items-center gap-3">{t('clearing:list.moved', { state: t(`clearing:state.${snapshot.clearing}`) })}<Button type="button" onClick={revalidate}>{t('clearing:list.reload')}</Button></span></Notice>
      )}
      {list.state === 'cleared' ? <WishOutcomes list={list} base={base} zone={zone} /> : list.isOpen && list.candidates.length > 0 ? <WishEditor key={list.state} list={list} base={base} suggested={suggested} /> : <Waiting list={list} />}
    </div>
  )
}

function Waiting({ list: { state, turn, isOpen } }: { list: Pick<WishList, 'state' | 'turn' | 'isOpen'> }) {
  const t = useTranslate()
  const key = isOpen ? 'nobody' : state === 'closed' ? 'closed' : state === 'running' ? 'running' : turn === 'startups' ? 'wait' : 'sent'
  return <EmptyState icon={isOpen ? Inbox : state === 'running' ? Handshake : Hourglass} title={t(`clearing:list.${key}`)}>{t(`clearing:list.${key}Text`)}</EmptyState>
}
