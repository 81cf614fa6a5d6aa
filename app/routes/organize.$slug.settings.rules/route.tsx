import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { admitsOf, optionsOf } from '#app/features/events/schema.ts'
import { EntryRuleForm } from '#app/features/events/ui/entry-rule-form.tsx'
import { RulesForm } from '#app/features/events/ui/rules-form.tsx'
import { SaveNotice } from '#app/features/events/ui/save-notice.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveEntryRuleInput, saveRulesInput } from '#server/protocol/inputs/setup.ts'

/** Kinds of organization that take part in meetings. */
const admissible = ['startup', 'research_team', 'investor', 'acquirer']

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { settings, settingsVersion, sessions } = valueOrThrow(await app.setup.get(actor, event.id), context)
  const t = translator(locale)
  return {
    event, settings, settingsVersion,
    sessions: sessions.map((session) => ({ ...session, admits: admitsOf(session.entryRule, t, locale) })),
    kinds: optionsOf('organizationKinds', locale).filter((kind) => admissible.includes(kind.value)),
    investorKinds: optionsOf('investorKinds', locale),
    aumBands: optionsOf('aumBands', locale),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'rules': {
      const input = parseFormData(form, saveRulesInput)
      return respond(input.ok ? await context.app.setup.saveRules(actor, input.value) : input, context)
    }
    case 'entry': {
      const input = parseFormData(form, saveEntryRuleInput)
      return respond(input.ok ? await context.app.setup.saveEntryRule(actor, input.value) : input, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function RulesSettings() {
  const { event, settings, settingsVersion, sessions, kinds, investorKinds, aumBands } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const pick = usePick()
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-6">
      {answer?.ok && <SaveNotice answer={answer} zone={event.zone} />}
      <Card title={t('events:settings.rules')}>
        <p className="mb-4 text-sm text-ink-2">{t('events:rules.lead')}</p>
        <RulesForm key={settingsVersion} eventId={event.id} version={settingsVersion} zone={event.zone} settings={settings} answer={answer?.ok ? null : answer} />
      </Card>
      <Card title={t('events:rules.entry')}>
        <p className="mb-2 text-sm text-ink-2">{t('events:rules.entryLead')}</p>
        {sessions.map((session) => (
          <details key={`${session.id} ${settingsVersion}`} className="border-t border-line">
            <summary className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3 hover:bg-sunk">
              <span className="font-medium">{pick(session.nameZh, session.nameEn)}</span>
              <TimeRange from={session.startsAtMs} to={session.endsAtMs} zone={event.zone} withDay plain className="text-sm text-ink-2" />
              <span className="text-sm text-ink-2">{session.admits.length === 0 ? t('events:event.everybody') : session.admits.join(' / ')}</span>
              <span className="ml-auto text-sm text-sea-ink">{t('events:rules.editEntry')}</span>
            </summary>
            <EntryRuleForm eventId={event.id} version={settingsVersion} session={session} kinds={kinds} investorKinds={investorKinds} aumBands={aumBands} />
          </details>
        ))}
      </Card>
    </div>
  )
}
