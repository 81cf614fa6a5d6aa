import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { DayRibbon } from '#app/features/events/ui/day-ribbon.tsx'
import { NewEventForm, NewSeriesForm } from '#app/features/events/ui/new-event-form.tsx'
import { sentOf, withSent } from '#app/features/events/view.ts'
import { errorText } from '#app/http/error-text.ts'
import { parseFormData, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { lines, slotsOf } from '#server/domain/events/setup.ts'
import { planFromTemplate, templates } from '#server/domain/events/templates.ts'
import { err } from '#server/domain/shared/result.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { createEventInput, createSeriesInput, previewEventInput } from '#server/protocol/inputs/events.ts'

export const handle = { i18n: ['events'] }

/** Zones that such events are held in stand first. */
const usualZones = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Singapore', 'Asia/Tokyo', 'Asia/Dubai', 'Asia/Riyadh', 'Europe/London', 'Europe/Paris', 'America/New_York', 'America/Los_Angeles']

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const { series, mayCreateSeries } = await app.events.listSeriesForEditing(actor)
  if (series.length === 0 && !mayCreateSeries) throw pageError({ code: 'auth.forbidden' }, context)
  const query = new URL(request.url).searchParams
  const asked = query.has('template') ? parseQuery(request, previewEventInput) : null
  const plan = asked?.ok ? planFromTemplate(asked.value) : null
  const refused = asked && !asked.ok ? asked : plan && !plan.ok ? err('input.invalid', { fields: [{ path: 'date', ...plan.error }] }) : null
  const zones = [...new Set([...usualZones, ...Intl.supportedValuesOf('timeZone')])]
  return {
    mayCreateSeries,
    series: series.map((line) => ({ value: line.id, label: pickText(locale, line.nameZh, line.nameEn) })),
    lines: lines.map((line) => ({ value: line, label: translator(locale)(`events:lines.${line}`) })),
    templates: Object.values(templates).map((one) => ({ value: one.id, label: pickText(locale, one.nameZh, one.nameEn), hint: pickText(locale, one.summaryZh, one.summaryEn) })),
    zones: zones.map((zone) => ({ value: zone, label: zone })),
    values: Object.fromEntries(query),
    preview: plan?.ok && asked?.ok ? { zone: asked.value.zone, ...plan.value, ...slotsOf(plan.value) } : null,
    error: refused ? errorText(refused.error, translator(locale)) : null,
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { events } = context.app
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'series': {
      const input = parseFormData(form, createSeriesInput)
      const made = input.ok ? await events.createSeries(actor, input.value) : input
      return made.ok ? redirect('/organize/new') : respond(withSent(made, form), context)
    }
    case 'event': {
      const input = parseFormData(form, createEventInput)
      const made = input.ok ? await events.createEvent(actor, input.value) : input
      return made.ok ? redirect(`/organize/${made.value.slug}/settings`) : respond(withSent(made, form), context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function NewEvent() {
  const { series, lines: kinds, mayCreateSeries, preview, values, error, ...choices } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const failure = answer && !answer.ok ? answer.error : error
  const errors = failure?.fields ?? {}
  return (
    <PublicFrame>
      <PageHead title={t('events:new.title')} lead={t('events:new.lead')} />
      <div className="grid max-w-4xl grid-cols-1 gap-8">
        <FormError error={failure} />
        {series.length === 0 ? (
          <EmptyState title={t('events:new.noSeries')} />
        ) : (
          <NewEventForm key={JSON.stringify(values)} {...choices} series={series} values={sentOf(answer, 'event') ?? values} errors={sentOf(answer, 'series') ? {} : errors}>
            {preview && <Preview preview={preview} />}
          </NewEventForm>
        )}
        {mayCreateSeries && <Card title={t('events:new.seriesTitle')}><NewSeriesForm lines={kinds} errors={sentOf(answer, 'series') ? errors : {}} /></Card>}
      </div>
    </PublicFrame>
  )
}

function Preview({ preview }: { preview: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['preview']> }) {
  const t = useTranslate()
  const pick = usePick()
  const { zone, slots, windows, blocks, sessions, tables } = preview
  return (
    <Card title={t('events:new.previewTitle')}>
      <DayRibbon zone={zone} bounds={preview} slots={slots} windows={windows} breaks={blocks} sessions={sessions.map((session) => ({ ...session, name: pick(session.nameZh, session.nameEn) }))} />
      <p className="figures mt-3 text-sm">{t('events:new.slots', { slots: slots.length, tables: tables.length, places: slots.length * tables.length })}</p>
    </Card>
  )
}
