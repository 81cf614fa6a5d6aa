import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { addressOf, routeNames, type Names } from '#tests/e2e/pages-of-the-house.ts'
import { makeEvent, makeRole, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

let house: PagesHouse
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation
let names: Names
let investor: Jar
let organizer: Jar
let stranger: string

async function emailOf(personId: string): Promise<string> {
  return (await house.db.client.person.findUniqueOrThrow({ where: { id: personId } })).email ?? ''
}

beforeAll(async () => {
  house = await openPages()
  const { db, platform } = house
  event = await makeEvent(db)
  fund = await makeDelegation(db, event.id, { side: 'investor' })
  startup = await makeDelegation(db, event.id)
  const meeting = await makeMeeting(db, event.id, { a: fund, b: await makeDelegation(db, event.id), startsAt: event.at('15:00') })
  const boss = await makePerson(db)
  await makeRole(db, { eventId: event.id, personId: boss.id, role: 'organizer' })
  stranger = (await makePerson(db)).id
  const { slug: series } = await db.client.series.findUniqueOrThrow({ where: { id: event.seriesId } })
  names = { slug: event.slug, series, draftId: platform.ids.newId(), batchId: platform.ids.newId(), importId: platform.ids.newId(), delegationId: startup.id, personId: startup.people[0] ?? '', meetingId: meeting.id, stageId: event.stages[0]?.id ?? '' }
  investor = await house.signIn(await emailOf(fund.people[0] ?? ''))
  organizer = await house.signIn(boss.email)
}, 60_000)
afterAll(() => house?.dispose())

/** Every route with an action, be it a page or only a resource. */
const actions = routeNames().filter((route) => /export (async function|const|function) action\b/.test(readFileSync(join('app/routes', route, 'route.tsx'), 'utf8')))

describe('a request from another site', () => {
  test('is refused by every action of pages and resources, in every method that changes something, signed in or not', async () => {
    expect(actions.length).toBeGreaterThan(20)
    const before = await house.db.client.auditEntry.count()
    const passed: string[] = []
    for (const route of actions) {
      const path = addressOf(route, names)
      for (const address of [path, `${path}.data`]) {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
          for (const origin of [{}, { origin: 'null' }, { origin: 'https://evil.example' }] as Record<string, string>[]) {
            const { status } = await fetch(`${house.origin}${address}`, { method, redirect: 'manual', headers: { cookie: [...organizer].map((pair) => pair.join('=')).join('; '), ...origin }, body: new URLSearchParams({ intent: 'grant' }) })
            if (status !== 403) passed.push(`${method} ${address} ${JSON.stringify(origin)}: ${status}`)
          }
        }
      }
    }
    expect(passed).toEqual([])
    expect(await house.db.client.auditEntry.count()).toBe(before)
  })
})

describe('fields that nobody asked for', () => {
  const planted = (): Record<string, string> => ({ isAdmin: 'true', id: stranger, personId: stranger, email: 'evil@example.com', role: 'organizer', 'roles[]': 'organizer', eventId: 'x', __proto__: 'x' })

  test('change nothing in the own profile', async () => {
    const me = { id: fund.people[0] as string }
    const { email, version } = await house.db.client.person.findUniqueOrThrow({ where: me })
    const saved = await house.post('/account', { ...planted(), version: String(version), nameZh: '新名', nameEn: '', titleZh: '', titleEn: '', phone: '', locale: 'en', zone: '' }, new Map(investor), { origin: house.origin })
    expect(saved.status).toBe(200)
    expect(await house.db.client.person.findUniqueOrThrow({ where: me, select: { nameZh: true, isAdmin: true, email: true, roles: { select: { role: true } } } })).toEqual({ nameZh: '新名', isAdmin: false, email, roles: [{ role: 'investor' }] })
    expect(await house.db.client.person.findUniqueOrThrow({ where: { id: stranger }, select: { nameZh: true, isAdmin: true } })).toEqual({ nameZh: '林知远', isAdmin: false })
  })

  test('do not make a request anybody else’s, accepted or of another event', async () => {
    const sent = await house.post(`/events/${event.slug}/requests`, { intent: 'create', toDelegationId: startup.id, message: '', ...planted(), fromDelegationId: startup.id, state: 'accepted', createdById: stranger, expiresAt: '4102444800000' }, new Map(investor), { origin: house.origin })
    expect(sent.status).toBeLessThan(400)
    expect(await house.db.client.meetingRequest.findMany({ select: { eventId: true, state: true, fromDelegationId: true, createdById: true } })).toEqual([{ eventId: event.id, state: 'pending', fromDelegationId: fund.id, createdById: fund.people[0] }])
  })

  test('do not make an administrator of whom a role is given', async () => {
    const given = await house.post(`/organize/${event.slug}/settings/roles`, { ...planted(), intent: 'grant', eventId: event.id, email: 'crew@example.com', role: 'crew', organizationId: '' }, new Map(organizer), { origin: house.origin })
    expect(given.status).toBe(200)
    expect(await house.db.client.person.findUniqueOrThrow({ where: { email: 'crew@example.com' }, select: { isAdmin: true, roles: { select: { role: true, eventId: true } } } })).toEqual({ isAdmin: false, roles: [{ role: 'crew', eventId: event.id }] })
  })
})

describe('what no field can hold', () => {
  const values: [string, string][] = [['NUL', 'a\u0000b'], ['a lone surrogate', '\ud800'], ['1e309', '1e309'], ['fifty thousand letters', 'y'.repeat(50_000)]]

  test.each(values)('%s ends in no 500, whichever form it is sent to', async (_name, value) => {
    const broken: string[] = []
    for (const route of actions.filter((name) => name !== 'sign-out')) {
      const short = value.slice(0, 100)
      const fields = { intent: 'grant', version: short, nameZh: value, email: short, toDelegationId: short, message: short, startsAt: short, code: short, draftId: short, meetingId: short, row: short, next: short, lang: short, 'windows.0.startsAt': short, 'stages.0.nameZh': short }
      // Refused before it was read to its end, a long body is cut off: the sender may see only that.
      const status = await house.post(addressOf(route, names), fields, new Map(organizer), { origin: house.origin }).then((answer) => answer.status, () => 413)
      if (status >= 500) broken.push(`${route}: ${status}`)
    }
    expect(broken).toEqual([])
    expect((await house.get('/healthz')).status).toBe(200)
  })

  test('an address with NUL, odd escapes or a query of bad values ends in no 500', async () => {
    const broken: string[] = []
    for (const path of ['/events/%00', '/events/%ED%A0%80', '/events/%2e%2e%2fetc', `/events/${'x'.repeat(8_000)}`, '/series/%00', `/organize/${event.slug}/people/%00`, `/events/${event.slug}/people/%00`, `/search?q=%00&event=%00`, `/events/${event.slug}/times?to=%00`, `/organize/${event.slug}/people?q=%00&page=1e309&cursor=NaN&limit=-0`, `/events/${event.slug}/matches?cursor=%ED%A0%80&limit=99999999999999999999`, `/organize/${event.slug}/messages?page=NaN`]) {
      for (const jar of [investor, organizer]) {
        const { status } = await house.get(path, new Map(jar))
        if (status >= 500) broken.push(`${path.slice(0, 60)}: ${status}`)
      }
    }
    expect(broken).toEqual([])
  })
})
