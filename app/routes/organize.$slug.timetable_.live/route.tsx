import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useNavigation, useParams, type ShouldRevalidateFunction } from '@remix-run/react'
import { CalendarX } from 'lucide-react'
import { useRef } from 'react'

import { LiveBoardRoom } from '#app/features/timetable/ui/live-board-room.tsx'
import { OffGridList } from '#app/features/timetable/ui/off-grid-list.tsx'
import { RepairPanel } from '#app/features/timetable/ui/repair-panel.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { answerRepairInput, proposeRepairInput, takeBackInput } from '#server/protocol/inputs/repairs.ts'
import { cancelInput, rescheduleInput } from '#server/protocol/inputs/requests.ts'
import { moveLiveInput, pinLiveInput } from '#server/protocol/inputs/timetable.ts'

export const handle = { i18n: ['timetable', 'scheduling', 'repairs'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const board = valueOrThrow(await app.timetable.live(actor, event.id), context)
  const room = valueOrThrow(await app.repairs.listRepairs(actor, event.id), context)
  const absences = valueOrThrow(await app.absences.list(actor, event.id), context)
  return { ...room, absences, title: translator(context.locale)('timetable:live.title'), zone: event.zone, mayEdit: can(actor, 'meeting:move', { eventId: event.id as EventId }), board }
}

const repairIntents = ['propose', 'approve', 'dismiss', 'take_back', 'bring_back', 'call_off']

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  const intent = String(form.get('intent'))
  if (intent === 'bring_back' || intent === 'call_off') return settleOff(intent, form, actor, context)
  if (repairIntents.includes(intent)) return mend(intent, form, { params, request, context })
  if (intent === 'pin') {
    const input = parseFormData(form, pinLiveInput)
    return respond(input.ok ? await context.app.meetings.pin(actor, input.value) : input, context)
  }
  const input = parseFormData(form, moveLiveInput)
  return respond(input.ok ? await context.app.meetings.move(actor, input.value) : input, context)
}

/** A meeting off the grid is moved to a time that suits all, with the best free table, or called off. */
async function settleOff(intent: string, form: FormData, actor: Actor, context: ActionFunctionArgs['context']) {
  const { meetings } = context.app
  if (intent === 'bring_back') {
    const input = parseFormData(form, rescheduleInput)
    return respond(input.ok ? await meetings.reschedule(actor, input.value) : input, context)
  }
  const input = parseFormData(form, cancelInput)
  return respond(input.ok ? await meetings.cancel(actor, input.value) : input, context)
}

/** Proposing, approving or dismissing a repair, or taking an absence back. */
async function mend(intent: string, form: FormData, { params, request, context }: Pick<ActionFunctionArgs, 'params' | 'request' | 'context'>) {
  const actor = requireActor(context, request)
  const { repairs, absences, events } = context.app
  if (intent === 'propose') {
    form.set('eventId', valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context).id)
    const input = parseFormData(form, proposeRepairInput)
    return respond(input.ok ? await repairs.propose(actor, input.value) : input, context)
  }
  if (intent === 'take_back') {
    const input = parseFormData(form, takeBackInput)
    return respond(input.ok ? await absences.takeBack(actor, input.value) : input, context)
  }
  const input = parseFormData(form, answerRepairInput)
  if (!input.ok) return respond(input, context)
  return intent === 'approve' ? respond(await repairs.approve(actor, input.value), context) : respond(await repairs.dismiss(actor, input.value), context)
}

/** Moves by hand come back as facts of the desk's room; a repair can be more than a board takes one by one. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, formData, defaultShouldRevalidate }) =>
  formMethod === undefined || formMethod === 'GET' || repairIntents.includes(String(formData?.get('intent'))) ? defaultShouldRevalidate : false

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function LivePage() {
  const { board, zone, mayEdit, repairs, absences, waiting, names } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { formData } = useNavigation()
  // Which proposal was answered last: a refusal is shown on its card.
  const asked = useRef<string | null>(null)
  if (formData) asked.current = (formData.get('repairId') ?? formData.get('absenceId'))?.toString() ?? null
  const failed = answer && !answer.ok ? { repairId: asked.current, ...answer.error } : null
  const t = useTranslate()
  const slug = useParams()['slug'] ?? ''
  const base = `/organize/${slug}/timetable`
  return (
    <>
      <PageHead title={t('timetable:live.title')} lead={t('timetable:live.lead')} actions={<LinkButton to={base}>{t('timetable:draft.all')}</LinkButton>} />
      {board.off.length > 0 && <OffGridList off={board.off} frame={board.frame} names={board.names} zone={zone} slug={slug} mayEdit={mayEdit} />}
      <RepairPanel frame={board.frame} placed={board.placed} repairs={repairs} absences={absences} waiting={waiting} names={names} zone={zone} mayEdit={mayEdit} failed={failed} />
      {board.placed.length === 0 ? board.off.length === 0 && <EmptyState icon={CalendarX} title={t('timetable:live.none')}>{t('timetable:live.noneHelp')}</EmptyState> : <LiveBoardRoom board={board} zone={zone} mayEdit={mayEdit} />}
    </>
  )
}
