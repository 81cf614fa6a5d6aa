import { readdirSync } from 'node:fs'

import type { Database } from '#server/platform/db.ts'

import type { Demo } from './demo-server.ts'

/** What stands for the parameters of addresses: things that the demo has. */
export type Names = { slug: string; series: string; draftId: string; batchId: string; importId: string; delegationId: string; personId: string; meetingId: string; stageId: string; orderId?: string; /** A list of invitations and the event it is of, where there is one. */ listId?: string; listSlug?: string }

/** Fills in by role who looks at a page, so that it is really shown. */
export type Reader = 'visitor' | 'founder' | 'investor' | 'organizer' | 'judge'

export type HousePage = { route: string; path: string; readers: Reader[] }

/** Routes that answer with a file, data or a redirect and have nothing to look at. */
const notPages = /^(\$$|invitation\.|unsubscribe\.|preferences$|sign-out$|sign-in_\.demo|events\.\$slug\.times$|events\.\$slug\.deck\.|calendar|api|.*\.export\.|.*_\.pay$|.*\.schedule\.|door\.\$slug_\.|.*\.concerned$|search|organize\.\$slug\.search|palette)/
/** Layouts: shown around their children. */
const layouts = new Set(['events.$slug', 'organize.$slug', 'organize.$slug.settings', 'organize.$slug.tickets'])

/** Every route of app/routes by the name of its folder: a page that is added is found here without being told. */
export function routeNames(): string[] {
  return readdirSync('app/routes').sort()
}

/** The address of a route, with the demo's own things in the place of parameters. */
export function addressOf(route: string, names: Names): string {
  const own: Record<string, string> = {
    $draftId: names.draftId, $batchId: names.batchId, $importId: names.importId, $delegationId: names.delegationId, $personId: names.personId, $meetingId: names.meetingId, $stageId: names.stageId, $listId: names.listId ?? names.personId, $orderId: names.orderId ?? names.personId,
    $token: `${names.personId}.notasecretthatopensanything`, $format: 'csv', $part: 'list', $: 'nothing-here',
  }
  const parts = route.split('.').filter((part) => !part.startsWith('_')).map((part) => {
    const name = part.replace(/_$/, '')
    if (name === '$slug' && route.includes('$listId') && names.listSlug !== undefined) return names.listSlug
    if (name === '$slug') return route.startsWith('series') ? names.series : names.slug
    if (name.startsWith('$') && own[name] === undefined) throw new Error(`no value for ${name} of ${route}: add it to Names`)
    return own[name] ?? name
  })
  return `/${parts.join('/')}`
}

/** Where a route sends on by design; null: it shows something. The rooms of a stage: with one stage there is nothing to choose. */
export function sendsOnTo(route: string, names: Names): string | null {
  return route === 'organize.$slug.stage._index' ? `/organize/${names.slug}/stage/${names.stageId}` : null
}

function readersOf(route: string): Reader[] {
  if (/^(organize|monitor|backstage|door)/.test(route)) return ['organizer']
  if (/^events\.\$slug\.(_index|programme)$/.test(route)) return ['visitor', 'founder']
  if (route === 'events.$slug.judging') return ['judge']
  if (/^events\.\$slug\.(interest|clearing|seat)$/.test(route)) return ['founder', 'investor']
  if (route.startsWith('events')) return ['founder']
  if (route.startsWith('account')) return ['investor']
  if (route.startsWith('sign-in_.code')) return []
  return ['visitor']
}

/** Every page with something to look at, and who looks at it. */
export function housePages(names: Names): HousePage[] {
  const pages = routeNames().filter((route) => !notPages.test(route) && !layouts.has(route)).map((route) => ({ route, path: addressOf(route, names), readers: readersOf(route) }))
  return [
    ...pages.map((page) => (page.route.endsWith('compare') ? { ...page, path: `${page.path}?a=${names.draftId}&b=${names.draftId}` } : page)),
    { route: '_index', path: '/', readers: ['organizer', 'founder'] },
    { route: 'events.$slug.matches', path: `/events/${names.slug}/matches`, readers: ['investor'] },
  ]
}

/** What the demo's current event has to put into addresses. A draft and a roster are made where there is none. */
export async function namesOf(demo: Demo, db: Database): Promise<Names> {
  const event = await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' }, include: { series: true } })
  const founder = await db.client.person.findFirstOrThrow({ where: { email: demo.person('founder').email } })
  const delegation = await db.client.delegation.findFirstOrThrow({ where: { eventId: event.id, side: 'investor' } })
  const draft = await db.client.timetableDraft.findFirst({ where: { eventId: event.id, state: 'ready' } })
  const batch = await db.client.importBatch.findFirst({ where: { eventId: event.id } })
  const meeting = await db.client.meeting.findFirst({ where: { eventId: event.id, state: 'scheduled', attendees: { some: { personId: founder.id } } } })
  const stage = await db.client.stage.findFirstOrThrow({ where: { eventId: event.id }, orderBy: { position: 'asc' } })
  const order = await db.client.ticketOrder.findFirst({ where: { eventId: event.id, personId: founder.id } })
  const list = await db.client.invitationList.findFirst({ include: { event: { select: { slug: true } } } })
  return { ...(order && { orderId: order.id }), ...(list && { listId: list.id, listSlug: list.event.slug }), slug: event.slug, series: event.series.slug, draftId: draft?.id ?? '', batchId: batch?.id ?? '', importId: (await db.client.programmeImport.findFirst({ where: { eventId: event.id } }))?.id ?? '', delegationId: delegation.id, personId: founder.id, meetingId: meeting?.id ?? '', stageId: stage.id }
}
