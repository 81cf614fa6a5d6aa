import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { matchesQuery, queryTerms, searchKey } from '#server/domain/directory/search-key.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { clockTime } from '#server/domain/shared/time.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database } from '#server/platform/db.ts'
import { phonetics, toSimplified } from '#server/platform/pinyin.ts'
import type { SearchInput } from '#server/protocol/inputs/directory.ts'

import { loadMeetings, loadOrganizations, loadPeople } from './store.ts'

/** One thing found; `to` is a path of this site. */
export type Hit = { id: string; kind: 'person' | 'organization' | 'meeting' | 'page' | 'event'; label: string; note: string; to: string }

type Parts = { db: Database; findEvent: (actor: Actor, slug: string) => Promise<Result<EventHeader>>; listEvents: (actor: Actor) => Promise<EventHeader[]> }
type Reader = { actor: Actor; locale: Locale; terms: string[] }

const mostOfAKind = 8
const rooms: { path: string; key: string; action: Action }[] = [
  { path: '', key: 'overview', action: 'overview:view' }, { path: '/programme', key: 'programme', action: 'overview:view' }, { path: '/people', key: 'people', action: 'roster:view' },
  { path: '/matching', key: 'matching', action: 'match:view_all' }, { path: '/timetable', key: 'timetable', action: 'timetable:view' }, { path: '/messages', key: 'messages', action: 'messages:view' },
  { path: '/stage', key: 'stage', action: 'stage:watch' }, { path: '/settings', key: 'settings', action: 'event:edit' },
]
const participantRooms = ['now', 'agenda', 'matches', 'requests', 'profile'] as const

/** One box for everything: people, organizations, meetings and pages that the reader may open. */
export function createSearchQueries({ db, findEvent, listEvents }: Parts) {
  return {
    /** At most eight of a kind. Nobody finds what they couldn't open: participants only once the directory is open, meetings only their own. */
    async search(actor: Actor, { q, event: slug }: SearchInput, locale: Locale): Promise<Hit[]> {
      const reader: Reader = { actor, locale, terms: queryTerms(q, toSimplified) }
      const mine = await listEvents(actor)
      const events = mine.filter((one) => fits(reader, one.nameZh, one.nameEn)).slice(0, mostOfAKind).map((one): Hit => eventHit(reader, one))
      const event = slug === '' ? null : await findEvent(actor, slug)
      if (event === null || !event.ok) return events
      const inside = reader.terms.length === 0 ? [] : directoryHits(db, reader, event.value)
      return [...inside, ...pageHits(reader, event.value), ...events]
    },
  }
}

const fits = ({ terms }: Reader, nameZh: string, nameEn: string): boolean => matchesQuery(searchKey({ nameZh, nameEn }, phonetics), terms)

function eventHit({ actor, locale }: Reader, event: EventHeader): Hit {
  const isStaff = can(actor, 'overview:view', { eventId: event.id as EventId })
  return { id: event.id, kind: 'event', label: pickText(locale, event.nameZh, event.nameEn), note: pickText(locale, event.venueZh, event.venueEn), to: isStaff ? `/organize/${event.slug}` : `/events/${event.slug}` }
}

function pageHits(reader: Reader, event: EventHeader): Hit[] {
  const eventId = event.id as EventId
  const label = (key: string, locale: Locale): string => translator(locale)(`common:nav.${key}`)
  const page = (key: string, to: string): Hit => ({ id: to, kind: 'page', label: label(key, reader.locale), note: pickText(reader.locale, event.nameZh, event.nameEn), to })
  const staff = rooms.filter((room) => can(reader.actor, room.action, { eventId })).map((room) => ({ key: room.key, to: `/organize/${event.slug}${room.path}` }))
  const own = delegationAt(reader.actor, eventId) === null ? [] : participantRooms.map((key) => ({ key, to: `/events/${event.slug}/${key}` }))
  return [...staff, ...own].filter(({ key }) => fits(reader, label(key, 'zh-CN'), label(key, 'en'))).map(({ key, to }) => page(key, to))
}

function directoryHits(db: Database, { actor, locale, terms }: Reader, event: EventHeader): Hit[] {
  const eventId = event.id as EventId
  const isStaff = can(actor, 'roster:view', { eventId })
  const own = delegationAt(actor, eventId)
  const seesOthers = isStaff || (own !== null && passGate('directory:participants', event.phase).ok)
  const seesAllMeetings = can(actor, 'meeting:move', { eventId })
  const base = isStaff ? `/organize/${event.slug}/people` : `/events/${event.slug}/people`
  const { organizations, people, meetings } = db.read((sql) => ({
    organizations: loadOrganizations(sql, eventId),
    people: loadPeople(sql, eventId),
    meetings: seesAllMeetings || own !== null ? loadMeetings(sql, eventId, seesAllMeetings ? null : (own?.delegationId ?? '')) : [],
  }))
  const visible = (delegationId: string): boolean => seesOthers || delegationId === own?.delegationId
  const firms = new Map(organizations.map((one) => [one.delegationId, one]))
  const nameOf = (delegationId: string): string => pickText(locale, firms.get(delegationId)?.nameZh ?? '', firms.get(delegationId)?.nameEn ?? '')
  const matching = (delegationId: string): boolean => matchesQuery(firms.get(delegationId)?.searchKey ?? '', terms)
  return [
    ...organizations.filter((one) => visible(one.delegationId) && matching(one.delegationId)).slice(0, mostOfAKind)
      .map((one): Hit => ({ id: one.organizationId, kind: 'organization', label: nameOf(one.delegationId), note: pickText(locale, one.oneLinerZh, one.oneLinerEn), to: `${base}/${one.delegationId}` })),
    ...people.filter((one) => visible(one.delegationId) && matchesQuery(one.searchKey, terms)).slice(0, mostOfAKind)
      .map((one): Hit => ({ id: one.personId, kind: 'person', label: pickText(locale, one.nameZh, one.nameEn), note: [pickText(locale, one.firmZh, one.firmEn), pickText(locale, one.titleZh, one.titleEn)].filter(Boolean).join(' · '), to: `${base}/${one.delegationId}` })),
    ...meetings.filter((one) => matching(one.aDelegationId) || matching(one.bDelegationId)).slice(0, mostOfAKind)
      .map((one): Hit => ({ id: one.id, kind: 'meeting', label: `${nameOf(one.aDelegationId)} × ${nameOf(one.bDelegationId)}`, note: [clockTime(one.startsAt, event.zone), one.table ?? ''].filter(Boolean).join(' · '), to: seesAllMeetings ? `/organize/${event.slug}/timetable` : `/events/${event.slug}/agenda` })),
  ]
}
