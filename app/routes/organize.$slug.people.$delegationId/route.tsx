import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'

import { ClaimsCard } from '#app/features/directory/ui/claims-card.tsx'
import { FactsCard } from '#app/features/directory/ui/facts-card.tsx'
import { OrganizationForm } from '#app/features/directory/ui/organization-form.tsx'
import { PeopleCard } from '#app/features/directory/ui/people-card.tsx'
import { RemovalCard } from '#app/features/directory/ui/removal-card.tsx'
import { TermsCard } from '#app/features/directory/ui/terms-card.tsx'
import { createDirectoryWords } from '#app/features/directory/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, respond, valueOrThrow } from '#app/http/respond.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Tag } from '#app/ui/tag.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import { err } from '#server/domain/shared/result.ts'
import { addDelegateInput, delegationInput, editOrganizationInput, removeDelegateInput, reviewClaimInput, setDelegationInput, submitClaimInput } from '#server/protocol/inputs/directory.ts'

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const input = delegationInput.safeParse({ eventId: event.id, delegationId: params['delegationId'] })
  if (!input.success) throw pageError({ code: 'record.not_found' }, context)
  const detail = valueOrThrow(await context.app.directory.get(actor, input.data), context)
  const words = createDirectoryWords(context.locale)
  const { version, nameZh, nameEn, legalName, uscc, subkind, website, region, place, stage, round, intakeClass, aumBand, parentGroup, sectors, oneLinerZh, oneLinerEn } = detail.organization
  return {
    slug: event.slug,
    event: { id: event.id, zone: event.zone, startsAt: event.startsAt },
    detail: { ...words.detail(detail), unavailable: detail.unavailable.map(({ startsAt, endsAt }) => ({ startsAt: wallFromInstant(startsAt, event.zone).slice(0, 16), endsAt: wallFromInstant(endsAt, event.zone).slice(0, 16) })) },
    version,
    values: { nameZh, nameEn, legalName, uscc, subkind, website, region, place, stage, round, intakeClass, aumBand, parentGroup, sectors, oneLinerZh, oneLinerEn },
    options: words.formOptions(),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.detail.name)

export async function action({ params, context, request }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  const { directory } = context.app
  switch (form.get('intent')) {
    case 'edit': {
      const input = parseFormData(form, editOrganizationInput)
      return respond(input.ok ? await directory.editOrganization(actor, input.value) : input, context)
    }
    case 'addDelegate': {
      const input = parseFormData(form, addDelegateInput)
      return respond(input.ok ? await directory.addDelegate(actor, input.value) : input, context)
    }
    case 'removeDelegate': {
      const input = parseFormData(form, removeDelegateInput)
      return respond(input.ok ? await directory.removeDelegate(actor, input.value) : input, context)
    }
    case 'setDelegation': {
      const input = parseFormData(form, setDelegationInput)
      return respond(input.ok ? await directory.setDelegation(actor, input.value) : input, context)
    }
    case 'submitClaim': {
      const input = parseFormData(form, submitClaimInput)
      return respond(input.ok ? await directory.submitClaim(actor, input.value) : input, context)
    }
    case 'reviewClaim': {
      const input = parseFormData(form, reviewClaimInput)
      return respond(input.ok ? await directory.reviewClaim(actor, input.value) : input, context)
    }
    case 'removeDelegation': {
      const input = parseFormData(form, delegationInput)
      const removed = input.ok ? await directory.removeDelegation(actor, input.value) : input
      return removed.ok ? redirect(`/organize/${params['slug']}/people`, 303) : respond(removed, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export default function Delegation() {
  const { slug, event, detail, version, values, options } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const error = answer && !answer.ok ? answer.error : null
  const shared = { eventId: event.id, delegationId: detail.delegationId, mayEdit: detail.mayEdit, errors: error?.fields ?? {} }
  return (
    <div className="max-w-6xl">
      <PageHead title={<span className="break-words">{detail.name}</span>} lead={[detail.other, detail.oneLiner].filter(Boolean).join(' · ')} above={<TextLink to={`/organize/${slug}/people`} className="text-sm">{t('directory:title')}</TextLink>} />
      <div className="mb-4 flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <Tag>{t(`directory:side.${detail.side}`)}</Tag>
        {detail.sectors.map((sector) => <Tag key={sector}>{sector}</Tag>)}
        <span className="figures">{t('directory:profile.requests', detail.requests)}</span>
      </div>
      <div className="mb-4 empty:hidden">
        <FormError error={error} />
        {answer?.ok && <Notice tone="done">{t('directory:profile.saved')}</Notice>}
      </div>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2 lg:items-start">
        <div className="flex min-w-0 flex-col gap-6">
          <FactsCard {...detail} />
          {detail.about && <p className="text-sm leading-relaxed whitespace-pre-line text-ink-2">{detail.about}</p>}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <PeopleCard {...shared} people={detail.people} open={error?.fields['email'] !== undefined} />
          <ClaimsCard {...shared} claims={detail.claims} zone={event.zone} />
          <TermsCard terms={detail} sides={options.side} event={event} delegationId={detail.delegationId} mayEdit={detail.mayEdit} errors={shared.errors} />
        </div>
      </div>
      {detail.mayEdit && (
        <div className="mt-8 flex flex-col gap-3">
          <details className="rounded-md border border-line bg-sheet p-4" open={error !== null && ['nameZh', 'uscc', 'website'].some((name) => error.fields[name])}>
            <summary className="w-fit cursor-pointer font-semibold">{t('directory:edit.title')}</summary>
            <div className="mt-4 max-w-3xl"><OrganizationForm key={version} values={values} options={options} errors={shared.errors} hidden={{ intent: 'edit', eventId: event.id, delegationId: detail.delegationId, version: String(version) }} submit={t('directory:profile.save')} /></div>
          </details>
          <RemovalCard eventId={event.id} delegationId={detail.delegationId} />
        </div>
      )}
    </div>
  )
}
