import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { Download } from 'lucide-react'
import { useEffect } from 'react'

import { listOptions, segmentLabels } from '#app/features/invitations/schema.ts'
import { Funnel } from '#app/features/invitations/ui/funnel.tsx'
import { InvitedTable } from '#app/features/invitations/ui/invited-table.tsx'
import { ListForm } from '#app/features/invitations/ui/list-form.tsx'
import { SendBox } from '#app/features/invitations/ui/send-box.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { wallFromInstant, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveListInput, sendListInput, withdrawInput } from '#server/protocol/inputs/invitations.ts'
import { isId } from '#server/domain/shared/ids.ts'

export const handle = { i18n: ['invitations', 'guests', 'registration', 'directory'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const listId = params['listId'] ?? ''
  const desk = valueOrThrow(isId(listId) ? await app.invitations.listDesk(actor, { eventId: event.id, listId }) : err('record.not_found'), context)
  const t = translator(locale)
  return {
    title: pickText(locale, desk.list.nameZh, desk.list.nameEn), base: `/organize/${event.slug}/invitations`, zone: event.zone, zoneLabel: zoneOffsetLabel(event.startsAt, event.zone),
    answerBy: wallFromInstant(desk.list.answerBy, event.zone), desk, labels: segmentLabels(locale, t), options: desk.maySend && !desk.isOver ? listOptions(locale, t) : null,
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { events, invitations } = context.app
  const event = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  if (form === null) return respond(err('input.malformed'), context)
  form.set('eventId', event.id)
  form.set('listId', params['listId'] ?? '')
  switch (form.get('intent')) {
    case 'save': {
      const input = parseFormData(form, saveListInput)
      return respond(input.ok ? await invitations.saveList(actor, input.value) : input, context)
    }
    case 'send': {
      const input = parseFormData(form, sendListInput)
      return respond(input.ok ? await invitations.sendList(actor, input.value) : input, context)
    }
    case 'withdraw': {
      const input = parseFormData(form, withdrawInput)
      return respond(input.ok ? await invitations.withdrawInvitation(actor, input.value) : input, context)
    }
    default:
      return respond(err('input.malformed'), context)
  }
}

const lookAgainMs = 15_000

/** Looks again every so often while somebody looks at the page. */
function useLive(): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => { if (document.visibilityState === 'visible' && state === 'idle') revalidate() }, lookAgainMs)
    return () => clearInterval(timer)
  }, [revalidate, state])
}

export default function InvitationList() {
  const { title, base, zone, zoneLabel, answerBy, desk, labels, options } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  useLive()
  const { list, funnel, invitations, maySend } = desk
  const files = (['csv', 'xlsx'] as const).map((format) => <LinkButton key={format} to={`${base}/${list.id}/export/${format}`} reloadDocument icon={Download} look="quiet">{t(`invitations:export.${format}`)}</LinkButton>)
  return (
    <>
      <PageHead above={<p className="text-sm"><TextLink to={base}>{t('invitations:title')}</TextLink></p>} title={pick(list.nameZh, list.nameEn) || title} lead={<>{t(`registration:kind.${list.kind}`)} · {t('invitations:list.answerBy')} <Time at={list.answerBy} zone={zone} show="both" /></>} actions={invitations.length > 0 && files} />
      <Funnel funnel={funnel} labels={labels} />
      {desk.isOver && <Notice className="mb-8">{t('errors:invitation.event_over')}</Notice>}
      {maySend && !desk.isOver && <SendBox desk={desk} labels={labels} />}
      <InvitedTable invitations={invitations} labels={labels} zone={zone} mayEdit={maySend} />
      {options !== null && <section aria-labelledby="edit-list" className="max-w-4xl"><h2 id="edit-list" className="mb-4 text-lg">{t('invitations:editList')}</h2><ListForm key={list.version} list={list} answerBy={answerBy} zoneLabel={zoneLabel} options={options} /></section>}
    </>
  )
}
