import { Writable } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { translator } from '#server/i18n/server-messages.ts'
import { createLogger } from '#server/platform/logger.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { makeEvent, makeRole, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

/** Written by the fund about its meeting; stands nowhere but with the fund. */
const secret = '哨兵备注：我们只出三百万'
const t = translator('zh-CN')

let house: PagesHouse
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation
let page: string
let meetingId: string
const lines: string[] = []
const readers: Record<string, { jar: Jar; token: string }> = {}

async function enter(name: string, personId: string): Promise<void> {
  const { db, platform } = house
  const person = await db.client.person.findUniqueOrThrow({ where: { id: personId } })
  const token = platform.ids.newSecret()
  await db.client.apiToken.create({ data: { id: platform.ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date(0) } })
  readers[name] = { jar: await house.signIn(person.email), token }
}

beforeAll(async () => {
  const stream = new Writable({ write: (part: Buffer, _encoding, done) => (lines.push(part.toString()), done()) })
  house = await openPages({ LOG_LEVEL: 'trace' }, { logger: createLogger('trace', stream) })
  event = await makeEvent(house.db, { phase: 'live' })
  fund = await makeDelegation(house.db, event.id, { side: 'investor', people: 2, nameZh: '远山资本', nameEn: 'Far Hills Capital' })
  startup = await makeDelegation(house.db, event.id, { nameZh: '星河生物', nameEn: 'Galaxy Bio' })
  const rival = await makeDelegation(house.db, event.id, { side: 'investor' })
  meetingId = (await makeMeeting(house.db, event.id, { a: fund, b: startup, startsAt: event.at('14:00') })).id
  page = `/events/${event.slug}/calendar/${meetingId}`
  house.clock.set(event.at('15:00'))
  for (const [name, id] of Object.entries({ 'fund': fund.people[0], 'colleague': fund.people[1], 'other side': startup.people[0], 'rival': rival.people[0] })) await enter(name, id ?? '')
  for (const role of ['organizer', 'co_organizer', 'observer', 'crew'] as const) {
    const { id } = await makePerson(house.db)
    await makeRole(house.db, { eventId: event.id, personId: id, role })
    await enter(role, id)
  }
  const elsewhere = await makePerson(house.db)
  await makeRole(house.db, { eventId: (await makeEvent(house.db)).id, personId: elsewhere.id, role: 'organizer' })
  await enter('organizer of another event', elsewhere.id)
}, 60_000)
afterAll(() => house?.dispose())

const jarOf = (name: string): Jar => readers[name]?.jar ?? new Map()
const call = (name: string, path: string): Promise<Response> => fetch(`${house.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${readers[name]?.token ?? ''}` } })
const send = (name: string, fields: Record<string, string>) => house.post(page, fields, jarOf(name))

/** What a reader is shown of a meeting on its page, in the data of it and over the API. */
const facesOf = async (name: string): Promise<string[]> =>
  Promise.all([await house.get(`${page}.data`, jarOf(name)), await house.get(`/events/${event.slug}/agenda.data`, jarOf(name)), await call(name, `/events/${event.id}/outcomes/own`)].map(async (response) => (await response.text()).replace(/"nonce","[^"]+"/, '')))

test('a form without scripts says how it went; a colleague who comes second is told, keeps what she chose, and replaces it on purpose', async () => {
  const before = await facesOf('other side')
  const saved = await send('fund', { version: '0', answer: 'term_sheet', note: secret })
  const shown = await saved.text()
  expect([saved.status, shown.includes('已保存，可修改至'), /value="term_sheet"[^>]*checked|checked=""[^>]*value="term_sheet"/.test(shown), shown.includes(secret)]).toEqual([200, true, true, true])
  const late = await send('colleague', { version: '0', answer: 'no_interest', note: 'mine' })
  const told = await late.text()
  expect([late.status, told.includes(t('overview:outcomes.changed')), /value="no_interest"[^>]*checked|checked=""[^>]*value="no_interest"/.test(told), told.includes('>mine<'), told.includes('name="version" value="1"')]).toEqual([409, true, true, true, true])
  for (const wrong of [{ version: '1', answer: 'rich', note: '' }, { version: '1', answer: 'no_interest', note: 'x'.repeat(501) }]) expect((await send('colleague', wrong)).status).toBe(422)
  expect(await house.db.client.meetingOutcome.findMany({ select: { answer: true, note: true, version: true } })).toEqual([{ answer: 'term_sheet', note: secret, version: 1 }])
  // The other side is shown, byte for byte, what it was shown before.
  expect(await facesOf('other side')).toEqual(before)
})

describe('the note of a side', () => {
  const rooms = ['agenda', 'now', 'requests'].map((room) => `/events/slug/${room}`)
  const desks = ['', '?outcomes=one', '/matching', '/messages'].map((desk) => `/organize/slug${desk}`)
  const files = ['/organize/slug/outcomes/export/csv', '/organize/slug/people/export/csv']
  const calls = () => [`/events/${event.id}/outcomes`, `/events/${event.id}/outcomes/own`, `/events/${event.id}/agenda`, `/events/${event.id}/meetings`]

  async function handed(name: string): Promise<{ path: string; status: number; text: string }[]> {
    const data = (path: string): string => (path.includes('?') ? path.replace('?', '.data?') : `${path}.data`)
    const pages = [page, `/events/slug/people/${fund.id}`, `/organize/slug/people/${fund.id}`, ...rooms, ...desks].flatMap((path) => [path, data(path)])
    const got = await Promise.all([...pages, ...files].map((path) => path.replace('/slug', `/${event.slug}`)).map(async (path) => ({ path, response: await house.get(path, jarOf(name)) })))
    const called = await Promise.all(calls().map(async (path) => ({ path: `/api/v1${path}`, response: await call(name, path) })))
    return Promise.all([...got, ...called].map(async ({ path, response }) => ({ path, status: response.status, text: await response.text() })))
  }

  test.each(['other side', 'rival', 'organizer', 'co_organizer', 'observer', 'crew', 'organizer of another event', 'visitor'])('is handed to the %s on no page, in no data, file or call', async (name) => {
    const answers = await handed(name)
    expect(answers.filter((one) => one.text.includes('哨兵') || one.status >= 500).map((one) => `${one.path} ${one.status}`)).toEqual([])
    const answered = answers.filter((one) => /term_sheet|商谈条款/.test(one.text) && one.path !== page && one.path !== `${page}.data`).map((one) => one.path)
    expect(answered.length > 0).toBe(name === 'organizer')
  })

  test('stands where its own side reads it, so that the search above would have found it', async () => {
    expect((await handed('colleague')).filter((one) => one.text.includes(secret)).map((one) => one.path)).toEqual([page, `${page}.data`])
  })

  test('reaches no log, no browser that listens and no trail', async () => {
    const trail = await house.db.client.auditEntry.findMany()
    expect(trail.some((one) => one.action === 'outcome:recorded')).toBe(true)
    expect([lines.join(''), JSON.stringify(house.facts), JSON.stringify(trail)].map((text) => /哨兵|term_sheet/.test(text))).toEqual([false, false, false])
    expect(lines.length).toBeGreaterThan(0)
  })
})

test('the list of outcomes opens to organizers of the event alone, as a page and as a file', async () => {
  const statusOf = async (name: string): Promise<number[]> => Promise.all([house.get(`/organize/${event.slug}/outcomes/export/csv`, jarOf(name)), house.get(`/organize/${event.slug}/outcomes/export/pdf`, jarOf(name)), call(name, `/events/${event.id}/outcomes`)].map(async (answer) => (await answer).status))
  expect(await statusOf('organizer')).toEqual([200, 404, 200])
  for (const name of ['other side', 'co_organizer', 'observer', 'crew', 'organizer of another event']) expect([name, (await statusOf(name)).every((status) => status === 403 || status === 404)]).toEqual([name, true])
  expect((await statusOf('visitor'))[0]).toBe(302)
  for (const name of ['rival', 'organizer', 'organizer of another event']) expect([name, (await send(name, { version: '1', answer: 'no_interest', note: '' })).status]).toEqual([name, 404])
})
