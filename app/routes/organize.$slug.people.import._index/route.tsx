import { redirect, unstable_createMemoryUploadHandler, unstable_parseMultipartFormData, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { PastImports } from '#app/features/imports/ui/past-imports.tsx'
import { UploadForm } from '#app/features/imports/ui/upload-form.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { batchInput, mostRosterBytes, uploadInput } from '#server/protocol/inputs/imports.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  return { title: translator(context.locale)('imports:title'), event: { id: event.id, slug: event.slug, zone: event.zone }, batches: valueOrThrow(await context.app.imports.list(actor, event.id), context) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** A form with at most one file of 20 MB; null where it is larger or broken. */
async function readForm(request: Request): Promise<FormData | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > mostRosterBytes + 100_000) return null
  try {
    return await unstable_parseMultipartFormData(request, unstable_createMemoryUploadHandler({ maxPartSize: mostRosterBytes }))
  } catch {
    return null
  }
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  if (!(request.headers.get('Content-Type') ?? '').startsWith('multipart/form-data')) {
    const input = parseFormData(await request.formData(), batchInput)
    return respond(input.ok ? await context.app.imports.undo(actor, { ...input.value, eventId: event.id }) : input, context)
  }
  const form = await readForm(request)
  if (form === null) return respond(err('input.too_large', { params: { max: '20 MB' } }), context)
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return respond(err('input.invalid', { fields: [{ path: 'file', code: 'input.required' }] }), context)
  const input = uploadInput.safeParse({ eventId: event.id, target: form.get('target'), fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  if (!input.success) return respond(err('input.malformed'), context)
  const uploaded = await context.app.imports.upload(actor, input.data)
  return uploaded.ok ? redirect(`/organize/${event.slug}/people/import/${uploaded.value.batchId}`, 303) : respond(uploaded, context)
}

export default function Import() {
  const { title, event, batches } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('imports:lead')} above={<TextLink to={`/organize/${event.slug}/people`} className="text-sm">{t('directory:title')}</TextLink>} />
      <div className="grid gap-8 xl:grid-cols-[minmax(20rem,26rem)_1fr] xl:items-start">
        <UploadForm error={answer && !answer.ok ? answer.error : null} undone={answer?.ok === true} />
        <PastImports batches={batches} eventId={event.id} zone={event.zone} />
      </div>
    </>
  )
}
