import { unstable_createMemoryUploadHandler, unstable_parseMultipartFormData, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams, useSearchParams } from '@remix-run/react'
import { Mic } from 'lucide-react'

import { FounderPitch } from '#app/features/pitching/ui/founder-pitch.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { labelOf } from '#server/domain/directory/vocabulary.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { mostDeckBytes, pitchIntent } from '#server/protocol/inputs/pitching.ts'
import { pitchingRoom, pitchRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['pitching', 'errors'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { pitching, events } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const board = valueOrThrow(await pitching.board(actor, event.id), context)
  const own = valueOrThrow(await pitching.own(actor, event.id), context)
  const sectors = [...new Set(board.snapshot.slots.flatMap((slot) => slot.keptFor))]
  const rooms = { board: pitchingRoom(event.id), own: pitchRoom(event.id, own.snapshot.delegationId) }
  return { title: translator(context.locale)('pitching:title'), rooms, board, own, now: context.now(), sectorNames: Object.fromEntries(sectors.map((code) => [code, labelOf('sectors', code, context.locale)])) }
}

/** A form with one file of at most 20 MB; null where it is larger or broken. */
async function readDeck(request: Request): Promise<File | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > mostDeckBytes + 100_000) return null
  const form = await unstable_parseMultipartFormData(request, unstable_createMemoryUploadHandler({ maxPartSize: mostDeckBytes })).catch(() => null)
  const file = form?.get('file')
  return file instanceof File ? file : null
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { pitching, events } = context.app
  const { id: eventId } = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  if ((request.headers.get('Content-Type') ?? '').startsWith('multipart/form-data')) {
    const file = await readDeck(request)
    if (file === null) return respond(err('input.too_large', { params: { max: '20 MB' } }), context)
    return respond(await pitching.uploadDeck(actor, { eventId, fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }), context)
  }
  const parsed = await parseForm(request, pitchIntent)
  if (!parsed.ok) return respond(parsed, context)
  const input = { ...parsed.value, eventId }
  switch (input.intent) {
    case 'book':
      return respond(await pitching.book(actor, input), context)
    case 'move':
      return respond(await pitching.move(actor, input), context)
    case 'release':
      return respond(await pitching.release(actor, input), context)
    case 'present':
      return respond(await pitching.present(actor, input), context)
    case 'join':
      return respond(await pitching.join(actor, input), context)
    case 'take':
      return respond(await pitching.takeOffer(actor, input), context)
    case 'decline':
      return respond(await pitching.declineOffer(actor, input), context)
    case 'leave':
      return respond(await pitching.leave(actor, input), context)
    case 'rank':
      return respond(await pitching.rank(actor, input), context)
    case 'swap':
      return respond(await pitching.proposeSwap(actor, input), context)
    case 'swapAccept':
      return respond(await pitching.acceptSwap(actor, input), context)
    case 'swapDecline':
      return respond(await pitching.declineSwap(actor, input), context)
    case 'swapWithdraw':
      return respond(await pitching.withdrawSwap(actor, input), context)
    case 'tech':
      return respond(await pitching.bookTech(actor, input), context)
    case 'techCancel':
      return respond(await pitching.cancelTech(actor, input), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Pitch() {
  const { title, rooms, board, own, now, sectorNames } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const [search] = useSearchParams()
  const base = `/events/${useParams()['slug'] ?? ''}`
  return (
    <>
      <PageHead title={title} lead={<ZoneNote zone={board.snapshot.zone} at={board.snapshot.sessions[0]?.startsAt ?? now} />} />
      {board.snapshot.sessions.length === 0
        ? <EmptyState icon={Mic} title={t('pitching:empty.title')}>{t('pitching:empty.text')}</EmptyState>
        : <FounderPitch loaded={{ rooms, board, own }} now={now} base={base} asked={search.get('session')} sectorNames={sectorNames} />}
    </>
  )
}
