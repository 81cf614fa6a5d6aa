import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { Armchair, Bookmark, CalendarDays, ClipboardCheck, Contact, Handshake, LayoutDashboard, Mic, Radio, Shuffle, Sparkles, Zap, type LucideIcon } from 'lucide-react'

import { participantRooms, type ParticipantRoom } from '#app/features/events/ui/participant-tabs.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PaletteButton } from '#app/ui/frame/palette-button.tsx'
import { ParticipantFrame, type FrameTab } from '#app/ui/frame/participant-frame.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { wallDays } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { delegationAt, rolesAt } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'

const icons: Record<ParticipantRoom, LucideIcon> = { live: Radio, now: Zap, seat: Armchair, agenda: CalendarDays, pitch: Mic, matches: Sparkles, requests: Handshake, interest: Bookmark, clearing: Shuffle, profile: Contact }

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
    mayRunStage: can(actor, 'stage:run', { eventId }),
  }
}

export default function EventFrame() {
  const { event, roles, actingFor, delegation, mayOrganize, mayRunStage } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const base = `/events/${event.slug}`
  const organize = (mayOrganize || mayRunStage) && <LinkButton to={`/organize/${event.slug}${mayOrganize ? '' : '/stage'}`} icon={LayoutDashboard} look="quiet" reloadDocument>{t('common:nav.organizer')}</LinkButton>
  if (delegation === null) {
    return (
      <PublicFrame middle={<>{organize}{roles.includes('judge') && <LinkButton to={`${base}/judging`} icon={ClipboardCheck} look="quiet">{t('common:nav.judging')}</LinkButton>}{event.series.line === 'salon' && roles.length > 0 && <LinkButton to={`${base}/seat`} icon={Armchair} look="quiet">{t('common:nav.seat')}</LinkButton>}{event.phase === 'live' && <LinkButton to={`${base}/live`} icon={Radio} look="quiet">{t('common:nav.live')}</LinkButton>}</>}>
        <Outlet />
      </PublicFrame>
    )
  }
  const tab = (room: ParticipantRoom): FrameTab => ({ to: `${base}/${room}`, label: t(`common:nav.${room}`), icon: icons[room] })
  const { shown, more } = participantRooms({ phase: event.phase, side: delegation.side, line: event.series.line })
  return (
    <ParticipantFrame
      event={{ name: pick(event.nameZh, event.nameEn), to: base, note: wallDays(event, locale) }}
      tabs={shown.map(tab)}
      more={more.map(tab)}
      actingFor={actingFor}
      middle={<>{organize}<PaletteButton event={event.slug} /></>}
    >
      <Outlet />
    </ParticipantFrame>
  )
}
