import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'

import { parseForm } from '#app/http/parse-form.ts'
import { respond } from '#app/http/respond.ts'
import { browserMark, writePending } from '#app/http/sign-in-session.ts'
import { DemoPeople } from '#app/features/sign-in/ui/demo-people.tsx'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { localPath } from '#server/domain/shared/local-path.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { startSignInInput } from '#server/protocol/inputs/identity.ts'

export const handle = { i18n: ['auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = localPath(new URL(request.url).searchParams.get('next'))
  if (context.actor.kind === 'person') throw redirect(next)
  return { title: translator(context.locale)('auth:signIn.title'), next, demo: await context.app.identity.listDemoPeople() }
}

/** Known and unknown addresses are answered alike: on to the code. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await parseForm(request, startSignInInput)
  if (!form.ok) return respond(form, context)
  const within = await context.limit('sign_in_start')
  if (!within.ok) return respond(within, context)
  const next = localPath(form.value.next)
  const browserSecret = await browserMark(request, context)
  const started = await context.app.identity.startSignIn({ email: form.value.email, locale: context.locale, next, browserSecret })
  if (!started.ok) return respond(started, context)
  const headers = new Headers()
  headers.append('Set-Cookie', await context.cookies.writeBrowser(browserSecret))
  headers.append('Set-Cookie', await writePending({ challengeId: started.value.challengeId, email: form.value.email, next }))
  throw redirect('/sign-in/code', { headers, status: 303 })
}

export default function SignIn() {
  const { next, demo } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const t = useTranslate()
  const error = answer && !answer.ok ? answer.error : null
  return (
    <PublicFrame width="form">
      <PageHead title={t('auth:signIn.title')} lead={t('auth:signIn.lead')} />
      <Form method="post" noValidate data-density="touch" className="flex flex-col gap-5">
        <FormError error={error?.fields['email'] ? null : error} />
        <input type="hidden" name="next" value={next} />
        <TextInput
          name="email"
          type="email"
          label={t('auth:signIn.email')}
          hint={next === '/' ? t('auth:signIn.emailHint') : t('auth:signIn.next')}
          error={error?.fields['email']}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="email"
          required
        />
        <Button look="primary" busy={busy} wide>{t('auth:signIn.send')}</Button>
      </Form>
      {demo.length > 0 && <DemoPeople groups={demo} />}
    </PublicFrame>
  )
}
