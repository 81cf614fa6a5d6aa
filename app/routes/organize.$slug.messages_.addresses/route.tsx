import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { MailCheck } from 'lucide-react'

import { MarkAddress } from '#app/features/messages/ui/mark-address.tsx'
import { MessageRooms } from '#app/features/messages/ui/message-rooms.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Table } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { liftAddressInput, markAddressInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const addresses = valueOrThrow(await context.app.messages.refusedAddresses(actor, event.id), context)
  return { title: translator(context.locale)('mailing:addresses.title'), base: `/organize/${event.slug}/messages`, zone: event.zone, addresses }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  const { messages } = context.app
  if (form.get('intent') === 'mark') {
    const input = parseFormData(form, markAddressInput)
    return respond(input.ok ? await messages.markAddress(actor, input.value) : input, context)
  }
  const input = parseFormData(form, liftAddressInput)
  return respond(input.ok ? await messages.liftAddress(actor, input.value) : input, context)
}

export default function RefusedAddresses() {
  const { title, base, zone, addresses } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const sending = useNavigation().formData?.get('address')
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('mailing:addresses.lead')} />
      <MessageRooms base={base} />
      <div className="mb-4 empty:hidden">
        {answer && !answer.ok && <FormError error={answer.error} />}
        {answer?.ok && <Notice tone="done">{t('mailing:addresses.lifted')}</Notice>}
      </div>
      <Table caption={title} rows={addresses} rowKey={(row) => row.address} empty={<EmptyState icon={MailCheck} title={t('mailing:addresses.none')}>{t('mailing:addresses.noneHelp')}</EmptyState>} columns={[
        { key: 'address', head: t('mailing:addresses.address'), names: true, cell: (row) => <span className="wrap-anywhere">{row.address}</span> },
        { key: 'code', head: t('mailing:addresses.code'), cell: (row) => (row.code === 'by_hand' ? t('mailing:addresses.byHand') : <span className="figures">{row.code}</span>) },
        { key: 'since', head: t('mailing:addresses.when'), cell: (row) => <Time at={row.since} zone={zone} show="both" /> },
        { key: 'lift', head: <span className="sr-only">{t('mailing:addresses.lift')}</span>, align: 'end', cell: (row) => <Form method="post"><input type="hidden" name="address" value={row.address} /><Button density="dense" busy={sending === row.address} aria-label={t('mailing:addresses.liftTo', { address: row.address })}>{t('mailing:addresses.lift')}</Button></Form> },
      ]} />
      <MarkAddress />
    </>
  )
}
