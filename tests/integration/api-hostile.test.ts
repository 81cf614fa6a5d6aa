import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { MadeEvent } from '#tests/factories/events.ts'
import { makeRequest, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeDeck, makeRoadshow } from '#tests/factories/pitching.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { replaceAt, sampleOf, type Leaf, type Path } from '#tests/fixtures/schema-samples.ts'
import type { TestApp } from '#tests/setup/app.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

type World = MadeTimetable & { ids: Record<string, unknown> }
const newIds = createIds()
const clock = manualClock()
let server: TestServer
let db: Database
let ours: World
let theirs: World
let callers: Record<'organizer' | 'investor' | 'founder' | 'nobody', string>

/** An event with one of everything; `ids` holds them under the names by which calls ask for them. */
async function makeWorld(): Promise<World> {
  const made = await makeAcceptedRequests({ app: server.app, db } as unknown as TestApp, { funds: 1, startups: 2 })
  const { event, funds, startups } = made
  const [fund] = funds
  const [first, second] = startups
  if (!fund || !first || !second) throw new Error('the crowd is too small')
  const test = { app: server.app, db } as unknown as TestApp
  const released = await server.app.timetable.release(made.organizer, { draftId: await computeDraft(test, made), version: 2, name: 'First', notes: '' })
  if (!released.ok) throw new Error(released.error.code)
  const { id: releaseId } = await db.client.timetableRelease.findFirstOrThrow({ where: { eventId: event.id } })
  const draftId = await computeDraft(test, made)
  const request = await makeRequest(db, event.id, { from: first, to: fund, holds: [event.at('11:00')] })
  const meeting = await db.client.meeting.findFirstOrThrow({ where: { eventId: event.id, OR: [{ aDelegationId: fund.id }, { bDelegationId: fund.id }] } })
  const claimId = newIds.newId()
  await db.client.claim.create({ data: { id: claimId, organizationId: second.organizationId, kind: 'label', value: 'specialized', createdAt: new Date(clock.now()) } })
  const upload = await server.app.imports.upload(made.organizer, { eventId: event.id, target: 'startups', fileName: 'roster.csv', bytes: Buffer.from('企业名称,行业\n甲公司,人工智能\n') })
  const table = event.tables[0]?.id
  const session = await db.client.eventSession.findFirstOrThrow({ where: { eventId: event.id } })
  const role = await db.client.eventRole.findFirstOrThrow({ where: { eventId: event.id, role: 'founder' } })
  const pitch = await makePitchIds(event, first, second)
  const ids = {
    eventId: event.id, seriesId: event.seriesId, requestId: request.id, meetingId: meeting.id, draftId, delegationId: second.id, toDelegationId: second.id, otherDelegationId: second.id,
    personId: fund.people[0], assigneeIds: [fund.people[0]], tableId: table, table, meeting: made.requests[0], a: draftId, b: draftId, organizationId: fund.organizationId, sessionId: session.id, roleId: role.id, to: 'requests_open', holds: [event.at('11:20')], startsAt: event.at('11:00'), slot: 1, version: 1, releaseId, claimId, batchId: upload.ok ? upload.value.batchId : '', row: 2, column: 0, cursor: undefined, ...pitch,
  }
  return { ...made, ids }
}

/** Pitch slots of which the first start-up has one; a deck, a time for a tech check, a place in line and a proposal of its own. */
async function makePitchIds(event: MadeEvent, first: MadeDelegation, second: MadeDelegation): Promise<Record<string, unknown>> {
  const { sessionId, slots } = await makeRoadshow(db, event, { from: '07:00' })
  const [own, other, open] = slots.map((slot) => slot.itemId)
  const book = (who: MadeDelegation, itemId: string | undefined) => server.app.pitching.book(who.actor(), { eventId: event.id, itemId: itemId ?? '' })
  for (const booked of [await book(first, own), await book(second, other)]) if (!booked.ok) throw new Error(booked.error.code)
  const swap = await server.app.pitching.proposeSwap(second.actor(), { eventId: event.id, fromItemId: other ?? '', toItemId: own ?? '' })
  const [techSlotId, waitingId] = [newIds.newId(), newIds.newId()]
  await db.client.techCheckSlot.create({ data: { id: techSlotId, eventId: event.id, sessionId, startsAt: new Date(event.at('06:00')), endsAt: new Date(event.at('06:10')) } })
  await db.client.pitchWaiting.create({ data: { id: waitingId, eventId: event.id, sessionId, delegationId: first.id, state: 'waiting', openKey: `${sessionId}:${first.id}`, rank: 1, personIds: [], createdAt: new Date(clock.now()) } })
  return { itemId: open, fromItemId: own, toItemId: open, swapId: swap.ok ? swap.value.swapId : '', deckId: await makeDeck(db, event.id, first), techSlotId, waitingId }
}

async function tokenOf(personId: string): Promise<string> {
  const secret = newIds.newSecret()
  await db.client.apiToken.create({ data: { id: newIds.newId(), hash: hashSecret(secret), personId, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date(clock.now()) } })
  return secret
}

beforeAll(async () => {
  server = await startTestServer({ clock })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  ours = await makeWorld()
  theirs = await makeWorld()
  const stranger = await db.client.person.create({ data: { id: newIds.newId(), email: 'nobody@example.com', createdAt: new Date(clock.now()), updatedAt: new Date(clock.now()) } })
  callers = { organizer: ours.organizer.personId, investor: ours.funds[0]?.people[0] ?? '', founder: ours.startups[0]?.people[0] ?? '', nobody: stranger.id }
}, 60_000)
afterAll(async () => {
  await db.close()
  await server.dispose()
})

/** All rows of the product's own tables. */
function everything(): string {
  const handle = new Sqlite(`${server.dataDir}/touhai.sqlite`, { readonly: true })
  const tables = handle.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('ApiToken', 'IdempotencyRecord', 'Job')`).pluck().all() as string[]
  const rows = tables.map((table) => [table, handle.prepare(`SELECT * FROM "${table}"`).raw().all()])
  handle.close()
  return JSON.stringify(rows)
}

/** JSON cannot say it, but a sender can write it. */
const tooBig = '§1e309§'
const lone = '§lone§'

async function call(token: string, endpoint: Endpoint, input: Record<string, unknown>) {
  const inPath = new Set([...endpoint.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''))
  const spell = (value: unknown): string => encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(encodeURIComponent(lone), '%ED%A0%80').replaceAll(encodeURIComponent(tooBig), '1e309')
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => spell(input[name]))
  const rest = Object.entries(input).filter(([name, value]) => !inPath.has(name) && value !== undefined)
  const inQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  const query = inQuery ? `?${rest.map(([name, value]) => `${spell(name)}=${spell(value)}`).join('&')}` : ''
  const body = JSON.stringify(Object.fromEntries(rest)).replaceAll(`"${tooBig}"`, '1e309').replaceAll(lone, '\\ud800')
  const response = await fetch(`${server.url}/api/v1${path}${query}`, { method: endpoint.method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(inQuery ? {} : { body }) })
  const text = await response.text()
  return { status: response.status, code: response.status >= 400 ? (JSON.parse(text) as { code?: string }).code : undefined, text }
}

/** A call as somebody honest would make it, with the ids of one world. */
function honest(endpoint: Endpoint, world: World): { input: Record<string, unknown>; leaves: Leaf[] } {
  const { value, leaves } = sampleOf(endpoint.input)
  const input = { ...(value as Record<string, unknown>) }
  for (const name of Object.keys(input)) if (Object.hasOwn(world.ids, name)) input[name] = world.ids[name]
  if (endpoint.id === 'listMatches') for (const name of ['sector', 'stage', 'round', 'kind', 'region']) input[name] = ''
  if (endpoint.id === 'listMatches' || endpoint.id === 'getMatch') input['delegationId'] = world.funds[0]?.id
  return { input, leaves }
}

const idNames = ['eventId', 'seriesId', 'requestId', 'meetingId', 'draftId', 'delegationId', 'toDelegationId', 'otherDelegationId', 'personId', 'assigneeIds', 'tableId', 'table', 'meeting', 'a', 'b', 'organizationId', 'sessionId', 'roleId', 'releaseId', 'claimId', 'batchId', 'itemId', 'fromItemId', 'toItemId', 'swapId', 'deckId', 'techSlotId', 'waitingId']
/** What stands on a public page may be read by everybody. */
const isPublic = (endpoint: Endpoint, field: string): boolean => ['getEvent', 'getSetup'].includes(endpoint.id) && field === 'eventId'

test('no call takes an id of another event, whoever asks and whichever field it is in', async () => {
  const before = everything()
  const opened: string[] = []
  let asked = 0
  for (const [name, personId] of Object.entries(callers)) {
    const token = await tokenOf(personId)
    for (const endpoint of server.app.endpoints) {
      const { input } = honest(endpoint, ours)
      for (const field of idNames.filter((one) => Object.hasOwn(input, one) && !isPublic(endpoint, one))) {
        asked += 1
        const { status, code } = await call(token, endpoint, { ...input, [field]: theirs.ids[field] })
        if (![400, 403, 404, 409, 422].includes(status) || code === undefined || !Object.hasOwn(errorStatus, code)) opened.push(`${name} ${endpoint.id} ${field}: ${status} ${code}`)
      }
    }
  }
  expect(opened).toEqual([])
  expect(asked).toBeGreaterThan(100)
  expect(everything() === before).toBe(true)
})

const bad: [string, unknown][] = [
  ['NUL', 'a\u0000b'], ['a lone surrogate', lone], ['1e309', tooBig], ['nested lists', [[[[1]]]]],
]
test('no field of any call can be given what ends in a 500, and what is refused writes nothing', async () => {
  const faults: string[] = []
  let token = ''
  let calls = 0
  for (const endpoint of server.app.endpoints) {
    const { input, leaves } = honest(endpoint, ours)
    const before = everything()
    let passed = 0
    for (const { path } of leaves) {
      for (const [what, value] of bad) {
        if (inAddress(endpoint, path) && typeof value === 'object') continue
        if (calls % 250 === 0) token = await tokenOf(callers.organizer)
        calls += 1
        const { status, code, text } = await call(token, endpoint, replaceAt(input, path, value) as Record<string, unknown>)
        if (status < 300) passed += 1
        const fine = status < 300 ? endpoint.method === 'GET' : status < 500 && code !== undefined && Object.hasOwn(errorStatus, code)
        if (!fine) faults.push(`${endpoint.id} ${path.join('.')} = ${what}: ${status} ${text.slice(0, 80)}`)
      }
    }
    if (passed === 0 && everything() !== before) faults.push(`${endpoint.id} wrote something`)
  }
  expect(faults).toEqual([])
  expect(calls).toBeGreaterThan(500)
}, 90_000)

const inAddress = (endpoint: Endpoint, path: Path): boolean => endpoint.path.includes(`{${String(path[0])}}`) || endpoint.method === 'GET'

test('a body of ten megabytes is refused before it is read', async () => {
  const token = await tokenOf(callers.founder)
  const endpoint = server.app.endpoints.find((one) => one.id === 'createRequest') as Endpoint
  expect(await call(token, endpoint, { ...ours.ids, message: 'y'.repeat(10_000_000) })).toMatchObject({ status: 413, code: 'input.too_large' })
})

const takesAway = /^(discard|delete|remove|revoke|changePhase)/

test('the same calls with ids of the own event are not refused for them, so that the refusals above mean something', async () => {
  const fits = new Set<string>()
  // What takes away comes last.
  const calls = [...server.app.endpoints].sort((a, b) => Number(takesAway.test(a.id)) - Number(takesAway.test(b.id)))
  for (const personId of Object.values(callers)) {
    const token = await tokenOf(personId)
    for (const endpoint of calls.filter((one) => !fits.has(one.id))) {
      const { status, text } = await call(token, endpoint, honest(endpoint, ours).input)
      const named = status < 300 ? [] : ((JSON.parse(text) as { fields?: { path: string }[] }).fields ?? []).map((field) => field.path)
      if (![403, 404].includes(status) && !named.some((path) => idNames.includes(path))) fits.add(endpoint.id)
    }
  }
  const never = server.app.endpoints.map((one) => one.id).filter((id) => !fits.has(id))
  // Only administrators found a series.
  expect(never).toEqual(['createSeries'])
})
