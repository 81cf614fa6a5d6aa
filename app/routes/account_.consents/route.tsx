import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { ConsentSwitch } from '#app/features/account/ui/consent-list.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { setConsentInput } from '#server/protocol/inputs/registration.ts'

export const handle = { i18n: ['registration', 'auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  return { title: translator(context.locale)('registration:consents.title'), consents: valueOrThrow(await context.app.registrations.ownConsents(actor), context) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, setConsentInput)
  return respond(input.ok ? await context.app.registrations.setConsent(actor, input.value) : input, context)
}

export default function Consents() {
  const { title, consents } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const events = [...new Set(consents.map((one) => one.eventId))]
  return (
    <PublicFrame width="form">
      <PageHead above={<p className="text-sm"><TextLink to="/account">{t('auth:account.title')}</TextLink></p>} title={title} lead={t('registration:consents.lead')} />
      {consents.length === 0 && <EmptyState title={t('registration:consents.none')} />}
      {events.map((eventId) => {
        const own = consents.filter((one) => one.eventId === eventId)
        return <section key={eventId} className="mb-6"><h2 className="mb-1 text-base font-semibold">{pick(own[0]?.eventZh ?? '', own[0]?.eventEn ?? '')}</h2><ul>{own.map((one) => <ConsentSwitch key={one.purpose} consent={one} />)}</ul></section>
      })}
    </PublicFrame>
  )
}
