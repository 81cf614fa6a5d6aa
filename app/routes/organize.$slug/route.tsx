import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { Armchair, Bookmark, CalendarRange, ClipboardCheck, DoorOpen, ExternalLink, Gauge, LayoutGrid, Mail, MessagesSquare, Mic, Presentation, ReceiptText, Send, Settings, Shuffle, Sparkles, Ticket, Users } from 'lucide-react'

import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { OrganizerFrame, type Room } from '#app/ui/frame/organizer-frame.tsx'
import { PaletteButton } from '#app/ui/frame/palette-button.tsx'
import { wallDays } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { rolesAt } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { hasPitches, lines, type Line } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'

/** Sentences of every page inside this frame; moving between them loads no more. */
export const handle = { i18n: ['errors', 'overview', 'events', 'directory', 'imports', 'matches', 'requests', 'agenda', 'timetable', 'scheduling', 'mail', 'mailing', 'audience', 'judging', 'interest', 'clearing', 'tickets', 'seats', 'guests', 'registration', 'invitations', 'door'] }

/** Rooms about pitches and what follows from them aren't for every line of events. */
const pitchLines: Line[] = lines.filter(hasPitches)

/** Which permission opens a room, and at which lines of events it is wanted (all where it doesn't say); others aren't listed. */
const rooms: { path: string; key: string; icon: Room['icon']; action: Action; lines?: Line[] }[] = [
  { path: '', key: 'overview', icon: Gauge, action: 'overview:view' },
  { path: '/programme', key: 'programme', icon: CalendarRange, action: 'overview:view' },
  { path: '/pitching', key: 'pitching', icon: Mic, action: 'roster:view', lines: pitchLines },
  { path: '/people', key: 'people', icon: Users, action: 'roster:view' },
  { path: '/registrations', key: 'registrations', icon: Ticket, action: 'registration:watch' },
  { path: '/invitations', key: 'invitations', icon: Send, action: 'invitation:watch' },
  { path: '/seats', key: 'seats', icon: Armchair, action: 'seat:watch', lines: ['salon'] },
  { path: '/matching', key: 'matching', icon: Sparkles, action: 'match:view_all' },
  { path: '/timetable', key: 'timetable', icon: LayoutGrid, action: 'timetable:view' },
  { path: '/stage', key: 'stage', icon: Presentation, action: 'stage:watch' },
  { path: '/door', key: 'door', icon: DoorOpen, action: 'door:run' },
  { path: '/audience', key: 'audience', icon: MessagesSquare, action: 'audience:moderate' },
  { path: '/judging', key: 'judging', icon: ClipboardCheck, action: 'judging:watch', lines: pitchLines },
  { path: '/interest', key: 'interest', icon: Bookmark, action: 'interest:watch', lines: pitchLines },
  { path: '/clearing', key: 'clearing', icon: Shuffle, action: 'clearing:watch', lines: pitchLines },
  { path: '/tickets', key: 'tickets', icon: ReceiptText, action: 'ticket:watch' },
  { path: '/messages', key: 'messages', icon: Mail, action: 'messages:view' },
  { path: '/settings', key: 'settings', icon: Settings, action: 'event:edit' },
]

/** `useRouteLoaderData<typeof loader>('routes/organize.$slug')` gives the pages inside the event and what the reader may do. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const eventId = event.id as EventId
  // Stage crew come for the desk alone.
  if (!can(actor, 'overview:view', { eventId }) && !can(actor, 'stage:run', { eventId })) throw pageError({ code: 'auth.forbidden' }, context)
  return {
    event,
    roles: rolesAt(actor, eventId),
    open: rooms.filter((room) => (room.lines?.includes(event.series.line) ?? true) && can(actor, room.action, { eventId })).map((room) => room.path),
    mayEdit: can(actor, 'event:edit', { eventId }),
    actingFor: await context.app.identity.actingFor(actor, eventId),
  }
}

export default function OrganizerRooms() {
  const { event, open, actingFor } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const base = `/organize/${event.slug}`
  return (
    <OrganizerFrame
      event={{ name: pick(event.nameZh, event.nameEn), to: base, note: wallDays(event, locale, true) }}
      rooms={rooms.filter((room) => open.includes(room.path)).map(({ path, key, icon }) => ({ to: `${base}${path}`, label: t(`common:nav.${key}`), icon, end: path === '' }))}
      elsewhere={[{ to: `/events/${event.slug}`, label: t('common:nav.publicPage'), icon: ExternalLink }]}
      actingFor={actingFor}
      middle={<PaletteButton event={event.slug} />}
    >
      <Outlet />
    </OrganizerFrame>
  )
}
