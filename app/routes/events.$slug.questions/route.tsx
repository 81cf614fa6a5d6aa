import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'

import { Hall } from '#app/features/audience/ui/hall.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { isOpen } from '#server/domain/events/phases.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { audienceIntent } from '#server/protocol/inputs/audience.ts'

export const handle = { i18n: ['audience'] }
export const clientLoader = withMessages(handle.i18n)

/** `?stage=` chooses; else the first. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const halls = valueOrThrow(await app.questions.listHalls(actor, event.id), context)
  const wanted = new URL(request.url).searchParams.get('stage')
  const chosen = halls.find((hall) => hall.stageId === wanted) ?? halls[0]
  const hall = chosen === undefined ? null : valueOrThrow(await app.questions.snapshot(actor, chosen.stageId), context)
  return { title: translator(context.locale)('audience:title'), halls, hall, mayTakePart: isOpen('audience:speak', event.phase) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, audienceIntent)
  if (!input.ok) return respond(input, context)
  const { questions, polls } = context.app
  switch (input.value.intent) {
    case 'ask':
      return respond(await questions.ask(actor, input.value), context)
    case 'upVote':
      return respond(await questions.vote(actor, input.value), context)
    case 'vote':
      return respond(await polls.vote(actor, input.value), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Questions() {
  const { title, halls, hall, mayTakePart } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const base = `/events/${useParams()['slug'] ?? ''}/questions`
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={title} lead={t('audience:lead')} />
      {halls.length > 1 && <Tabs label={t('audience:stages')} tabs={halls.map((one) => ({ to: `${base}?stage=${one.stageId}`, label: pick(one.nameZh, one.nameEn), current: one.stageId === hall?.snapshot.stageId }))} />}
      {hall === null ? <EmptyState icon={MessagesSquare} title={t('audience:noStage')} /> : <Hall key={hall.snapshot.stageId} hall={hall} action={base} itemId={null} mayTakePart={mayTakePart} />}
    </div>
  )
}
