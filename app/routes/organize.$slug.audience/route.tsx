import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'

import { ModerationRoom } from '#app/features/audience/ui/moderation-room.tsx'
import { RulesForm } from '#app/features/audience/ui/rules-form.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { moderationIntent } from '#server/protocol/inputs/audience.ts'

export const handle = { i18n: ['audience'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const rules = valueOrThrow(await app.questions.rules(actor, event.id), context)
  const halls = valueOrThrow(await app.questions.listHalls(actor, event.id), context)
  const wanted = new URL(request.url).searchParams.get('stage')
  const chosen = halls.find((hall) => hall.stageId === wanted) ?? halls[0]
  const queue = chosen === undefined ? null : valueOrThrow(await app.questions.moderation(actor, chosen.stageId), context)
  return { title: translator(context.locale)('audience:desk.title'), halls, queue, rules, maySetUp: can(actor, 'audience:set_up', { eventId: event.id as EventId }) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, moderationIntent)
  if (!input.ok) return respond(input, context)
  const { questions, polls, events } = context.app
  switch (input.value.intent) {
    case 'moderate':
      return respond(await questions.moderate(actor, input.value), context)
    case 'createPoll':
      return respond(await polls.create(actor, input.value), context)
    case 'poll':
      return respond(await polls.act(actor, input.value), context)
    case 'rules': {
      const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
      return respond(await questions.setRules(actor, { ...input.value, eventId: event.id }), context)
    }
  }
}

/** The queue follows its room; only the rules come from the page again. */
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Audience() {
  const { title, halls, queue, rules, maySetUp } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const base = `/organize/${useParams()['slug'] ?? ''}/audience`
  return (
    <>
      <PageHead title={title} lead={t('audience:desk.lead')} />
      {halls.length > 1 && <Tabs label={t('audience:stages')} tabs={halls.map((one) => ({ to: `${base}?stage=${one.stageId}`, label: pick(one.nameZh, one.nameEn), current: one.stageId === queue?.snapshot.stageId }))} />}
      {maySetUp && <RulesForm {...rules} />}
      {queue === null ? <EmptyState icon={MessagesSquare} title={t('audience:noStage')} /> : <ModerationRoom key={queue.snapshot.stageId} queue={queue} />}
    </>
  )
}
