import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { Lock } from 'lucide-react'

import { Identity, Seeks } from '#app/features/matchmaking/ui/match-card.tsx'
import { PersonProfile } from '#app/features/matchmaking/ui/person-profile.tsx'
import { Wide } from '#app/features/matchmaking/ui/wide.tsx'
import { createMatchWords } from '#app/features/matchmaking/view.ts'
import { EditForm } from '#app/features/profiles/ui/edit-form.tsx'
import { CardFields, MandateFields, NeedFields, ThesisFields } from '#app/features/profiles/ui/profile-fields.tsx'
import { ViewerSwitch } from '#app/features/profiles/ui/viewer-switch.tsx'
import { profileOptions, rangeText } from '#app/features/profiles/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { formatMoney } from '#server/domain/directory/money-format.ts'
import { viewerKinds, type ViewerKind } from '#server/domain/disclosure/profile-view.ts'
import { emptyMandate, emptyNeed, emptyThesis } from '#server/domain/matchmaking/preferences.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { updatePreferenceInput, updateProfileInput } from '#server/protocol/inputs/profiles.ts'

export const handle = { i18n: ['matches'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { app, locale } = context
  const actor = requireActor(context, request)
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const wanted = new URL(request.url).searchParams.get('as')
  const as = viewerKinds.find((kind) => kind === wanted) ?? ('partner' satisfies ViewerKind)
  const own = valueOrThrow(await app.profiles.own(actor, event.id), context)
  const { view, hidden } = valueOrThrow(await app.profiles.preview(actor, { eventId: event.id, as }), context)
  const card = valueOrThrow(await app.matchmaking.card(actor, event.id), context)
  const t = translator(locale)
  const isSeller = own.side === 'startup' || own.side === 'target'
  return {
    title: t('matches:profile.title'), as, own, view,
    valuation: view.valuation === undefined ? undefined : formatMoney(view.valuation, locale),
    hidden: hidden.map((field) => t(`matches:profile.hiddenFields.${field}`)),
    card: { ...createMatchWords(locale).card(card), state: null },
    options: profileOptions(locale),
    thesis: own.side === 'investor' ? { body: own.thesis.body ?? emptyThesis(), range: rangeText(own.thesis.body?.ticket ?? null) } : null,
    mandate: own.side === 'acquirer' ? { body: own.mandate.body ?? emptyMandate(), range: rangeText(own.mandate.body?.dealSize ?? null) } : null,
    need: isSeller ? { body: own.need.body ?? emptyNeed(), range: rangeText(own.need.body?.amount ?? null) } : null,
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { app } = context
  const actor = requireActor(context, request)
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  const intent = String(form.get('intent') ?? '')
  form.set('eventId', event.id)
  if (intent !== 'card') form.set('kind', intent)
  if (intent === 'card') {
    const input = parseFormData(form, updateProfileInput)
    return respond(input.ok ? await app.profiles.update(actor, input.value) : input, context)
  }
  const input = parseFormData(form, updatePreferenceInput)
  return respond(input.ok ? await app.profiles.updatePreference(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Profile() {
  const { own, as, view, valuation, hidden, card, options, thesis, mandate, need } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const failure = answer && !answer.ok ? answer.error : null
  const errors = failure?.fields ?? {}
  const [query] = useSearchParams()
  const form = (part: string, version: number) => {
    const isIt = query.get('part') === part
    return { intent: part, organizationId: own.organizationId, version, failure: isIt ? failure : null, saved: isIt && answer?.ok === true }
  }
  return (
    <Wide>
      <PageHead title={t('matches:profile.title')} lead={t('matches:profile.lead')} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,24rem)_1fr] lg:items-start">
        <section aria-label={t('matches:profile.preview')} className="flex flex-col gap-4 lg:sticky lg:top-20">
          <ViewerSwitch value={as} />
          <Card title={card.name} className="*:last:flex *:last:flex-col *:last:gap-4">
            <PersonProfile profile={view} valuation={valuation} />
            <Identity match={card} />
            <Seeks match={card} own />
            {hidden.length > 0 && <p className="flex items-start gap-2 border-t border-line pt-4 text-sm text-ink-2"><Lock aria-hidden size={16} className="mt-0.75 shrink-0" />{t('matches:profile.hidden', { what: hidden.join(t('matches:profile.separator')) })}</p>}
          </Card>
        </section>
        {own.mayEdit && (
          <div className="flex flex-col gap-4">
            {thesis && <EditForm key={`thesis${own.thesis.version}`} {...form('thesis', own.thesis.version)} title={t('matches:profile.editThesis')} open><ThesisFields {...thesis} options={options} errors={errors} /></EditForm>}
            {mandate && <EditForm key={`mandate${own.mandate.version}`} {...form('mandate', own.mandate.version)} title={t('matches:profile.editMandate')} open><MandateFields {...mandate} options={options} errors={errors} /></EditForm>}
            {need && <EditForm key={`need${own.need.version}`} {...form('need', own.need.version)} title={t('matches:profile.editNeed')} open><NeedFields {...need} options={options} errors={errors} /></EditForm>}
            <EditForm key={`card${own.version}`} {...form('card', own.version)} title={t('matches:profile.edit')}><CardFields fields={own.fields} options={options} errors={errors} /></EditForm>
          </div>
        )}
      </div>
    </Wide>
  )
}
