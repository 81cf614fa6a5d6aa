import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Send } from 'lucide-react'

import { listOptions } from '#app/features/invitations/schema.ts'
import { ListForm } from '#app/features/invitations/ui/list-form.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Table } from '#app/ui/table.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { wallFromInstant, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveListInput } from '#server/protocol/inputs/invitations.ts'

export const handle = { i18n: ['invitations', 'guests', 'registration', 'directory'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { lists, maySend, isOver } = valueOrThrow(await context.app.invitations.listLists(actor, event.id), context)
  const t = translator(context.locale)
  const sum = (of: 'invited' | 'accepted' | 'arrived', at: number): number => lists[at]?.funnel.reduce((total, row) => total + row[of], 0) ?? 0
  return {
    title: t('invitations:title'), base: `/organize/${event.slug}/invitations`, zone: event.zone, zoneLabel: zoneOffsetLabel(event.startsAt, event.zone), maySend,
    rows: lists.map(({ id, nameZh, nameEn, kind, answerBy }, at) => ({ id, nameZh, nameEn, kind, answerBy, invited: sum('invited', at), accepted: sum('accepted', at), arrived: sum('arrived', at) })),
    // Days before the event; so late that this is over, as long as there is time.
    answerBy: wallFromInstant([event.startsAt - 5 * 86_400_000, event.startsAt].find((at) => at > context.now()) ?? event.endsAt, event.zone), isOver, options: maySend && !isOver ? listOptions(context.locale, t) : null,
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const input = await parseForm(request, saveListInput.omit({ eventId: true }))
  const saved = input.ok ? await context.app.invitations.saveList(actor, { ...input.value, eventId: event.id }) : input
  if (saved.ok && input.ok && input.value.listId === '') throw redirect(`/organize/${event.slug}/invitations/${saved.value.listId}`, 303)
  return respond(saved, context)
}

export default function Invitations() {
  const { title, base, zone, zoneLabel, rows, maySend, isOver, answerBy, options } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  return (
    <>
      <PageHead title={title} lead={t('invitations:lead')} />
      {isOver && <Notice className="mb-6">{t('errors:invitation.event_over')}</Notice>}
      <Table caption={title} rows={rows} rowKey={(row) => row.id} empty={<EmptyState icon={Send} title={t('invitations:none')}>{t('invitations:noneText')}</EmptyState>} columns={[
        { key: 'name', head: t('invitations:list.name'), names: true, cell: (row) => <TextLink to={`${base}/${row.id}`}>{pick(row.nameZh, row.nameEn)}</TextLink> },
        { key: 'kind', head: t('invitations:list.kind'), cell: (row) => t(`registration:kind.${row.kind}`) },
        { key: 'by', head: t('invitations:list.answerBy'), cell: (row) => <Time at={row.answerBy} zone={zone} show="both" /> },
        ...(['invited', 'accepted', 'arrived'] as const).map((key) => ({ key, head: t(`invitations:funnel.${key}`), align: 'end' as const, cell: (row: (typeof rows)[number]) => <span className="figures">{row[key]}</span> })),
      ]} />
      {maySend && options !== null && <section aria-labelledby="new-list" className="mt-10 max-w-4xl"><h2 id="new-list" className="mb-4 text-lg">{t('invitations:newList')}</h2><ListForm list={null} answerBy={answerBy} zoneLabel={zoneLabel} options={options} /></section>}
    </>
  )
}
