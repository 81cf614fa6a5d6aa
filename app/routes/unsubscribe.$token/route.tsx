import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'

import { parseForm } from '#app/http/parse-form.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { leaveInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => [...pageMeta(data?.title), { name: 'robots', content: 'noindex' }, { name: 'referrer', content: 'no-referrer' }]
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })

/** Reading changes nothing: mail scanners open every link. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const offer = valueOrThrow(await context.app.mailChoices.byLink(params['token'] ?? ''), context)
  return { title: translator(context.locale)('mailing:leave.title'), offer }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const input = await parseForm(request, leaveInput)
  return respond(input.ok ? await context.app.mailChoices.chooseByLink(context.actor, params['token'] ?? '', input.value.wants) : input, context)
}

export default function Unsubscribe() {
  const { title, offer } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const busy = useNavigation().state !== 'idle'
  const purpose = t(`mailing:purpose.${offer.purpose}.name`)
  return (
    <PublicFrame width="form">
      <PageHead title={title} lead={t('mailing:leave.lead', { address: offer.address })} />
      <div className="mb-4 empty:hidden">
        {answer && !answer.ok && <FormError error={answer.error} />}
        {offer.isLeft && <Notice tone="done">{t('mailing:leave.left', { purpose })}</Notice>}
      </div>
      <p className="font-medium">{purpose}</p>
      <p className="mb-5 text-ink-2">{t(`mailing:purpose.${offer.purpose}.text`)}</p>
      <Form method="post">
        <input type="hidden" name="wants" value={offer.isLeft ? 'on' : 'off'} />
        <Button look={offer.isLeft ? 'secondary' : 'primary'} density="touch" busy={busy}>{t(offer.isLeft ? 'mailing:leave.back' : 'mailing:leave.button', { purpose })}</Button>
      </Form>
      <p className="mt-6 text-sm text-ink-2">{t('mailing:leave.others')} <TextLink to="/account/messages">{t('mailing:choices.title')}</TextLink></p>
    </PublicFrame>
  )
}
