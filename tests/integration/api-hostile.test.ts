import { readFileSync } from 'node:fs'

import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret, invitationToken } from '#server/platform/secrets.ts'
import { makeWorld, type World } from '#tests/factories/one-of-everything.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { replaceAt, sampleOf, type Leaf, type Path } from '#tests/fixtures/schema-samples.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const newIds = createIds()
const clock = manualClock()
let server: TestServer
let db: Database
let ours: World
let theirs: World
let callers: Record<'organizer' | 'investor' | 'founder' | 'nobody', string>

async function tokenOf(personId: string): Promise<string> {
  const secret = newIds.newSecret()
  await db.client.apiToken.create({ data: { id: newIds.newId(), hash: hashSecret(secret), personId, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date(clock.now()) } })
  return secret
}

beforeAll(async () => {
  server = await startTestServer({ clock })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  ours = await makeWorld({ app: server.app, db })
  theirs = await makeWorld({ app: server.app, db })
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

/** Mails that come of making both events are sent behind our back: until they are, not every row written is a call's. */
async function worldsAreQuiet(): Promise<void> {
  const due = { state: { in: ['queued', 'running'] }, runAt: { lte: new Date(clock.now()) } }
  await expect.poll(() => db.client.job.count({ where: due }), { timeout: 40_000 }).toBe(0)
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

/** What a call may name: under these names stand ids, wherever in it they are. */
const idNames = ['eventId', 'seriesId', 'requestId', 'meetingId', 'draftId', 'delegationId', 'toDelegationId', 'otherDelegationId', 'personId', 'assigneeIds', 'tableId', 'table', 'meeting', 'a', 'b', 'organizationId', 'sessionId', 'roleId', 'releaseId', 'claimId', 'batchId', 'itemId', 'itemIds', 'fromItemId', 'toItemId', 'swapId', 'deckId', 'techSlotId', 'waitingId', 'stageId', 'lineId', 'withId', 'importId', 'questionId', 'pollId', 'judgeId', 'guestId', 'personIds', 'ranked', 'studyId', 'repairId', 'absenceId', 'formId', 'registrationId', 'poolId', 'listId', 'invitationId', 'ticketTypeId', 'codeId', 'orderId', 'conflictId']
const inside = (path: Path): boolean => path.length > 1 && /Ids?$/.test(nameOf(path)) && idNames.includes(nameOf(path))
const nameOf = (path: Path): string => String(path.filter((step) => typeof step === 'string').at(-1))
const idsFor = (endpoint: Endpoint, { ids }: World): Record<string, unknown> => (endpoint.path.startsWith('/pitches/') ? { ...ids, itemId: ids['pitchOfAnother'] } : ids)
/** Other ids in place of those that stand at a path. */
const oneOf = (ids: Record<string, unknown>, path: Path): unknown => (typeof path.at(-1) === 'number' ? (ids[nameOf(path)] as unknown[])[0] : ids[nameOf(path)])

/** A call as somebody honest would make it, with the ids of one world. */
function honest(endpoint: Endpoint, world: World): { input: Record<string, unknown>; leaves: Leaf[] } {
  const { value, leaves } = sampleOf(endpoint.input)
  const ids = idsFor(endpoint, world)
  let input = { ...(value as Record<string, unknown>) }
  for (const name of Object.keys(input)) if (Object.hasOwn(ids, name)) input[name] = ids[name]
  for (const { path } of leaves) if (inside(path) && typeof path[1] === 'string') input = replaceAt(input, path, oneOf(ids, path)) as Record<string, unknown>
  // What is no id and yet has to be known: a purpose that was asked about, the secret of a personal link.
  if (endpoint.id === 'setConsent') input['purpose'] = 'photos'
  if (endpoint.id === 'answerInvitation') input['token'] = invitationToken(readFileSync(`${server.dataDir}/app-secret`, 'utf8').trim(), String(world.ids['invitationId']), 1)
  if (endpoint.id === 'listMatches') for (const name of ['sector', 'stage', 'round', 'kind', 'region']) input[name] = ''
  if (endpoint.id === 'listMatches' || endpoint.id === 'getMatch') input['delegationId'] = world.funds[0]?.id
  return { input, leaves }
}

/** Every place of a call where an id stands. */
function idPlaces(input: Record<string, unknown>, leaves: Leaf[]): Path[] {
  return [...idNames.filter((name) => Object.hasOwn(input, name)).map((name): Path => [name]), ...leaves.map(({ path }) => path).filter((path) => inside(path) && typeof path[1] === 'string')]
}

/** What stands on a public page may be read by everybody. */
const publicCalls = ['getEvent', 'getSetup', 'getProgramme', 'listProgrammeReleases', 'exportProgramme', 'listStages', 'listRegistrationForms', 'getOwnRegistration', 'listTicketOffers', 'listOwnOrders']
const isPublic = (endpoint: Endpoint, [field]: Path): boolean => (publicCalls.includes(endpoint.id) && field === 'eventId') || (endpoint.id === 'getStage' && field === 'stageId')
/** Whom they name is not looked at: leaving takes everybody along, and a booking or a place in line that stands already is answered as it is. */
const isUnread = (endpoint: Endpoint, [field]: Path): boolean => field === 'personIds' && ['bookPitchSlot', 'joinPitchLine', 'declinePitchOffer', 'leavePitchLine'].includes(endpoint.id)

test('no call takes an id of another event, whoever asks and whichever field it is in', async () => {
  await worldsAreQuiet()
  const before = everything()
  const opened: string[] = []
  let asked = 0
  for (const [name, personId] of Object.entries(callers)) {
    let token = ''
    for (const [at, endpoint] of server.app.endpoints.entries()) {
      if (at % 50 === 0) token = await tokenOf(personId)
      const { input, leaves } = honest(endpoint, ours)
      for (const path of idPlaces(input, leaves).filter((one) => !isPublic(endpoint, one) && !isUnread(endpoint, one))) {
        asked += 1
        const foreign = path.length === 1 ? idsFor(endpoint, theirs)[nameOf(path)] : oneOf(theirs.ids, path)
        const { status, code } = await call(token, endpoint, replaceAt(input, path, foreign) as Record<string, unknown>)
        if (![400, 403, 404, 409, 410, 422].includes(status) || code === undefined || !Object.hasOwn(errorStatus, code)) opened.push(`${name} ${endpoint.id} ${path.join('.')}: ${status} ${code}`)
      }
    }
  }
  expect(opened).toEqual([])
  expect(asked).toBeGreaterThan(100)
  expect(everything() === before).toBe(true)
}, 120_000)

const bad: [string, unknown][] = [
  ['NUL', 'a\u0000b'], ['a lone surrogate', lone], ['1e309', tooBig], ['nested lists', [[[[1]]]]],
]
test('no field of any call can be given what ends in a 500, and what is refused writes nothing', async () => {
  await worldsAreQuiet()
  const faults: string[] = []
  let calls = 0
  let before = everything()
  for (const endpoint of server.app.endpoints) {
    const { input, leaves } = honest(endpoint, ours)
    const token = await tokenOf(callers.organizer)
    let passed = 0
    for (const { path } of leaves) {
      const values = bad.filter(([, value]) => !(inAddress(endpoint, path) && typeof value === 'object'))
      calls += values.length
      const answers = await Promise.all(values.map(async ([what, value]) => ({ what, ...(await call(token, endpoint, replaceAt(input, path, value) as Record<string, unknown>)) })))
      for (const { what, status, code, text } of answers) {
        if (status < 300) passed += 1
        const fine = status < 300 ? endpoint.method === 'GET' : status < 500 && code !== undefined && Object.hasOwn(errorStatus, code)
        if (!fine) faults.push(`${endpoint.id} ${path.join('.')} = ${what}: ${status} ${text.slice(0, 80)}`)
      }
    }
    const after = everything()
    if (passed === 0 && after !== before) faults.push(`${endpoint.id} wrote something`)
    before = after
  }
  expect(faults).toEqual([])
  expect(calls).toBeGreaterThan(500)
}, 180_000)

const inAddress = (endpoint: Endpoint, path: Path): boolean => endpoint.path.includes(`{${String(path[0])}}`) || endpoint.method === 'GET'

test('a body of ten megabytes is refused before it is read', async () => {
  const token = await tokenOf(callers.founder)
  const endpoint = server.app.endpoints.find((one) => one.id === 'createRequest') as Endpoint
  expect(await call(token, endpoint, { ...ours.ids, message: 'y'.repeat(10_000_000) })).toMatchObject({ status: 413, code: 'input.too_large' })
})

const takesAway = /^(cancel|discard|delete|remove|revoke|withdraw|changePhase|approve|dismiss)/
/** Refused for how things stand, after the ids were looked at. */
const forNow = ['judging.sealed', 'judging.recused', 'interest.not_opened', 'interest.unverified']

test('the same calls with ids of the own event are not refused for them, so that the refusals above mean something', async () => {
  const fits = new Set<string>()
  const tokens = await Promise.all([...Object.values(callers), ours.startups[1]?.people[0] ?? ''].map(tokenOf))
  const { endpoints } = server.app
  // What takes away comes last.
  for (const calls of [endpoints.filter((one) => !takesAway.test(one.id)), endpoints.filter((one) => takesAway.test(one.id))]) {
    for (const token of tokens) {
      for (const endpoint of calls.filter((one) => !fits.has(one.id))) {
        const { status, code, text } = await call(token, endpoint, honest(endpoint, ours).input)
        const named = status < 300 ? [] : ((JSON.parse(text) as { fields?: { path: string }[] }).fields ?? []).map((field) => field.path)
        if ((![403, 404].includes(status) || forNow.includes(code ?? '')) && !named.some((path) => idNames.includes(path))) fits.add(endpoint.id)
      }
    }
  }
  const never = endpoints.map((one) => one.id).filter((id) => !fits.has(id))
  // Only administrators found a series.
  expect(never).toEqual(['createSeries'])
})
