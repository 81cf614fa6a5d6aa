import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClipboardCheck } from 'lucide-react'

import { ProgressTable } from '#app/features/judging/ui/progress-table.tsx'
import { ResultsTable } from '#app/features/judging/ui/results-table.tsx'
import { RoundActs } from '#app/features/judging/ui/round-acts.tsx'
import { SetUpForm, type SetUpValues } from '#app/features/judging/ui/set-up-form.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { usualCriteria } from '#server/domain/judging/scoring.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { judgingIntent } from '#server/protocol/inputs/judging.ts'

export const handle = { i18n: ['judging'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const judging = valueOrThrow(await context.app.judging.watch(actor, event.id), context)
  return { title: translator(context.locale)('judging:desk.title'), judging, now: context.now() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, judgingIntent)
  if (!input.ok) return respond(input, context)
  const { judging, events } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  switch (input.value.intent) {
    case 'setUp':
      return respond(await judging.setUp(actor, { ...input.value, eventId: event.id }), context)
    case 'act':
      return respond(await judging.act(actor, { ...input.value, eventId: event.id }), context)
    case 'recusal':
      return respond(await judging.recuse(actor, input.value), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

const fresh: SetUpValues = { scaleMax: 10, criteria: usualCriteria, organizerSees: 'when_closed', openTo: 'own', winners: 3, metBefore: 'recuse' }

export default function Judging() {
  const { title, judging, now } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const { round, results, judges } = judging
  const isDraft = round === null || round.state === 'draft'
  return (
    <>
      <PageHead title={title} lead={t('judging:desk.lead')} actions={round !== null && <RoundActs state={round.state} version={round.version} now={now} />} />
      <div className="mb-6 flex flex-col gap-3 empty:hidden">
        {answer && !answer.ok && <FormError error={answer.error} />}
        {answer?.ok && isDraft && <Notice tone="done">{t('judging:desk.saved')}</Notice>}
        {judges.length === 0 && <Notice tone="warn">{t('judging:desk.noJudges')}</Notice>}
      </div>
      {isDraft && <SetUpForm key={round?.version ?? 0} values={round ?? fresh} version={round?.version ?? 0} errors={answer && !answer.ok ? answer.error.fields : {}} />}
      {!isDraft && results === null && <Notice tone="info" className="mb-6">{t(round.organizerSees === 'when_released' ? 'judging:desk.sealedUntilRelease' : 'judging:desk.sealedUntilClose')}</Notice>}
      {!isDraft && results !== null && <ResultsTable judging={judging} results={results} />}
      {!isDraft && judging.pitches.length === 0 && <EmptyState icon={ClipboardCheck} title={t('judging:desk.noPitches')}>{t('judging:desk.noPitchesText')}</EmptyState>}
      {!isDraft && judging.pitches.length > 0 && <ProgressTable judging={judging} isFinal={round.state === 'released'} />}
    </>
  )
}
