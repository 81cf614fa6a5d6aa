import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLocation } from '@remix-run/react'

import { respond } from '#app/http/respond.ts'
import { browserMark, enter } from '#app/http/sign-in-session.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { isId } from '#server/domain/shared/ids.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/**
 * The secret is in the path, so that the page works without scripts; the log leaves it out. `strict-origin` keeps it from
 * every other request; `no-referrer` would also blank the Origin of the form's own submit, which is then refused as foreign.
 */
export const headers = () => ({ 'Referrer-Policy': 'strict-origin', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })

/** Looking at the link changes nothing: mail scanners open links too. */
export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale)('auth:link.title') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const [challengeId = '', link = ''] = (params['token'] ?? '').split('.')
  const userAgent = request.headers.get('User-Agent') ?? ''
  const browserSecret = await browserMark(request, context)
  const signedIn = await context.guess('sign_in', async () => (isId(challengeId) && /^[\w-]{20,100}$/.test(link) ? context.app.identity.finishWithLink({ challengeId, link, browserSecret, userAgent }) : err('auth.challenge_over')))
  return signedIn.ok ? enter(signedIn.value, context) : respond(signedIn, context)
}

export default function ConfirmSignIn() {
  const answer = useActionData<typeof action>()
  const { pathname } = useLocation()
  const t = useTranslate()
  const error = answer && 'ok' in answer && !answer.ok ? answer.error : null
  return (
    <PublicFrame width="form">
      <PageHead title={t('auth:link.title')} lead={error ? undefined : t('auth:link.lead')} />
      <div data-density="touch" className="flex flex-col gap-5">
        <FormError error={error} />
        {!error && (
          <Form method="post" action={pathname} reloadDocument>
            <Button look="primary" wide>{t('auth:link.submit')}</Button>
          </Form>
        )}
        <p className="flex flex-wrap gap-x-6">
          <TextLink to="/sign-in">{t('auth:link.again')}</TextLink>
          {error?.code === 'auth.other_browser' && <TextLink to="/sign-in/code">{t('auth:code.title')}</TextLink>}
        </p>
      </div>
    </PublicFrame>
  )
}
