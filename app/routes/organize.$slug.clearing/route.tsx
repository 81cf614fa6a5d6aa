import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

import { ClearingReportView } from '#app/features/clearing/ui/clearing-report.tsx'
import { ClearingSteps, ClearingWay } from '#app/features/clearing/ui/clearing-steps.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Stats } from '#app/ui/stats.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { ClearingState } from '#server/domain/clearing/flow.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { clearingStepInput } from '#server/protocol/inputs/clearing.ts'

/** How often the desk looks again: for the end of a run, and for lists that come in. One desk, so nothing is pushed. */
const lookEveryMs: Partial<Record<ClearingState, number>> = { liking: 4_000, ranking: 4_000, running: 1_000 }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const view = valueOrThrow(await context.app.clearing.forOrganizer(actor, event.id), context)
  const t = translator(context.locale)
  const failure = view.report?.failure ?? null
  return { title: t('clearing:desk.title'), view, isLive: event.phase === 'live', failure: failure === null ? null : t(`errors:${failure}`) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  const input = parseFormData(form, clearingStepInput)
  return respond(input.ok ? await context.app.clearing.step(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Clearing() {
  const { title, view, isLive, failure } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const { revalidate } = useRevalidator()
  const everyMs = lookEveryMs[view.state]
  useEffect(() => {
    if (everyMs === undefined) return
    const timer = setInterval(() => document.visibilityState === 'visible' && revalidate(), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, revalidate])
  // Whoever was late sees where it stands now, and why her press didn't count.
  useOncePerAnswer(answer, (one) => void (!one.ok && revalidate()))
  const isRunning = view.state === 'running'
  const { stability } = view.report ?? { stability: null }
  return (
    <div className="flex flex-col gap-6">
      <PageHead title={title} lead={t('clearing:desk.lead')} actions={<ClearingSteps view={view} />} />
      {answer && !answer.ok && <FormError error={answer.error} />}
      {!isLive && <Notice>{t('clearing:desk.phase')}</Notice>}
      {!isRunning && failure !== null && <Notice tone="error">{t('clearing:failed', { text: failure })}</Notice>}
      <ClearingWay state={view.state} />
      <Stats
        stats={[
          { label: t('clearing:desk.funds'), value: `${view.funds.done} / ${view.funds.all}` },
          { label: t('clearing:desk.startups'), value: `${view.startups.done} / ${view.startups.asked}`, note: t('clearing:desk.startupsNote') },
          { label: t('clearing:desk.pairs'), value: view.pairs, note: view.state === 'cleared' ? undefined : t('clearing:desk.pairsNote'), tone: 'info' },
        ]}
      />
      {view.report !== null && stability !== null && !isRunning && <ClearingReportView report={{ ...view.report, stability }} names={view.names} />}
    </div>
  )
}
