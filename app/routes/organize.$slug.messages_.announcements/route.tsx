import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Megaphone } from 'lucide-react'

import { AnnouncementForm } from '#app/features/messages/ui/announcement-form.tsx'
import { AnnouncementSend } from '#app/features/messages/ui/announcement-send.tsx'
import { MessageRooms } from '#app/features/messages/ui/message-rooms.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { isId } from '#server/domain/shared/ids.ts'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveAnnouncementInput, sendAnnouncementInput } from '#server/protocol/inputs/messages.ts'

export const handle = { i18n: ['mailing', 'mail', 'registration', 'directory', 'events'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { events, announcements: app } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const { announcements, segments } = valueOrThrow(await app.list(actor, event.id), context)
  const chosen = new URL(request.url).searchParams.get('id')
  const desk = chosen === null ? null : valueOrThrow(isId(chosen) ? await app.desk(actor, { eventId: event.id, announcementId: chosen }) : err('record.not_found'), context)
  return { title: translator(context.locale)('mailing:announce.title'), base: `/organize/${event.slug}/messages`, zone: event.zone, announcements, segments, desk }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { events, announcements } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  if (form.get('intent') === 'send') {
    const input = parseFormData(form, sendAnnouncementInput)
    return respond(input.ok ? await announcements.send(actor, input.value) : input, context)
  }
  const input = parseFormData(form, saveAnnouncementInput)
  const saved = input.ok ? await announcements.save(actor, input.value) : input
  if (saved.ok && input.ok && input.value.announcementId === '') throw redirect(`/organize/${event.slug}/messages/announcements?id=${saved.value.announcementId}`, 303)
  return respond(saved, context)
}

export default function Announcements() {
  const { title, base, zone, announcements, segments, desk } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const here = `${base}/announcements`
  if (desk !== null) {
    const { announcement } = desk
    return (
      <>
        <PageHead above={<p className="text-sm"><TextLink to={here}>{t('mailing:announce.back')}</TextLink></p>} title={pick(announcement.subjectZh, announcement.subjectEn)} />
        {announcement.state === 'sent' ? (
          <div className="max-w-3xl">
            <p className="mb-3"><Status tone="confirmed">{t('mailing:announce.sent')}</Status> <Time at={announcement.sentAt ?? announcement.createdAt} zone={zone} show="both" /> · {t('mailing:announce.people')} <span className="figures">{announcement.people}</span> · <TextLink to={`${base}?bulk=${announcement.id}`}>{t('mailing:announce.states')}</TextLink></p>
            {[announcement.bodyZh, announcement.bodyEn].filter(Boolean).map((body) => <p key={body} className="mt-4 border-l-2 border-edge pl-4 whitespace-pre-line">{body}</p>)}
          </div>
        ) : (
          <div className="max-w-4xl"><AnnouncementSend desk={desk} /><AnnouncementForm key={announcement.version} announcement={announcement} segments={segments} /></div>
        )}
      </>
    )
  }
  return (
    <>
      <PageHead title={title} lead={t('mailing:announce.lead')} />
      <MessageRooms base={base} />
      <Table caption={title} rows={announcements} rowKey={(row) => row.id} empty={<EmptyState icon={Megaphone} title={t('mailing:announce.none')}>{t('mailing:announce.noneHelp')}</EmptyState>} columns={[
        { key: 'subject', head: t('mailing:announce.subject'), names: true, cell: (row) => <TextLink to={`${here}?id=${row.id}`}>{pick(row.subjectZh, row.subjectEn)}</TextLink> },
        { key: 'state', head: t('mailing:announce.state'), cell: (row) => <Status tone={row.state === 'sent' ? 'confirmed' : 'waiting'}>{t(`mailing:announce.${row.state}`)}</Status> },
        { key: 'people', head: t('mailing:announce.people'), align: 'end', cell: (row) => <span className="figures">{row.state === 'sent' ? row.people : '–'}</span> },
        { key: 'copies', head: t('mailing:announce.copies'), cell: (row) => (row.state === 'sent' ? <TextLink to={`${base}?bulk=${row.id}`}>{Object.entries(row.copies).map(([state, count]) => `${t(`mail:outbox.state.${state}`)} ${count}`).join(' · ')}</TextLink> : null) },
        { key: 'at', head: t('mailing:announce.when'), cell: (row) => <Time at={row.sentAt ?? row.createdAt} zone={zone} show="both" /> },
      ]} />
      <section aria-labelledby="new-announcement" className="mt-10 max-w-4xl"><h2 id="new-announcement" className="mb-4 text-lg">{t('mailing:announce.new')}</h2><AnnouncementForm announcement={null} segments={segments} /></section>
    </>
  )
}
