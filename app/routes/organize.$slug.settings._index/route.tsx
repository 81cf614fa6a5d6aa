import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { problemTexts } from '#app/features/events/schema.ts'
import { CloneForm, GeneralForm } from '#app/features/events/ui/general-form.tsx'
import { PhaseRail } from '#app/features/events/ui/phase-rail.tsx'
import { ProblemList } from '#app/features/events/ui/problem-list.tsx'
import { SaveNotice } from '#app/features/events/ui/save-notice.tsx'
import { sentOf, withSent } from '#app/features/events/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { checkSetup } from '#server/domain/events/check-setup.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { changePhaseInput, cloneEventInput, editEventInput } from '#server/protocol/inputs/events.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const setup = valueOrThrow(await context.app.setup.get(actor, event.id), context)
  const problems = checkSetup({ ...setup, startsAtMs: event.startsAt, endsAtMs: event.endsAt }, event.zone)
  return { event, problems: problemTexts(problems, translator(context.locale)) }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { events } = context.app
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'edit': {
      const input = parseFormData(form, editEventInput)
      return respond(withSent(input.ok ? await events.editEvent(actor, input.value) : input, form), context)
    }
    case 'phase': {
      const input = parseFormData(form, changePhaseInput)
      return respond(input.ok ? await events.changePhase(actor, input.value) : input, context)
    }
    case 'clone': {
      const input = parseFormData(form, cloneEventInput)
      const cloned = input.ok ? await events.cloneEvent(actor, input.value) : input
      return cloned.ok ? redirect(`/organize/${cloned.value.slug}/settings`) : respond(withSent(cloned, form), context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function GeneralSettings() {
  const { event, problems } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const errors = answer && !answer.ok ? answer.error.fields : {}
  const edited = sentOf(answer, 'edit')
  const cloned = sentOf(answer, 'clone')
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-6">
      <SaveNotice answer={answer} zone={event.zone} />
      <ProblemList problems={problems} />
      <Card title={t('events:settings.phase')}>
        <p className="mb-3 text-sm text-ink-2">{t('events:settings.phaseLead')}</p>
        <PhaseRail event={event} />
      </Card>
      <Card title={t('events:settings.general')}>
        <GeneralForm key={event.version} event={event} sent={edited} errors={edited ? errors : {}} />
      </Card>
      <Card title={t('events:settings.clone')}>
        <p className="mb-3 text-sm text-ink-2">{t('events:settings.cloneLead')}</p>
        <CloneForm key={event.id} event={event} sent={cloned} errors={cloned ? errors : {}} />
      </Card>
    </div>
  )
}
