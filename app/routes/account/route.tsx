import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react'

import { CalendarFeed } from '#app/features/account/ui/calendar-feed.tsx'
import { DeviceList } from '#app/features/account/ui/device-list.tsx'
import { ProfileForm } from '#app/features/account/ui/profile-form.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond } from '#app/http/respond.ts'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { ok } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { profileInput } from '#server/protocol/inputs/identity.ts'

export const handle = { i18n: ['auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

type Done = 'saved' | 'revoked' | 'feed_revoked'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { identity, calendar } = context.app
  const [profile, sessions, feed] = await Promise.all([identity.ownProfile(actor), identity.listSessions(actor, context.sessionId), calendar.addressOf(actor)])
  return { title: translator(context.locale)('auth:account.title'), profile, sessions, feed, now: context.now() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData()
  if (form.get('intent') === 'revoke') {
    const revoked = await context.app.identity.revokeSession(actor, String(form.get('publicId') ?? ''))
    return respond<Done>(revoked.ok ? ok('revoked') : revoked, context)
  }
  if (form.get('intent') === 'revoke-feed') {
    const revoked = await context.app.calendar.revoke(actor)
    return respond<Done>(revoked.ok ? ok('feed_revoked') : revoked, context)
  }
  const parsed = parseFormData(form, profileInput)
  if (!parsed.ok) return respond<Done>(parsed, context)
  const saved = await context.app.identity.updateProfile(actor, parsed.value)
  return respond<Done>(saved.ok ? ok('saved') : saved, context)
}

export default function Account() {
  const { profile, sessions, feed, now } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const navigation = useNavigation()
  const t = useTranslate()
  const done = answer?.ok ? answer.value : null
  return (
    <PublicFrame>
      <PageHead title={t('auth:account.title')} actions={<TextLink to="/account/messages">{t('auth:account.mails')}</TextLink>} />
      <div className="grid gap-12 lg:grid-cols-[3fr_2fr]">
        <section>
          <h2 className="text-lg">{t('auth:account.card')}</h2>
          <p className="mb-5 text-sm text-ink-2">{t('auth:account.cardLead')}</p>
          {profile && (
            <ProfileForm key={profile.version} profile={profile} error={answer && !answer.ok ? answer.error : null} saved={done === 'saved'} busy={navigation.formData?.get('intent') === 'profile'} now={now} />
          )}
        </section>
        <section>
          <h2 className="text-lg">{t('auth:account.devices')}</h2>
          <p className="mb-4 text-sm text-ink-2">{t('auth:account.devicesLead')}</p>
          {done === 'revoked' && <Notice tone="done" className="mb-4">{t('auth:account.revoked')}</Notice>}
          <DeviceList sessions={sessions} />
          <p className="mt-8"><TextLink to="/account/consents">{t('auth:account.consents')}</TextLink></p>
          {feed && <CalendarFeed address={feed} revoked={done === 'feed_revoked'} />}
        </section>
      </div>
    </PublicFrame>
  )
}
