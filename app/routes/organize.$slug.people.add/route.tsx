import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { OrganizationForm } from '#app/features/directory/ui/organization-form.tsx'
import { createDirectoryWords } from '#app/features/directory/view.ts'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond, valueOrThrow } from '#app/http/respond.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { addOrganizationInput } from '#server/protocol/inputs/directory.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  if (!can(actor, 'roster:edit', { eventId: event.id as EventId })) throw pageError({ code: 'auth.forbidden' }, context)
  return { title: translator(context.locale)('directory:edit.addTitle'), eventId: event.id, slug: event.slug, options: createDirectoryWords(context.locale).formOptions() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, addOrganizationInput)
  const added = input.ok ? await context.app.directory.addOrganization(actor, input.value) : input
  return added.ok ? redirect(`/organize/${params['slug']}/people/${added.value.delegationId}`, 303) : respond(added, context)
}

export default function AddOrganization() {
  const { title, eventId, slug, options } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const error = answer && !answer.ok ? answer.error : null
  return (
    <div className="max-w-3xl">
      <PageHead title={title} above={<TextLink to={`/organize/${slug}/people`} className="text-sm">{t('directory:title')}</TextLink>} />
      <div className="mb-4 empty:hidden"><FormError error={error} /></div>
      <OrganizationForm values={null} options={options} errors={error?.fields ?? {}} hidden={{ eventId }} submit={t('directory:edit.create')} />
    </div>
  )
}
