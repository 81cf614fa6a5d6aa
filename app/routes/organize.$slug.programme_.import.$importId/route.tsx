import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { SchedulePreview } from '#app/features/programme/ui/schedule-preview.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { applyScheduleInput, scheduleImportInput } from '#server/protocol/inputs/programme.ts'

export const handle = { i18n: ['programme'] }

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const preview = valueOrThrow(await context.app.programme.previewSchedule(actor, { eventId: event.id, importId: params['importId'] ?? '' }), context)
  return { title: preview.title || preview.fileName, slug: event.slug, zone: event.zone, preview }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  if (form.get('intent') === 'discard') {
    const input = parseFormData(form, scheduleImportInput)
    const done = input.ok ? await context.app.programme.discardSchedule(actor, input.value) : input
    return done.ok ? redirect(`/organize/${event.slug}/programme/import`, 303) : respond(done, context)
  }
  const input = parseFormData(form, applyScheduleInput)
  const done = input.ok ? await context.app.programme.applySchedule(actor, input.value) : input
  return done.ok ? redirect(`/organize/${event.slug}/programme`, 303) : respond(done, context)
}

export default function ScheduleImport() {
  const { title, slug, zone, preview } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('programme:import.previewLead')} above={<TextLink to={`/organize/${slug}/programme/import`} className="text-sm">{t('programme:import.title')}</TextLink>} />
      <SchedulePreview preview={preview} zone={zone} error={answer && !answer.ok ? answer.error : null} />
    </>
  )
}
