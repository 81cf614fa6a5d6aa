import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { ReplyForm } from '#app/features/invitations/ui/reply-form.tsx'
import { invitationTones } from '#app/features/invitations/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EventSpan } from '#app/ui/event-span.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Status } from '#app/ui/status.tsx'
import { Time, ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { answerInvitationInput, openInput } from '#server/protocol/inputs/invitations.ts'

export const handle = { i18n: ['invitations', 'registration'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => [...pageMeta(data?.title), { name: 'robots', content: 'noindex' }, { name: 'referrer', content: 'no-referrer' }]
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })

/** Reading changes nothing: mail scanners open every link. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = openInput.safeParse(params)
  const invitation = valueOrThrow(await context.guess('invitation_link', async () => (token.success ? context.app.invitations.byToken(token.data.token) : err('record.not_found'))), context)
  const { event, maybeUntil, answerBy } = invitation
  const dayOf = (at: number): string => wallFromInstant(at, event.zone).slice(0, 10)
  return { title: translator(context.locale)('invitations:reply.title'), invitation, maybeUntil: maybeUntil === null ? '' : dayOf(maybeUntil), days: { first: dayOf(context.now() + 86_400_000), last: dayOf(answerBy) } }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { invitations } = context.app
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('token', params['token'] ?? '')
  if (form.get('intent') === 'opened') {
    const input = parseFormData(form, openInput)
    return respond(input.ok ? await context.guess('invitation_link', () => invitations.noteOpened(context.actor, input.value)) : input, context)
  }
  const input = parseFormData(form, answerInvitationInput)
  return respond(input.ok ? await context.guess('invitation_link', () => invitations.answerInvitation(context.actor, input.value)) : input, context)
}

export default function Invitation() {
  const { invitation, maybeUntil, days } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const { event, state } = invitation
  const message = pick(invitation.messageZh, invitation.messageEn)
  return (
    <PublicFrame width="form">
      <PageHead title={pick(event.nameZh, event.nameEn)} lead={t('invitations:reply.lead', { name: pick(invitation.nameZh, invitation.nameEn), kind: t(`registration:asKind.${invitation.kind}`) })} />
      <p className="flex flex-wrap items-baseline gap-x-2"><EventSpan from={event.startsAtMs} to={event.endsAtMs} zone={event.zone} withDay className="font-semibold" /><ZoneNote zone={event.zone} at={event.startsAtMs} /></p>
      <p className="text-ink-2">{pick(event.venueZh, event.venueEn)}</p>
      {message !== '' && <p className="mt-4 border-l-2 border-edge pl-4 whitespace-pre-line">{message}</p>}
      {state !== 'invited' && <p className="mt-6"><Status tone={invitationTones[state]}>{t(`invitations:reply.said.${state}`)}</Status></p>}
      {state === 'waiting' && <p className="mt-2 text-ink-2">{t('invitations:reply.waitingText')}</p>}
      {state === 'accepted' && !invitation.mayRegister && <p className="mt-2 text-ink-2">{t('registration:page.none')}</p>}
      {state === 'accepted' && invitation.mayRegister && <div className="mt-4"><p className="mb-3 text-ink-2">{t('invitations:reply.nextText')}</p><LinkButton to={`/events/${event.slug}/register?kind=${invitation.kind}`} look="primary" density="touch" wide>{t('invitations:reply.next')}</LinkButton></div>}
      {invitation.isOpen ? <><ReplyForm key={state} state={state} maybeUntil={maybeUntil} days={days} /><p className="mt-3 text-sm text-ink-2">{t('invitations:reply.until')} <Time at={invitation.answerBy} zone={event.zone} show="both" /></p></> : state !== 'delegated' && <p className="mt-4 text-ink-2">{t('invitations:reply.over')}</p>}
    </PublicFrame>
  )
}
