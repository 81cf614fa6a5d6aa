import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { seedDemo } from '#server/demo.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

/** Each stands in one sealed place and may turn up nowhere but with whoever wrote it. */
const secrets = { fundNote: '哨兵备注甲：估值偏高', judgeNote: '哨兵备注乙：数字对不上', pending: '哨兵提问丙：未经确认' }
const slug = 'demo-day-winter'
const patienceMs = 240_000

type Reader = { name: string; jar: Jar; token: string; actor: PersonActor }

let house: PagesHouse
let eventId: string
let stageId: string
let itemId: string
let fundName: string
const readers: Record<string, Reader> = {}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

async function reader(name: string, where: object): Promise<Reader> {
  const { db, app, platform } = house
  const person = await db.client.person.findFirstOrThrow({ where, orderBy: { id: 'asc' } })
  const token = platform.ids.newSecret()
  await db.client.apiToken.create({ data: { id: platform.ids.newId(), hash: hashSecret(token), personId: person.id, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date(0) } })
  const actor = await app.identity.actorOfToken(token)
  if (actor?.kind !== 'person') throw new Error('the token is not known')
  return (readers[name] = { name, jar: await house.signIn(person.email), token, actor })
}

/** The demo's next event, live: one pitch given away, one voice, one card, one vote and one unread question on record. */
beforeAll(async () => {
  house = await openPages()
  const { db, clock, platform, app } = house
  await seedDemo({ db, clock, ids: platform.ids, size: 'small' })
  const event = await db.client.event.update({ where: { slug }, data: { phase: 'live' }, include: { stages: { orderBy: { position: 'asc' } } } })
  eventId = event.id
  stageId = event.stages[0]?.id ?? ''
  const delegate = (side: string, more: object = {}) => ({ delegates: { some: { delegation: { eventId, side, ...more } } } })
  const funds = await db.client.delegation.findMany({ where: { eventId, side: 'investor' }, orderBy: { id: 'asc' }, take: 2, include: { organization: true } })
  const startups = await db.client.delegation.findMany({ where: { eventId, side: 'startup' }, orderBy: { id: 'asc' }, take: 2 })
  fundName = funds[0]?.organization.nameZh ?? ''
  for (const fund of funds) await db.client.claim.create({ data: { id: platform.ids.newId(), organizationId: fund.organizationId, kind: 'filing', value: 'P1', state: 'verified', createdAt: new Date(0) } })
  const item = await db.client.programmeItem.findFirstOrThrow({ where: { eventId, kind: 'pitch' }, orderBy: { startsAt: 'asc' } })
  itemId = item.id
  await db.client.programmeItem.update({ where: { id: itemId }, data: { delegationId: startups[0]?.id } })
  const fund = await reader('fund', delegate('investor', { id: funds[0]?.id }))
  await reader('other fund', delegate('investor', { id: funds[1]?.id }))
  await reader('founder', delegate('startup', { id: startups[0]?.id }))
  await reader('other founder', delegate('startup', { id: startups[1]?.id }))
  for (const role of ['organizer', 'co_organizer', 'judge', 'crew', 'observer']) await reader(role, { email: { endsWith: '@touhai.example' }, roles: { some: { eventId, role } } })
  const organizer = (readers['organizer'] as Reader).actor
  const judge = (readers['judge'] as Reader).actor
  valueOf(await app.interest.act(organizer, { eventId, version: 0, act: 'start' }))
  valueOf(await app.interest.signal(fund.actor, { itemId, degree: 'meet', note: secrets.fundNote, version: 0 }))
  const { round } = valueOf(await app.judging.watch(organizer, eventId))
  valueOf(await app.judging.act(organizer, { eventId, version: round?.version ?? 0, act: 'open', lateUntil: null }))
  const scores = Object.fromEntries((round?.criteria ?? []).map((criterion) => [criterion.id, 7]))
  valueOf(await app.judging.score(judge, { itemId, version: 0, scores, note: secrets.judgeNote, submit: true }))
  valueOf(await app.questions.ask(fund.actor, { stageId, itemId, text: secrets.pending, isAnonymous: false, key: 'sentinel-question' }))
}, patienceMs)
afterAll(() => house?.dispose())

const rooms = ['questions', 'interest', 'judging', 'live', 'now', 'agenda', 'matches', 'clearing', 'pitch', 'programme']
const desks = ['', '/audience', '/interest', '/judging', '/clearing', '/pitching', '/programme', '/people', '/messages', '/people/export/csv']
const calls = () => [
  ...['interest', 'interest/opened', 'interest/own', 'interest/received', 'judging', 'judging/cards', 'judging/released', 'halls', 'audience-rules', 'agenda', 'requests'].map((name) => `/events/${eventId}/${name}`),
  `/stages/${stageId}/audience`, `/stages/${stageId}/moderation`, `/search?q=${encodeURIComponent('哨兵')}&event=${slug}`,
]

/** All that a reader can be handed: pages, what their scripts fetch, search, exports and the API. */
async function handed({ jar, token }: Reader, only = /./): Promise<{ path: string; status: number; text: string }[]> {
  const pages = [...rooms.map((room) => `/events/${slug}/${room}`), ...desks.map((desk) => `/organize/${slug}${desk}`), `/search?q=${encodeURIComponent('哨兵')}`]
  const paths = pages.flatMap((path) => [path, path.includes('?') ? path.replace('?', '.data?') : `${path}.data`]).filter((path) => only.test(path))
  const fetched = await Promise.all(paths.map(async (path) => ({ path, response: await house.get(path, jar) })))
  const called = await Promise.all(calls().filter((path) => only.test(path)).map(async (path) => ({ path: `/api/v1${path}`, response: await fetch(`${house.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }) })))
  return Promise.all([...fetched, ...called].map(async ({ path, response }) => ({ path, status: response.status, text: await response.text() })))
}

const mayHold: Record<string, (keyof typeof secrets)[]> = { 'fund': ['fundNote', 'pending'], 'judge': ['judgeNote'], 'organizer': ['pending'], 'crew': ['pending'] }
const names = ['fund', 'other fund', 'founder', 'other founder', 'organizer', 'co_organizer', 'judge', 'crew', 'observer']

describe('while it is sealed', () => {
  test.each(names)('%s is handed nothing of it, on no page, in no data, search, export or call', async (name) => {
    const answers = await handed(readers[name] as Reader)
    const leaks = (Object.keys(secrets) as (keyof typeof secrets)[]).filter((key) => !(mayHold[name] ?? []).includes(key)).flatMap((key) => answers.filter((one) => one.text.includes(secrets[key])).map((one) => `${one.path}: ${key}`))
    const sealed = answers.filter((one) => /interest/.test(one.path) && name !== 'fund' && one.text.includes(fundName)).map((one) => `${one.path}: who`)
    const points = answers.filter((one) => /judging/.test(one.path) && /"(normal|raw)":/.test(one.text)).map((one) => `${one.path}: points`)
    expect({ leaks, sealed, points, broken: answers.filter((one) => one.status >= 500).map((one) => one.path) }).toEqual({ leaks: [], sealed: [], points: [], broken: [] })
  }, patienceMs)

  test('those who wrote it find it where they wrote it, so that the search above would have found it', async () => {
    const found = async (name: string, secret: keyof typeof secrets) => (await handed(readers[name] as Reader, /interest|judging|audience|moderation/)).filter((one) => one.text.includes(secrets[secret])).length > 1
    expect(await Promise.all([found('fund', 'fundNote'), found('judge', 'judgeNote'), found('crew', 'pending')])).toEqual([true, true, true])
  }, patienceMs)
})

test('once it is opened the founder of the pitch reads who, and still nobody reads a note', async () => {
  const organizer = (readers['organizer'] as Reader).actor
  valueOf(await house.app.interest.act(organizer, { eventId, version: 1, act: 'reveal' }))
  const who = async (name: string) => (await handed(readers[name] as Reader, /interest/)).filter((one) => one.text.includes(fundName)).length > 0
  expect(await Promise.all(['founder', 'organizer', 'other founder', 'other fund'].map(who))).toEqual([true, true, false, false])
  for (const name of names.filter((one) => one !== 'fund')) expect((await handed(readers[name] as Reader, /interest|live/)).filter((one) => one.text.includes(secrets.fundNote)).map((one) => `${name} ${one.path}`)).toEqual([])
}, patienceMs)
