import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'

import { FormBuilder } from '#app/features/registration/ui/form-builder.tsx'
import { PoolList } from '#app/features/registration/ui/pool-list.tsx'
import { GapNotices } from '#app/features/tickets/ui/gap-notices.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { registrationKinds } from '#server/domain/registration/kinds.ts'
import { err } from '#server/domain/shared/result.ts'
import { wallFromInstant, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'
import { formPartsInput, saveFormInput, savePoolInput } from '#server/protocol/inputs/registration.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['guests', 'registration'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const desk = valueOrThrow(await context.app.registrations.formDesk(actor, event.id), context)
  const kind = new URL(request.url).searchParams.get('kind')
  const form = desk.forms.find((one) => one.kind === kind) ?? (kind === 'new' ? null : (desk.forms[0] ?? null))
  const wall = (at: number | null): string => (at === null ? '' : wallFromInstant(at, event.zone))
  return {
    title: translator(context.locale)('guests:forms.title'), slug: event.slug, base: `/organize/${event.slug}/registrations`, desk, form,
    times: { opensAt: wall(form?.opensAt ?? null), closesAt: wall(form?.closesAt ?? null) }, zoneLabel: zoneOffsetLabel(event.startsAt, event.zone),
  }
}

/** The builder's questions come as one JSON text: they nest deeper than form fields can. */
function withParts(form: FormData) {
  try {
    const parts = formPartsInput.safeParse(JSON.parse(String(form.get('parts') ?? '')), { reportInput: true })
    form.delete('parts')
    const rest = parseFormData(form, saveFormInput)
    if (!parts.success) return err('input.invalid', { fields: [...fieldIssuesOf(parts.error), ...(rest.ok ? [] : (rest.error.fields ?? []))] })
    return rest.ok ? { ok: true as const, value: { ...rest.value, ...parts.data } } : rest
  } catch {
    return err('input.malformed')
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { registrations, events } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  if (form.get('intent') === 'form') {
    const input = withParts(form)
    return respond(input.ok ? await registrations.saveForm(actor, input.value) : input, context)
  }
  if (form.get('intent') !== 'pool') return respond(err('input.malformed'), context)
  const [kind, segment] = String(form.get('whom') ?? '').split('/')
  form.set('kind', kind ?? '')
  form.set('segment', segment ?? '')
  const input = parseFormData(form, savePoolInput)
  return respond(input.ok ? await registrations.savePool(actor, input.value) : input, context)
}

export default function RegistrationForms() {
  const { title, slug, base, desk, form, times, zoneLabel } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const { forms, sessions, mayEdit } = desk
  const kinds = forms.map((one) => one.kind)
  return (
    <div className="max-w-4xl">
      <PageHead above={<p className="text-sm"><TextLink to={base}>{t('guests:queue.title')}</TextLink></p>} title={title} lead={t('guests:forms.lead')} actions={form?.isOpen === true && <LinkButton to={`/events/${slug}/register?kind=${form.kind}`} reloadDocument look="quiet">{t('guests:forms.see')}</LinkButton>} />
      <nav aria-label={t('guests:forms.title')} className="mb-6 flex flex-wrap gap-2">
        {forms.map((one) => <LinkButton key={one.id} to={`?kind=${one.kind}`} look={one.id === form?.id ? 'primary' : 'secondary'} aria-current={one.id === form?.id ? 'page' : undefined}>{pick(one.nameZh, one.nameEn)}</LinkButton>)}
        {mayEdit && forms.length < registrationKinds.length && <LinkButton to="?kind=new" icon={Plus} look={form === null ? 'primary' : 'quiet'}>{t('guests:forms.make')}</LinkButton>}
      </nav>
      {form !== null && <GapNotices gaps={[form]} to={mayEdit ? `/organize/${slug}/tickets` : ''} />}
      <FormBuilder key={form === null ? 'new' : `${form.id} ${form.version}`} form={form} kinds={kinds} sessions={sessions} times={times} zoneLabel={zoneLabel} mayEdit={mayEdit} />
      {forms.length > 0 && <PoolList {...desk} />}
    </div>
  )
}
