import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { optionsOf, problemTexts, programmeOf } from '#app/features/events/schema.ts'
import { ProblemList } from '#app/features/events/ui/problem-list.tsx'
import { ProgrammeList } from '#app/features/events/ui/programme-list.tsx'
import { SessionsForm, StagesForm } from '#app/features/events/ui/sessions-form.tsx'
import { wallInput, withSent } from '#app/features/events/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import { checkSetup } from '#server/domain/events/check-setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveSessionsInput, saveStagesInput } from '#server/protocol/inputs/setup.ts'

export const handle = { i18n: ['events', 'programme'] }

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const eventId = event.id as EventId
  if (!can(actor, 'overview:view', { eventId })) throw pageError({ code: 'auth.forbidden' }, context)
  const setup = valueOrThrow(await app.setup.get(actor, event.id), context)
  const t = translator(locale)
  const problems = checkSetup({ ...setup, startsAtMs: event.startsAt, endsAtMs: event.endsAt }, event.zone)
  return {
    event, setup,
    mayEdit: can(actor, 'event:edit', { eventId }),
    programme: programmeOf(setup, t, locale),
    problems: problemTexts(problems.filter((problem) => problem.part === 'sessions' || problem.part === 'stages'), t),
    kinds: optionsOf('sessionTypes', locale),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'sessions': {
      const input = parseFormData(form, saveSessionsInput)
      return respond(withSent(input.ok ? await context.app.setup.saveSessions(actor, input.value) : input, form), context)
    }
    case 'stages': {
      const input = parseFormData(form, saveStagesInput)
      return respond(withSent(input.ok ? await context.app.setup.saveStages(actor, input.value) : input, form), context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function SessionsAndStages() {
  const { event, setup, mayEdit, programme, problems, kinds } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const head = { eventId: event.id, version: setup.settingsVersion, zone: event.zone }
  const tellsStages = answer !== undefined && !answer.ok && Object.keys(answer.error.fields).some((path) => path.startsWith('stages'))
  const sessions = setup.sessions.map(({ startsAtMs, endsAtMs, stageId, ...session }) => ({ ...session, stageId: stageId ?? '', startsAt: wallInput(startsAtMs, event.zone), endsAt: wallInput(endsAtMs, event.zone) }))
  return (
    <div className="max-w-6xl">
      <PageHead title={t('programme:sessions.title')} above={<TextLink to={`/organize/${event.slug}/programme`} className="text-sm">{t('programme:title')}</TextLink>} lead={t('events:programme.lead')} actions={<ZoneNote zone={event.zone} at={event.startsAt} />} />
      <div className="grid grid-cols-1 gap-6">
        <ProblemList problems={problems} />
        {mayEdit ? (
          <>
            <Card title={t('events:parts.sessions')}>
              <SessionsForm key={setup.settingsVersion} {...head} sessions={sessions} stages={setup.stages} kinds={kinds} answer={tellsStages ? null : answer} />
            </Card>
            <Card title={t('events:parts.stages')}>
              <StagesForm key={setup.settingsVersion} {...head} stages={setup.stages} answer={tellsStages ? answer : null} />
            </Card>
          </>
        ) : (
          <>
            <Notice>{t('events:programme.readOnly')}</Notice>
            <ProgrammeList items={programme} zone={event.zone} />
          </>
        )}
      </div>
    </div>
  )
}
