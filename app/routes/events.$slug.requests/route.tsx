import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { Handshake } from 'lucide-react'

import { LinkMark } from '#app/features/agenda/ui/link-mark.tsx'
import { useLiveAgenda, useServerNow } from '#app/features/agenda/ui/use-live-room.tsx'
import { AnswerActs } from '#app/features/requests/ui/answer-acts.tsx'
import { useAnswerDesk, type AnswerDesk } from '#app/features/requests/ui/answer-desk.tsx'
import { RequestBody, RequestGroup } from '#app/features/requests/ui/request-list.tsx'
import { UnmetNote } from '#app/features/requests/ui/unmet-note.tsx'
import { groupRequests } from '#app/features/requests/view.ts'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import type { RequestCard } from '#server/protocol/agenda.ts'
import { requestsIntent } from '#server/protocol/inputs/requests.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['requests', 'agenda'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const day = valueOrThrow(await app.agenda.snapshot(actor, event.id), context)
  const colleagues = await app.requests.listColleagues(actor, event.id)
  const unmet = await app.unmet.list(actor, event.id)
  return { title: translator(context.locale)('requests:title'), room: agendaRoom(event.id, actor.personId), day, colleagues, unmet: unmet.ok ? unmet.value : [], now: context.now() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, requestsIntent)
  if (!input.ok) return respond(input, context)
  const { requests, events, unmet } = context.app
  switch (input.value.intent) {
    case 'create': {
      const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
      return respond(await requests.create(actor, { ...input.value, eventId: event.id }), context)
    }
    case 'accept':
      return respond(await requests.accept(actor, input.value), context)
    case 'decline':
      return respond(await requests.decline(actor, input.value), context)
    case 'counter':
      return respond(await requests.counter(actor, input.value), context)
    case 'delegate':
      return respond(await requests.delegate(actor, input.value), context)
    case 'withdraw':
      return respond(await requests.withdraw(actor, input.value), context)
    case 'undo':
      return respond(await requests.undo(actor, input.value), context)
    case 'settle':
      return respond(await unmet.settle(actor, input.value), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Requests() {
  const loaded = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/events/${useParams()['slug'] ?? ''}`
  const { snapshot, link, offsetMs } = useLiveAgenda(loaded.room, loaded.day)
  const now = useServerNow(loaded.now, offsetMs)
  const { received, sent, closed } = groupRequests(snapshot.requests)
  const look = { zone: snapshot.zone, now, base }
  const desk = useAnswerDesk(`${base}/requests`)
  const unmet = new Map(loaded.unmet.map((wish) => [wish.requestId, wish]))
  return (
    <>
      <PageHead title={t('requests:title')} lead={<ZoneNote zone={snapshot.zone} at={loaded.now} />} actions={<LinkMark link={link} />} />
      {snapshot.requests.length === 0 ? (
        <EmptyState icon={Handshake} title={t('requests:empty.title')} action={<LinkButton to={`${base}/matches`} look="primary">{t('requests:empty.act')}</LinkButton>}>{t('requests:empty.text')}</EmptyState>
      ) : (
        <>
          <RequestGroup title={t('requests:group.received')} empty={t('requests:group.receivedNone')} cards={received}>
            {(card) => <RequestBody card={card} {...look} acts={<AnswerActs card={card} {...look} desk={desk} colleagues={loaded.colleagues} viewerId={snapshot.personId} />} />}
          </RequestGroup>
          <RequestGroup title={t('requests:group.sent')} empty={t('requests:group.sentNone')} cards={sent}>
            {(card) => <RequestBody card={card} {...look} acts={<Withdraw card={card} desk={desk} />} />}
          </RequestGroup>
          <RequestGroup title={t('requests:group.closed')} cards={closed}>{(card) => <RequestBody card={card} {...look} unmet={unmet.has(card.id) ? <UnmetNote wish={unmet.get(card.id)!} card={card} base={base} zone={snapshot.zone} /> : undefined} />}</RequestGroup>
        </>
      )}
    </>
  )
}

function Withdraw({ card, desk }: { card: RequestCard; desk: AnswerDesk }) {
  const t = useTranslate()
  const error = desk.errorOf(card.id)
  const withdraw = (): void => desk.send(card.id, { intent: 'withdraw', requestId: card.id, version: String(card.version) })
  return (
    <div>
      {error && <Notice tone="error">{error.message}</Notice>}
      <Button type="button" look="quiet" busy={desk.sending === card.id} onClick={withdraw}>{t('requests:act.withdraw')}</Button>
    </div>
  )
}
