import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { CalendarDays, Contact, Handshake, LayoutDashboard, Sparkles, Zap } from 'lucide-react'

import { valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PaletteButton } from '#app/ui/frame/palette-button.tsx'
import { ParticipantFrame, type FrameTab } from '#app/ui/frame/participant-frame.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { delegationAt, rolesAt } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'

/** `useRouteLoaderData<typeof loader>('routes/events.$slug')` gives the pages inside the event and the reader's part in it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const eventId = event.id as EventId
  return {
    event,
    roles: rolesAt(actor, eventId),
    delegation: delegationAt(actor, eventId),
    actingFor: await app.identity.actingFor(actor, eventId),
    mayOrganize: can(actor, 'overview:view', { eventId }),
  }
}

export default function EventFrame() {
  const { event, actingFor, delegation, mayOrganize } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const base = `/events/${event.slug}`
  const organize = mayOrganize && <LinkButton to={`/organize/${event.slug}`} icon={LayoutDashboard} look="quiet" reloadDocument>{t('common:nav.organizer')}</LinkButton>
  if (delegation === null) {
    return (
      <PublicFrame middle={organize}>
        <Outlet />
      </PublicFrame>
    )
  }
  const tabs: FrameTab[] = [
    { to: `${base}/now`, label: t('common:nav.now'), icon: Zap },
    { to: `${base}/agenda`, label: t('common:nav.agenda'), icon: CalendarDays },
    { to: `${base}/matches`, label: t('common:nav.matches'), icon: Sparkles },
    { to: `${base}/requests`, label: t('common:nav.requests'), icon: Handshake },
    { to: `${base}/profile`, label: t('common:nav.profile'), icon: Contact },
  ]
  return (
    <ParticipantFrame
      event={{ name: pick(event.nameZh, event.nameEn), to: base, note: wallDay(event.startsAt, event.zone, locale) }}
      tabs={tabs}
      actingFor={actingFor}
      middle={<>{organize}<PaletteButton event={event.slug} /></>}
    >
      <Outlet />
    </ParticipantFrame>
  )
}
