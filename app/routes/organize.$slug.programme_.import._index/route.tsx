import { redirect, unstable_createMemoryUploadHandler, unstable_parseMultipartFormData, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { ScheduleUpload } from '#app/features/programme/ui/schedule-upload.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { mostScheduleBytes, uploadScheduleInput } from '#server/protocol/inputs/programme.ts'

export const handle = { i18n: ['programme'] }

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  if (!can(actor, 'programme:edit', { eventId: event.id as EventId })) throw pageError({ code: 'auth.forbidden' }, context)
  return { title: translator(context.locale)('programme:import.title'), slug: event.slug }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** A form with at most one file; null where it is larger or broken. */
async function readForm(request: Request): Promise<FormData | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > mostScheduleBytes + 100_000) return null
  try {
    return await unstable_parseMultipartFormData(request, unstable_createMemoryUploadHandler({ maxPartSize: mostScheduleBytes }))
  } catch {
    return null
  }
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  // Before the file is read: nobody uploads megabytes to be refused at their end.
  if (!can(actor, 'programme:edit', { eventId: event.id as EventId })) return respond(err('auth.forbidden'), context)
  if (!(request.headers.get('Content-Type') ?? '').startsWith('multipart/form-data')) return respond(err('input.malformed'), context)
  const form = await readForm(request)
  if (form === null) return respond(err('input.too_large', { params: { max: `${mostScheduleBytes / 1e6} MB` } }), context)
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return respond(err('input.invalid', { fields: [{ path: 'file', code: 'input.required' }] }), context)
  const input = uploadScheduleInput.safeParse({ eventId: event.id, fileName: file.name.slice(-120), bytes: new Uint8Array(await file.arrayBuffer()) })
  if (!input.success) return respond(err('input.malformed'), context)
  const uploaded = await context.app.programme.uploadSchedule(actor, input.data)
  return uploaded.ok ? redirect(`/organize/${event.slug}/programme/import/${uploaded.value.importId}`, 303) : respond(uploaded, context)
}

export default function ImportSchedule() {
  const { title, slug } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  return (
    <div className="max-w-2xl">
      <PageHead title={title} lead={t('programme:import.lead')} above={<TextLink to={`/organize/${slug}/programme`} className="text-sm">{t('programme:title')}</TextLink>} />
      <ScheduleUpload error={answer && !answer.ok ? answer.error : null} />
    </div>
  )
}
