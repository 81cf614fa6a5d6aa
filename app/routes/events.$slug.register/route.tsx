import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Ticket } from 'lucide-react'

import { GroupForm } from '#app/features/registration/ui/group-form.tsx'
import { OwnRegistration } from '#app/features/registration/ui/own-registration.tsx'
import { RegistrationForm } from '#app/features/registration/ui/registration-form.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { EventSpan } from '#app/ui/event-span.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { Time, ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Actor } from '#server/domain/access/actor.ts'
import { hasSentence } from '#server/domain/registration/policy.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { answerOfferInput, ownInput, registerGroupInput, saveDraftInput, submitInput } from '#server/protocol/inputs/registration.ts'

export const handle = { i18n: ['registration'] }
export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const { id, slug, nameZh, nameEn, zone, startsAt, endsAt, venueZh, venueEn } = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const forms = valueOrThrow(await app.registrations.listOpenForms(actor, id), context)
  const own = actor.kind === 'person' ? valueOrThrow(await app.registrations.own(actor, id), context) : null
  const query = new URL(request.url).searchParams
  const isWriting = own === null || own.state === 'draft' || (own.mayReopen && query.get('again') === '1')
  const chosen = forms.find((form) => form.kind === (query.get('kind') ?? (own === null ? '' : own.kind))) ?? (forms.length === 1 ? forms[0] : undefined)
  const t = translator(locale)
  const reasonText = own === null ? '' : [hasSentence(own.reasonCode) ? t(`mail:registration.reasons.${own.reasonCode}`) : '', own.reasonText].filter(Boolean).join(' ')
  return {
    title: t('registration:page.title'), event: { slug, nameZh, nameEn, zone, startsAt, endsAt, venueZh, venueEn }, forms, chosen: chosen ?? null, reasonText,
    own: own === null ? null : { ...own, qr: own.ticket?.state === 'valid' ? app.registrations.ticketQr(own.ticket.code) : null },
    isWriting, person: await app.registrations.prefill(actor, id),
  }
}

async function act(context: AppLoadContext, actor: Actor, form: FormData) {
  const { registrations } = context.app
  switch (form.get('intent')) {
    case 'submit': {
      const input = parseFormData(form, submitInput)
      const sent = input.ok ? await registrations.submit(actor, input.value) : input
      // What was filled in outlives a refusal, also on another phone.
      const draft = sent.ok ? null : parseFormData(form, saveDraftInput)
      if (draft?.ok) await registrations.saveDraft(actor, draft.value)
      return respond(sent, context)
    }
    case 'draft': {
      const input = parseFormData(form, saveDraftInput)
      return respond(input.ok ? await registrations.saveDraft(actor, input.value) : input, context)
    }
    case 'cancel': {
      const input = parseFormData(form, ownInput)
      return respond(input.ok ? await registrations.cancel(actor, input.value) : input, context)
    }
    case 'offer': {
      const input = parseFormData(form, answerOfferInput)
      return respond(input.ok ? await registrations.answerOffer(actor, input.value) : input, context)
    }
    case 'group': {
      const input = parseFormData(form, registerGroupInput)
      return respond(input.ok ? await registrations.registerGroup(actor, input.value) : input, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  return act(context, actor, form)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Register() {
  const { title, event, forms, chosen, own, isWriting, person, reasonText } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const kindLabel = (kind: string): string => t(`registration:kind.${kind}`)
  const here = `/events/${event.slug}/register`
  const ownForm = forms.find((form) => form.id === own?.formId)
  return (
    <div className="mx-auto max-w-xl">
      <PageHead above={<p className="text-sm"><TextLink to={`/events/${event.slug}`}>{pick(event.nameZh, event.nameEn)}</TextLink></p>} title={title} lead={<><EventSpan from={event.startsAt} to={event.endsAt} zone={event.zone} withDay /> · {pick(event.venueZh, event.venueEn)}</>} />
      {own !== null && !isWriting && <OwnRegistration own={own} zone={event.zone} slug={event.slug} kindLabel={ownForm ? pick(ownForm.nameZh, ownForm.nameEn) : kindLabel(own.kind)} reasonText={reasonText} />}
      {own !== null && !isWriting && ownForm !== undefined && ownForm.groupMost > 1 && !own.isGroupMember && ['submitted', 'approved', 'waitlisted', 'offered', 'confirmed'].includes(own.state) && <GroupForm group={own.group} most={ownForm.groupMost} payTo={ownForm.isPaid && !own.mayPay ? `/events/${event.slug}/tickets` : null} />}
      {own !== null && !isWriting && <p className="mt-4 flex flex-wrap justify-between gap-3 text-sm"><TextLink to="/account/consents">{t('registration:consents.link')}</TextLink><ZoneNote zone={event.zone} at={event.startsAt} /></p>}
      {isWriting && forms.length === 0 && <EmptyState icon={Ticket} title={t('registration:page.none')}>{t('registration:page.noneText')}</EmptyState>}
      {isWriting && forms.length > 1 && (
        <nav aria-label={t('registration:page.as')} className="mb-6">
          <p className="mb-2 text-sm font-medium">{t('registration:page.as')}</p>
          <ul className="grid gap-2">{forms.map((form) => <li key={form.id}><LinkButton to={`${here}?kind=${form.kind}`} look={form.id === chosen?.id ? 'primary' : 'secondary'} density="touch" wide aria-current={form.id === chosen?.id ? 'true' : undefined} preventScrollReset>{pick(form.nameZh, form.nameEn)}</LinkButton></li>)}</ul>
        </nav>
      )}
      {isWriting && chosen !== null && chosen.closed !== null && <Notice className="mb-4">{t(`registration:closed.${chosen.closed.split('.')[1] ?? 'closed'}`)}{chosen.opensAt !== null && chosen.closed === 'registration.not_open' && <> <Time at={chosen.opensAt} zone={event.zone} show="both" /></>}</Notice>}
      {isWriting && chosen !== null && person === null && <div className="flex flex-col gap-4"><p className="text-ink-2">{t('registration:page.signInText')}</p><LinkButton to={`/sign-in?next=${encodeURIComponent(`${here}?kind=${chosen.kind}`)}`} look="primary" density="touch" wide reloadDocument>{t('registration:page.signIn')}</LinkButton></div>}
      {isWriting && chosen !== null && person !== null && (chosen.closed === null || chosen.closed === 'registration.not_open') && <RegistrationForm key={`${chosen.id} ${chosen.version}`} form={chosen} draft={own?.formId === chosen.id ? own : null} known={person.badge} email={person.email} zone={event.zone} />}
    </div>
  )
}
