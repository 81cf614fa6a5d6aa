import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'

import { parseFormData } from '#app/http/parse-form.ts'
import { respond } from '#app/http/respond.ts'
import { browserMark, enter, readPending, writePending } from '#app/http/sign-in-session.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextInput } from '#app/ui/text-input.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { codeInput } from '#server/protocol/inputs/identity.ts'

export const handle = { i18n: ['auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const pending = await readPending(request)
  if (pending === null) throw redirect('/sign-in')
  return { title: translator(context.locale)('auth:code.title'), email: pending.email, resent: new URL(request.url).searchParams.has('resent'), hasMailbox: context.hasMailbox }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const pending = await readPending(request)
  if (pending === null) throw redirect('/sign-in')
  const form = await request.formData()
  const browserSecret = await browserMark(request, context)
  if (form.get('intent') === 'resend') {
    const within = await context.limit('sign_in_start')
    if (!within.ok) return respond(within, context)
    const started = await context.app.identity.startSignIn({ email: pending.email, locale: context.locale, next: pending.next, browserSecret })
    if (!started.ok) return respond(started, context)
    const headers = new Headers()
    headers.append('Set-Cookie', await context.cookies.writeBrowser(browserSecret))
    headers.append('Set-Cookie', await writePending({ ...pending, challengeId: started.value.challengeId }))
    throw redirect('/sign-in/code?resent', { headers, status: 303 })
  }
  const parsed = parseFormData(form, codeInput)
  if (!parsed.ok) return respond(parsed, context)
  const userAgent = request.headers.get('User-Agent') ?? ''
  const signedIn = await context.guess('sign_in', () => context.app.identity.finishWithCode({ challengeId: pending.challengeId, code: parsed.value.code, browserSecret, userAgent }))
  return signedIn.ok ? enter(signedIn.value, context) : respond(signedIn, context)
}

export default function EnterCode() {
  const { email, resent, hasMailbox } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const navigation = useNavigation()
  const t = useTranslate()
  const error = answer && 'ok' in answer && !answer.ok ? answer.error : null
  const codeError = error?.fields['code'] ?? (error?.code === 'auth.wrong_code' ? error.message : null)
  const resending = navigation.formData?.get('intent') === 'resend'
  return (
    <PublicFrame width="form">
      <PageHead title={t('auth:code.title')} lead={t('auth:code.lead', { email })} />
      <div data-density="touch" className="flex flex-col gap-5">
        <FormError error={codeError ? null : error} />
        {resent && !error && <Notice tone="done">{t('auth:code.resent')}</Notice>}
        <Form method="post" action="/sign-in/code" reloadDocument noValidate className="flex flex-col gap-5">
          <TextInput name="code" label={t('auth:code.label')} error={codeError} autoComplete="one-time-code" inputMode="numeric" maxLength={12} autoFocus required className="[&_input]:text-lg [&_input]:tracking-[0.4em]" />
          <Button look="primary" wide>{t('auth:code.submit')}</Button>
        </Form>
        <p className="text-sm text-ink-2">{t('auth:code.wait')}</p>
        {hasMailbox && <p className="text-sm"><TextLink to={`/mailbox?to=${encodeURIComponent(email)}`} reloadDocument>{t('auth:code.mailbox')}</TextLink></p>}
        <div className="flex flex-wrap items-center gap-4">
          <Form method="post" action="/sign-in/code">
            <Button name="intent" value="resend" busy={resending}>{t('auth:code.resend')}</Button>
          </Form>
          <TextLink to="/sign-in">{t('auth:code.other')}</TextLink>
        </div>
      </div>
    </PublicFrame>
  )
}
