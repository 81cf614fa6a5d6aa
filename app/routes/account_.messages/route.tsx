import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { PurposeSwitch } from '#app/features/account/ui/purpose-switch.tsx'
import { QuietHoursForm } from '#app/features/account/ui/quiet-hours-form.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveQuietHoursInput, setPurposeInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing', 'auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  return { title: translator(context.locale)('mailing:choices.title'), now: context.now(), ...valueOrThrow(await context.app.mailChoices.own(actor), context) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { mailChoices } = context.app
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  if (form.get('intent') === 'hours') {
    const input = parseFormData(form, saveQuietHoursInput)
    return respond(input.ok ? await mailChoices.setQuietHours(actor, input.value) : input, context)
  }
  const input = parseFormData(form, setPurposeInput)
  return respond(input.ok ? await mailChoices.setPurpose(actor, input.value) : input, context)
}

export default function MailChoices() {
  const { title, purposes, hours, zone, now } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <PublicFrame width="form">
      <PageHead above={<p className="text-sm"><TextLink to="/account">{t('auth:account.title')}</TextLink></p>} title={title} lead={t('mailing:choices.lead')} />
      <section aria-labelledby="purposes" className="mb-8">
        <h2 id="purposes" className="mb-1 text-base font-semibold">{t('mailing:choices.purposes')}</h2>
        <ul>{purposes.map((one) => <PurposeSwitch key={one.purpose} {...one} />)}</ul>
        <p className="mt-2 text-sm text-ink-2">{t('mailing:choices.always')}</p>
      </section>
      <section aria-labelledby="hours">
        <h2 id="hours" className="mb-1 text-base font-semibold">{t('mailing:hours.title')}</h2>
        <QuietHoursForm hours={hours} zone={zone} now={now} />
      </section>
    </PublicFrame>
  )
}
