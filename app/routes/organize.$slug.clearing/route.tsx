import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

import { ClearingReportView } from '#app/features/clearing/ui/clearing-report.tsx'
import { ClearingSteps } from '#app/features/clearing/ui/clearing-steps.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Stats } from '#app/ui/stats.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { clearingStepInput } from '#server/protocol/inputs/clearing.ts'

const whileRunningMs = 1_000

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const view = valueOrThrow(await context.app.clearing.forOrganizer(actor, event.id), context)
  const t = translator(context.locale)
  const failure = view.report?.failure ?? null
  return { title: t('clearing:desk.title'), view, failure: failure === null ? null : t(`errors:${failure}`) }
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
  const { title, view, failure } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const { revalidate } = useRevalidator()
  const isRunning = view.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(revalidate, whileRunningMs)
    return () => clearInterval(timer)
  }, [isRunning, revalidate])
  const { stability } = view.report ?? { stability: null }
  return (
    <div className="flex flex-col gap-6">
      <PageHead title={title} lead={t('clearing:desk.lead')} actions={<ClearingSteps view={view} />} />
      {answer && !answer.ok && <FormError error={answer.error} />}
      {isRunning && <Notice>{t('clearing:list.runningText')}</Notice>}
      {!isRunning && failure !== null && <Notice tone="error">{t('clearing:failed', { text: failure })}</Notice>}
      <Stats
        stats={[
          { label: t('clearing:desk.funds'), value: `${view.funds.done} / ${view.funds.all}` },
          { label: t('clearing:desk.startups'), value: view.startups.done, note: t('clearing:desk.startupsNote', { asked: view.startups.asked }) },
          { label: t('clearing:desk.pairs'), value: view.pairs, note: t('clearing:desk.pairsNote'), tone: 'info' },
        ]}
      />
      {view.report !== null && stability !== null && !isRunning && <ClearingReportView report={{ ...view.report, stability }} names={view.names} />}
    </div>
  )
}
