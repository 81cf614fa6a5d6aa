import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClipboardCheck } from 'lucide-react'

import { JudgeList } from '#app/features/judging/ui/judge-list.tsx'
import { progressOf } from '#app/features/judging/view.ts'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { useSealNews } from '#app/http/use-seal-news.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Progress } from '#app/ui/progress.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { passScoring } from '#server/domain/judging/sealing.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { judgesIntent } from '#server/protocol/inputs/judging.ts'

export const handle = { i18n: ['judging'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { round, items } = valueOrThrow(await context.app.judging.forJudge(actor, event.id), context)
  const isOpen = round !== null && passScoring(round.state, round.lateUntil, context.now()).ok
  return { title: translator(context.locale)('judging:judge.title'), eventId: event.id, zone: event.zone, round, items, isOpen }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, judgesIntent)
  if (!input.ok) return respond(input, context)
  const { judging } = context.app
  switch (input.value.intent) {
    case 'score':
      return respond(await judging.score(actor, input.value), context)
    case 'declare':
      return respond(await judging.declare(actor, input.value), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Judging() {
  const { title, eventId, zone, round, items, isOpen } = useLoaderData<typeof loader>()
  useSealNews(eventId, 'judging:changed')
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  if (round === null || items.length === 0) {
    return (
      <div className="mx-auto max-w-2xl">
        <PageHead title={title} />
        <EmptyState icon={ClipboardCheck} title={t('judging:judge.none')}>{t('judging:judge.noneText')}</EmptyState>
      </div>
    )
  }
  const { done, all } = progressOf(items)
  const late = round.state === 'closed' && isOpen && round.lateUntil !== null
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={title} lead={t('judging:judge.lead')} />
      <div className="mb-6 flex flex-col gap-3">
        {answer && !answer.ok && <FormError error={answer.error} />}
        {!isOpen && <Notice tone="info">{t(`judging:judge.state.${round.state}`)}</Notice>}
        {late && <Notice tone="warn">{t('judging:judge.late', { time: wallTime(round.lateUntil ?? 0, zone) })}</Notice>}
        <Progress label={t('judging:judge.progress')} value={done} max={all} note={`${done} / ${all}`} />
      </div>
      <JudgeList items={items} round={round} zone={zone} isOpen={isOpen} />
    </div>
  )
}
