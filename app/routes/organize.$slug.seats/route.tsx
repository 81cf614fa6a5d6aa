import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Armchair } from 'lucide-react'

import { GuestList } from '#app/features/seats/ui/guest-list.tsx'
import { InviteForm } from '#app/features/seats/ui/invite-form.tsx'
import { PlanForm } from '#app/features/seats/ui/plan-form.tsx'
import { parseForm } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { countOf, useFreshPage } from '#app/http/use-fresh-page.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Stats } from '#app/ui/stats.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { seatsIntent } from '#server/protocol/inputs/seats.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

export const handle = { i18n: ['seats'] }

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const room = deskRoom(event.id)
  const seq = await context.app.history.head(room)
  return { title: translator(context.locale)('seats:desk.title'), room, seq, zone: event.zone, list: valueOrThrow(await context.app.seats.forOrganizer(actor, event.id), context) }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const input = await parseForm(request, seatsIntent)
  if (!input.ok) return respond(input, context)
  const { events, seats } = context.app
  const { id: eventId } = valueOrThrow(await events.findBySlug(actor, params['slug'] ?? ''), context)
  switch (input.value.intent) {
    case 'plan':
      return respond(await seats.savePlan(actor, { ...input.value, eventId }), context)
    case 'invite':
      return respond(await seats.invite(actor, { ...input.value, eventId }), context)
    case 'uninvite':
      return respond(await seats.uninvite(actor, { ...input.value, eventId }), context)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

const countSeats = countOf('seats:counted')

export default function Seats() {
  const { title, room, seq, zone, list } = useLoaderData<typeof loader>()
  useFreshPage({ room, seq, counts: countSeats })
  const t = useTranslate()
  const { plan, counts, taken, mayEdit } = list
  return (
    <>
      <PageHead title={title} lead={t('seats:desk.lead')} />
      {plan !== null && (
        <div className="mb-6">
          <Stats stats={[
            { label: t('seats:stat.taken'), value: taken, note: t('seats:stat.ofSeats', { seats: plan.seats }), tone: taken >= plan.seats ? 'waiting' : 'confirmed' },
            { label: t('seats:stat.waiting'), value: counts.waiting },
            { label: t('seats:stat.invited'), value: counts.invited },
            { label: t('seats:stat.declined'), value: counts.declined + counts.lapsed },
          ]} />
        </div>
      )}
      {mayEdit && <div className="mb-8 grid items-start gap-6 lg:grid-cols-2"><PlanForm plan={plan} />{plan !== null && <InviteForm others={list.others} />}</div>}
      {plan === null ? <EmptyState icon={Armchair} title={t('seats:desk.noPlan')}>{t(`seats:desk.${mayEdit ? 'noPlanText' : 'readOnly'}`)}</EmptyState> : <GuestList guests={list.guests} zone={zone} mayEdit={mayEdit} />}
    </>
  )
}
