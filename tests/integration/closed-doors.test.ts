import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { seedDemo } from '#server/demo.ts'
import { addressOf, routeNames, sendsOnTo, type Names } from '#tests/e2e/pages-of-the-house.ts'
import { makeEvent, makeRole } from '#tests/factories/events.ts'
import { makePerson } from '#tests/factories/people.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

/** Stand in closed fields of one start-up and may turn up nowhere but with the organizer and the start-up itself. */
const sentinels = { contactName: '贝哨兵', contactEmail: 'sentinel-contact@closed.example', contactPhone: '+8600000551234', email: 'sentinel-person@closed.example', phone: '+8600000559876', valuation: '86753091', avoided: 'Sentinel Avoided Partners' }

let house: PagesHouse
let names: Names
let target: { delegationId: string; name: string }
const jars: Record<string, Jar> = {}

async function emailOf(where: object): Promise<string> {
  return (await house.db.client.person.findFirstOrThrow({ where, orderBy: { id: 'asc' } })).email ?? ''
}

beforeAll(async () => {
  house = await openPages()
  const { db, clock, platform } = house
  await seedDemo({ db, clock, ids: platform.ids, size: 'small' })
  const event = await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' }, include: { series: true } })
  target = await hide(event.id)
  names = { slug: event.slug, series: event.series.slug, draftId: platform.ids.newId(), batchId: platform.ids.newId(), importId: platform.ids.newId(), delegationId: target.delegationId, personId: platform.ids.newId(), meetingId: platform.ids.newId(), stageId: (await db.client.stage.findFirstOrThrow({ where: { eventId: event.id } })).id }
  const other = await makeEvent(db)
  const stranger = await makePerson(db, { email: 'organizer@elsewhere.example' })
  await makeRole(db, { eventId: other.id, personId: stranger.id, role: 'organizer' })
  jars['visitor'] = new Map()
  jars['investor'] = await house.signIn(await emailOf({ delegates: { some: { delegation: { eventId: event.id, side: 'investor', received: { none: { fromDelegationId: target.delegationId } }, sent: { none: { toDelegationId: target.delegationId } } } } } }))
  jars['founder'] = await house.signIn(await emailOf({ delegates: { some: { delegation: { eventId: event.id, side: 'startup', id: { not: target.delegationId } } } } }))
  jars['organizer of another event'] = await house.signIn(stranger.email)
  jars['organizer'] = await house.signIn('organizer@touhai.example')
  jars['owner'] = await house.signIn(sentinels.email)
}, 120_000)
afterAll(() => house?.dispose())

async function hide(eventId: string): Promise<typeof target> {
  const { client } = house.db
  const delegation = await client.delegation.findFirstOrThrow({ where: { eventId, side: 'startup' }, orderBy: { id: 'asc' }, include: { organization: { include: { preferences: true } }, delegates: true } })
  const { organization } = delegation
  const money = { currency: 'CNY', min: Number(`${sentinels.valuation}00`), max: Number(`${sentinels.valuation}00`) }
  await client.organization.update({ where: { id: organization.id }, data: { valuation: money, contact: { name: sentinels.contactName, email: sentinels.contactEmail, phone: sentinels.contactPhone } } })
  for (const { id, body } of organization.preferences) await client.preference.update({ where: { id }, data: { body: { ...(body as object), avoidOrganizations: [sentinels.avoided] } } })
  const lead = delegation.delegates.find((one) => one.isLead)?.personId ?? ''
  await client.person.update({ where: { id: lead }, data: { phone: sentinels.phone, email: sentinels.email } })
  return { delegationId: delegation.id, name: organization.nameZh }
}

const words = Object.values(sentinels)
const found = (text: string): string[] => words.filter((word) => text.includes(word))

/** Both faces of a page: the document and what the browser's scripts fetch. */
async function faces(path: string, jar: Jar): Promise<{ path: string; status: number; text: string }[]> {
  const [before = '', query] = path.split('?')
  const data = `${before === '/' ? '/_root' : before}.data${query ? `?${query}` : ''}`
  return Promise.all([path, data].map(async (one) => {
    const response = await house.get(one, jar)
    return { path: one, status: response.status, text: await response.text() }
  }))
}

const searches = ['sentinel', '贝哨兵', '00559876', '867530']

function openAddresses(): string[] {
  const pages = routeNames().filter((route) => !/^(organize|sign-out|preferences|sign-in_\.demo)/.test(route)).map((route) => addressOf(route, names))
  const lists = ['open', 'later', 'never', 'blocked'].map((list) => `/events/${names.slug}/matches?list=${list}&limit=100`)
  return [...pages, ...lists, `/events/${names.slug}/times?to=${target.delegationId}`, ...[...searches, target.name].map((q) => `/search?q=${encodeURIComponent(q)}`)]
}

describe('closed fields', () => {
  test.each(['visitor', 'investor', 'founder', 'organizer of another event'])('stay closed to the %s on every page, in its data and in search', async (reader) => {
    const leaks: string[] = []
    const broken: string[] = []
    for (const address of openAddresses()) {
      for (const { path, status, text } of await faces(address, jars[reader] ?? new Map())) {
        leaks.push(...found(text).map((word) => `${path}: ${word}`))
        if (status >= 500) broken.push(`${path}: ${status}`)
      }
    }
    expect({ leaks, broken }).toEqual({ leaks: [], broken: [] })
  })

  test('are open to the organizer and to the organization itself, so that the search above would have found them', async () => {
    const organizer = await house.get(`/organize/${names.slug}/people/${target.delegationId}`, jars['organizer'])
    expect(found(await organizer.text())).toEqual(expect.arrayContaining([sentinels.contactEmail, sentinels.email]))
    const owner = await house.get(`/events/${names.slug}/profile`, jars['owner'])
    expect(found(await owner.text())).toEqual(expect.arrayContaining([sentinels.email, sentinels.avoided]))
  })

  test('stay closed in the snapshots of rooms and in agendas', async () => {
    const { app, db } = house
    const person = await db.client.person.findFirstOrThrow({ where: { delegates: { some: { delegation: { side: 'investor', event: { slug: names.slug } } } } }, orderBy: { id: 'asc' }, include: { delegates: true } })
    const event = await db.client.event.findUniqueOrThrow({ where: { slug: names.slug } })
    const actor = await actorOf(person.id)
    const day = await app.agenda.snapshot(actor, event.id)
    const room = await app.rooms.event.snapshot(actor, { kind: 'event', eventId: event.id })
    const ranking = await app.matchmaking.rank(actor, { eventId: event.id, list: 'open', limit: 100, sector: '', stage: '', round: '', kind: '', region: '' } as never)
    expect(found(JSON.stringify([day, room, ranking]))).toEqual([])
  })
})

async function actorOf(personId: string) {
  const token = house.platform.ids.newSecret()
  const { hashSecret } = await import('#server/platform/secrets.ts')
  await house.db.client.apiToken.create({ data: { id: house.platform.ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes: ['read'], createdAt: new Date() } })
  const actor = await house.app.identity.actorOfToken(token)
  if (actor === null) throw new Error('the token is not known')
  return actor
}

/** Every route of the organizer that a file of app/routes makes; `/organize/new` is for everybody who has a series. */
const organizerRoutes = routeNames().filter((route) => route.startsWith('organize') && route !== 'organize.new')

describe('the organizer’s rooms', () => {
  const refusals = [202, 302, 303, 400, 401, 403, 404, 405, 422]

  test.each(['visitor', 'investor', 'founder', 'organizer of another event'])('open to no %s, whatever the address and the method', async (reader) => {
    expect(organizerRoutes.length).toBeGreaterThan(15)
    const jar = jars[reader] ?? new Map()
    const opened: string[] = []
    for (const route of organizerRoutes) {
      const path = addressOf(route, names)
      for (const one of await faces(path, jar)) if (!refusals.includes(one.status) || (one.status === 202 && !one.text.includes('sign-in'))) opened.push(`GET ${one.path}: ${one.status}`)
      for (const action of [path, `${path}.data`]) {
        const { status } = await house.post(action, { intent: 'apply', version: '1' }, new Map(jar), { origin: house.origin })
        if (!refusals.includes(status)) opened.push(`POST ${action}: ${status}`)
      }
    }
    expect(opened).toEqual([])
  })

  test('open to the organizer, where the thing exists', async () => {
    const closed: string[] = []
    for (const route of organizerRoutes.filter((name) => !/\$draftId|\$batchId|\$importId|\$listId|compare|export/.test(name))) {
      const { status, headers } = await house.get(addressOf(route, names), jars['organizer'])
      const goal = sendsOnTo(route, names)
      if (status !== (goal === null ? 200 : 302) || headers.get('Location') !== goal) closed.push(`${route}: ${status} ${headers.get('Location')}`)
    }
    expect(closed).toEqual([])
  })
})
