import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams, type ShouldRevalidateFunction } from '@remix-run/react'
import { CalendarX } from 'lucide-react'

import { LiveBoardRoom } from '#app/features/timetable/ui/live-board-room.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { moveLiveInput, pinLiveInput } from '#server/protocol/inputs/timetable.ts'

export const handle = { i18n: ['timetable', 'scheduling'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const board = valueOrThrow(await app.timetable.live(actor, event.id), context)
  return { title: translator(context.locale)('timetable:live.title'), zone: event.zone, mayEdit: can(actor, 'meeting:move', { eventId: event.id as EventId }), board }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  if (form.get('intent') === 'pin') {
    const input = parseFormData(form, pinLiveInput)
    return respond(input.ok ? await context.app.meetings.pin(actor, input.value) : input, context)
  }
  const input = parseFormData(form, moveLiveInput)
  return respond(input.ok ? await context.app.meetings.move(actor, input.value) : input, context)
}

/** Every change comes as a fact of the desk's room. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) => (formMethod === undefined || formMethod === 'GET' ? defaultShouldRevalidate : false)

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function LivePage() {
  const { board, zone, mayEdit } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/timetable`
  return (
    <>
      <PageHead title={t('timetable:live.title')} lead={t('timetable:live.lead')} actions={<LinkButton to={base}>{t('timetable:draft.all')}</LinkButton>} />
      {board.placed.length === 0 ? <EmptyState icon={CalendarX} title={t('timetable:live.none')}>{t('timetable:live.noneHelp')}</EmptyState> : <LiveBoardRoom board={board} zone={zone} mayEdit={mayEdit} />}
    </>
  )
}
