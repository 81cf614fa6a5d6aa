import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Mail, MailCheck } from 'lucide-react'

import { FailedAgain } from '#app/features/messages/ui/failed-again.tsx'
import { MailFilter } from '#app/features/messages/ui/mail-filter.tsx'
import { MessageRooms } from '#app/features/messages/ui/message-rooms.tsx'
import { MailSearch } from '#app/features/messages/ui/mail-search.tsx'
import { MailTable } from '#app/features/messages/ui/mail-table.tsx'
import { parseFormData, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { mailFilterInput, retryFailedInput, retryMailInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mail', 'mailing'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { state, template, q, bulk, page } = valueOrThrow(parseQuery(request, mailFilterInput), context)
  const list = valueOrThrow(await context.app.messages.listForEvent(actor, event.id, { state, template, q, bulk, page }), context)
  const announced = bulk === undefined ? null : await context.app.announcements.desk(actor, { eventId: event.id, announcementId: bulk })
  const failed = list.counts.failed && (state === undefined || state === 'failed') ? valueOrThrow(await context.app.messages.failed(actor, event.id, { template: template ?? '', q: q ?? '', bulk: bulk ?? '' }), context) : null
  const about = announced?.ok ? announced.value.announcement : null
  return { title: translator(context.locale)('mail:outbox.title'), zone: event.zone, now: context.now(), state: state ?? null, template: template ?? null, q: q ?? '', bulk: bulk ?? null, about: about === null ? null : { subjectZh: about.subjectZh, subjectEn: about.subjectEn }, base: `/organize/${event.slug}/messages`, page, failed, ...list }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  if (form.get('intent') === 'again') {
    form.set('eventId', valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context).id)
    const input = parseFormData(form, retryFailedInput)
    return respond(input.ok ? await context.app.messages.retryFailed(actor, input.value) : input, context)
  }
  const input = parseFormData(form, retryMailInput)
  return respond(input.ok ? await context.app.messages.retryMail(actor, input.value.mailId) : input, context)
}

export default function Messages() {
  const { title, zone, now, state, template, q, bulk, about, base, page, mails, total, all, pageSize, counts, templates, failed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useTranslate()
  const pick = usePick()
  const isFiltered = state !== null || template !== null || q !== '' || bulk !== null
  return (
    <>
      <PageHead title={title} lead={t('mail:outbox.lead')} actions={<ZoneNote zone={zone} at={now} />} />
      <MessageRooms base={base} />
      {about !== null && <p className="mb-3 font-medium">{t('mailing:filter.bulk', { subject: pick(about.subjectZh, about.subjectEn) })}</p>}
      <div className="mb-4 empty:hidden">
        {answer && !answer.ok && <FormError error={answer.error} />}
        {answer?.ok && <Notice tone="done">{t('mail:outbox.queuedAgain')}</Notice>}
      </div>
      {templates.length > 0 && <MailFilter {...{ counts, all, templates, state, template, q, bulk }} />}
      {(templates.length > 0 || q !== '') && <MailSearch {...{ state, template, q, bulk }} />}
      {failed !== null && <FailedAgain {...{ failed, template, q, bulk }} />}
      {mails.length === 0 ? (
        <EmptyState
          icon={state === 'failed' ? MailCheck : Mail}
          title={t(state === 'failed' ? 'mail:outbox.noneFailed' : isFiltered ? 'mail:outbox.noneHere' : 'mail:outbox.none')}
          action={isFiltered && <LinkButton to=".">{t('mail:outbox.showAll')}</LinkButton>}
        >
          {!isFiltered && t('mail:outbox.noneHelp')}
        </EmptyState>
      ) : (
        <>
          <MailTable mails={mails} zone={zone} caption={title} />
          <Pagination page={page} pageSize={pageSize} total={total} />
        </>
      )}
    </>
  )
}
