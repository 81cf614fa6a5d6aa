import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Mic } from 'lucide-react'

import { sectorOptions, valuesOf, withInstants } from '#app/features/pitching/schema.ts'
import { PitchDesk } from '#app/features/pitching/ui/pitch-desk.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { wallFromInstant, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { pitchDeskIntent, savePitchRulesInput } from '#server/protocol/inputs/pitching.ts'
import { deskRoom, pitchingRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['pitching', 'errors'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const deskSeq = await app.history.head(deskRoom(event.id))
  const board = valueOrThrow(await app.pitching.board(actor, event.id), context)
  const asked = new URL(request.url).searchParams.get('session')
  const session = board.snapshot.sessions.find((one) => one.id === asked) ?? board.snapshot.sessions[0] ?? null
  const roster = session === null ? null : valueOrThrow(await app.pitching.roster(actor, event.id, session.id), context)
  const stored = session === null ? null : valueOrThrow(await app.pitching.rulesOf(actor, event.id, session.id), context)
  return {
    title: translator(locale)('pitching:desk.title'),
    slug: event.slug,
    zoneLabel: zoneOffsetLabel(event.startsAt, event.zone),
    rooms: { board: pitchingRoom(event.id), desk: deskRoom(event.id), deskSeq },
    board,
    mayRun: can(actor, 'pitch:run', { eventId: event.id as EventId }),
    now: context.now(),
    sectors: sectorOptions(locale),
    open: session === null || roster === null || stored === null ? null : { session, roster, version: stored.version, values: valuesOf(stored.rules, event.zone), techStart: wallFromInstant(session.startsAt - 3_600_000, event.zone) },
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { pitching, events } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = withInstants(await request.formData(), event.zone)
  form.set('eventId', event.id)
  if (form.get('intent') === 'rules') {
    const input = parseFormData(form, savePitchRulesInput)
    return respond(input.ok ? await pitching.saveRules(actor, input.value) : input, context)
  }
  const parsed = parseFormData(form, pitchDeskIntent)
  if (!parsed.ok) return respond(parsed, context)
  const input = { ...parsed.value, eventId: event.id }
  switch (input.intent) {
    case 'assign':
      return respond(await pitching.assign(actor, input), context)
    case 'release':
      return respond(await pitching.release(actor, input), context)
    case 'review':
      return respond(await pitching.reviewDeck(actor, input), context)
    case 'clear':
      return respond(await pitching.clear(actor, input), context)
    case 'leave':
      return respond(await pitching.leave(actor, input), context)
    case 'techAdd':
      return respond(await pitching.addTechSlots(actor, input), context)
    case 'techMark':
      return respond(await pitching.markTech(actor, input), context)
    case 'techCancel':
      return respond(await pitching.cancelTech(actor, input), context)
    case 'techRemove':
      return respond(await pitching.removeTech(actor, input), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function OrganizerPitching() {
  const { title, slug, zoneLabel, rooms, board, mayRun, now, sectors, open } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const [search] = useSearchParams()
  const action = `/organize/${slug}/pitching${search.size > 0 ? `?${search.toString()}` : ''}`
  return (
    <div className="max-w-6xl">
      <PageHead title={title} lead={t('pitching:desk.lead')} actions={<ZoneNote zone={board.snapshot.zone} at={now} />} />
      {open === null
        ? <EmptyState icon={Mic} title={t('pitching:desk.noSession')} />
        : <PitchDesk {...{ slug, zoneLabel, rooms, board, mayRun, now, sectors, open, action }} />}
    </div>
  )
}
