import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DoorOpen, Printer, Smartphone } from 'lucide-react'

import { Conflicts } from '#app/features/door/ui/conflicts.tsx'
import { DeskCounts, DeskSums } from '#app/features/door/ui/desk-counts.tsx'
import { DoorHoursForm } from '#app/features/door/ui/door-hours-form.tsx'
import { LastScans } from '#app/features/door/ui/last-scans.tsx'
import { openConflicts } from '#app/features/door/view.ts'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { countOf, useFreshPage } from '#app/http/use-fresh-page.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { err } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { doorHoursInput, settleInput } from '#server/protocol/inputs/door.ts'
import { doorRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['door'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug, zone } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const desk = valueOrThrow(await context.app.door.desk(actor, { eventId: id }), context)
  return { title: translator(context.locale)('door:desk.title'), slug, zone, room: doorRoom(id), desk }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const { id } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData().catch(() => null)
  form?.set('eventId', id)
  if (form?.get('intent') === 'settle') {
    const input = parseFormData(form, settleInput)
    return respond(input.ok ? await context.app.door.settle(actor, input.value) : input, context)
  }
  if (form?.get('intent') !== 'hours') return respond(err('input.malformed'), context)
  const input = parseFormData(form, doorHoursInput)
  return respond(input.ok ? await context.app.door.setHours(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

const news = countOf('door:passed', 'door:conflict', 'door:hours')

export default function DoorDeskPage() {
  const { title, slug, zone, room, desk } = useLoaderData<typeof loader>()
  useFreshPage({ room, seq: desk.seq, counts: news })
  const t = useTranslate()
  return (
    <>
      <PageHead title={title} lead={t('door:desk.lead')} actions={<><LinkButton to={`/organize/${slug}/door/badges`} icon={Printer} reloadDocument>{t('door:desk.badges')}</LinkButton><LinkButton to={`/door/${slug}`} icon={Smartphone} look="primary" reloadDocument>{t('door:desk.crew')}</LinkButton></>} />
      <DoorHoursForm desk={desk} zone={zone} />
      <DeskSums desk={desk} />
      {openConflicts(desk) > 0 && <Conflicts desk={desk} zone={zone} />}
      <DeskCounts desk={desk} />
      {openConflicts(desk) === 0 && <Conflicts desk={desk} zone={zone} />}
      {desk.last.length === 0 ? <EmptyState icon={DoorOpen} title={t('door:desk.none')}>{t('door:desk.noneText')}</EmptyState> : <LastScans desk={desk} zone={zone} />}
    </>
  )
}
