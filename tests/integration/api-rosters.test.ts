import { afterAll, beforeAll, expect, test } from 'vitest'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const ids = createIds()
let server: TestServer
let db: Database
let base: string
let organizer: string
let founder: string

async function tokenOf(personId: string): Promise<string> {
  const token = ids.newSecret()
  await db.client.apiToken.create({ data: { id: ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date() } })
  return token
}

beforeAll(async () => {
  server = await startTestServer()
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  const event = await makeEvent(db)
  base = `/events/${event.id}`
  organizer = await tokenOf((await makeStaff(db, event.id)).personId)
  founder = await tokenOf((await makeDelegation(db, event.id, { nameZh: '=cmd()', nameEn: '' })).people[0] ?? '')
})

afterAll(async () => {
  await db.close()
  await server.dispose()
})

const send = (token: string, method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...headers }, ...(body === undefined ? {} : { body }) })

async function json(token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await send(token, method, path, body === undefined ? undefined : JSON.stringify(body), { 'content-type': 'application/json', ...headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const csv = '企业名称,一句话介绍\n海淀量子,量子测量仪器\n深蓝智造,海工机器人\n'

function form(content: string | Uint8Array, fields: Record<string, string> = { target: 'startups' }): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  data.set('file', new Blob([content as BlobPart]), 'roster.csv')
  return data
}

test('a roster is sent as a form, looked at, mapped, taken over, listed, and taken back', async () => {
  const sent = await send(organizer, 'POST', `${base}/imports`, form(csv))
  expect(sent.status).toBe(201)
  const { batchId } = (await sent.json()) as { batchId: string }
  const one = `${base}/imports/${batchId}`
  const preview = await json(organizer, 'GET', one)
  expect(preview.body['batch']).toMatchObject({ fileName: 'roster.csv', state: 'draft', lines: 2 })
  const fields = (preview.body['columns'] as { field: string | null }[]).map((column) => column.field ?? '')
  expect(await json(organizer, 'PUT', `${one}/mapping`, { mapping: fields })).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await json(organizer, 'POST', `${one}/cells`, { row: 3, column: 0, value: '深蓝智能制造' })).toMatchObject({ status: 200, body: { version: 3 } })
  expect(await json(organizer, 'POST', `${one}/apply`)).toMatchObject({ status: 200 })
  const found = await json(organizer, 'GET', `${base}/delegations?q=${encodeURIComponent('深蓝')}`)
  expect((found.body['items'] as { nameZh: string }[]).map((row) => row.nameZh)).toEqual(['深蓝智能制造'])
  expect(await json(organizer, 'POST', `${one}/undo`)).toMatchObject({ status: 200 })
  expect((await json(organizer, 'GET', `${base}/delegations`)).body).toMatchObject({ total: 1, nextCursor: null })
  const listed = (await json(organizer, 'GET', `${base}/imports`)).body['items'] as { state: string; appliedAt: string }[]
  expect(listed.map((row) => [row.state, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(row.appliedAt)])).toEqual([['undone', true]])
})

test('the same file in base64 is read alike, and a repeated key sends it once', async () => {
  const body = { target: 'startups', fileName: '名单.csv', contentBase64: Buffer.from(csv).toString('base64') }
  const key = { 'idempotency-key': 'roster-1' }
  const first = await json(organizer, 'POST', `${base}/imports`, body, key)
  expect(first.status).toBe(201)
  expect(await json(organizer, 'POST', `${base}/imports`, body, key)).toEqual(first)
  expect(await json(organizer, 'POST', `${base}/imports`, { ...body, contentBase64: Buffer.from(`${csv}另一家,\n`).toString('base64') }, key)).toMatchObject({ status: 422, body: { code: 'request.key_reused' } })
  expect((await json(organizer, 'GET', `${base}/imports/${String(first.body['batchId'])}`)).body['batch']).toMatchObject({ fileName: '名单.csv', lines: 2 })
})

test('what is no file, too large a file or a stranger\'s file is refused and changes nothing', async () => {
  const before = await db.client.importBatch.count()
  const path = `${base}/imports`
  expect(await json(organizer, 'POST', path, { target: 'startups', fileName: 'a.csv', contentBase64: 'not base64' })).toMatchObject({ status: 422, body: { code: 'input.invalid' } })
  expect(await json(organizer, 'POST', path, { target: 'startups', fileName: 'a.csv' })).toMatchObject({ status: 422 })
  expect((await send(organizer, 'POST', path, 'broken', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400)
  expect((await send(organizer, 'POST', path, form(new Uint8Array(20_000_001)))).status).toBe(413)
  expect((await send(organizer, 'POST', path, form(new Uint8Array(20_300_000)))).status).toBe(413)
  expect((await send(founder, 'POST', path, form(csv))).status).toBe(403)
  expect((await send(ids.newSecret(), 'POST', path, form(csv))).status).toBe(401)
  expect((await send(organizer, 'POST', path, form(csv, { target: 'startups', bytes: 'text' }))).status).toBe(201)
  expect((await json(organizer, 'POST', `${base}/roles`, { email: 'x'.repeat(1_100_000), role: 'organizer' })).status).toBe(413)
  expect(await db.client.importBatch.count()).toBe(before + 1)
})

test('the roster leaves as CSV and XLSX for organizers only, and no cell is a formula', async () => {
  const asCsv = await send(organizer, 'GET', `${base}/roster.csv?side=startup`)
  expect([asCsv.status, asCsv.headers.get('content-type'), asCsv.headers.get('content-disposition')?.startsWith("attachment; filename*=UTF-8''")]).toEqual([200, 'text/csv; charset=utf-8', true])
  const bytes = new Uint8Array(await asCsv.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(/(^|[,\n"])=cmd/.test(new TextDecoder().decode(bytes))).toBe(false)
  const asXlsx = await send(organizer, 'GET', `${base}/roster.xlsx`)
  expect([asXlsx.status, new TextDecoder().decode((await asXlsx.arrayBuffer()).slice(0, 2))]).toEqual([200, 'PK'])
  expect((await send(founder, 'GET', `${base}/roster.csv`)).status).toBe(403)
  expect((await send(organizer, 'GET', `${base}/roster.csv?side=nobody`)).status).toBe(422)
})

test('an organization is added, its people and limits set, a claim handed in and checked', async () => {
  const added = await json(organizer, 'POST', `${base}/delegations`, { side: 'investor', nameZh: '北辰资本' })
  expect(added.status).toBe(201)
  const one = `${base}/delegations/${String(added.body['delegationId'])}`
  expect(await json(organizer, 'POST', `${one}/people`, { email: 'Lin@Example.com', nameZh: '林一' })).toMatchObject({ status: 201 })
  expect(await json(organizer, 'PUT', one, { side: 'investor', inboundCap: 3 })).toMatchObject({ status: 200 })
  const claim = await json(organizer, 'POST', `${one}/claims`, { kind: 'filing', value: 'P1000001' })
  expect(await json(organizer, 'POST', `${one}/claims/${String(claim.body['claimId'])}/review`, { seen: 'submitted', verdict: 'verified' })).toMatchObject({ status: 200 })
  const read = await json(organizer, 'GET', one)
  expect(read.body).toMatchObject({ inboundCap: 3, people: [{ email: 'lin@example.com', isLead: true }], claims: [{ kind: 'filing', light: 'verified', reviewedAt: expect.stringMatching(/Z$/) as string }] })
  expect((await json(organizer, 'GET', `/search?q=${encodeURIComponent('北辰')}&event=${(await db.client.event.findFirstOrThrow()).slug}`)).body['items']).toMatchObject([{ kind: 'organization', label: '北辰资本' }])
})

test('the set-up is read and edited part by part, and who comes second is told', async () => {
  const { body } = await json(organizer, 'GET', `${base}/setup`)
  const version = Number(body['settingsVersion'])
  const tables = (body['tables'] as { id: string; code: string }[]).map(({ id, code }) => ({ id, code: `${code}x` }))
  expect(await json(organizer, 'PUT', `${base}/setup/tables`, { version, tables })).toMatchObject({ status: 200 })
  expect(await json(organizer, 'PUT', `${base}/setup/tables`, { version, tables })).toMatchObject({ status: 409, body: { code: 'record.changed' } })
  expect(await json(founder, 'PUT', `${base}/setup/tables`, { version: version + 1, tables })).toMatchObject({ status: 403 })
  const granted = await json(organizer, 'POST', `${base}/roles`, { email: 'crew@example.com', role: 'crew' })
  expect(granted.status).toBe(200)
  const crew = ((await json(organizer, 'GET', `${base}/roles`)).body['items'] as { id: string; email: string }[]).find((one) => one.email === 'crew@example.com')
  expect(await json(organizer, 'DELETE', `${base}/roles/${crew?.id}`)).toMatchObject({ status: 200 })
})

test('an own profile is edited over the API with the version that was read', async () => {
  const own = await json(founder, 'GET', `${base}/profile`)
  const path = `${base}/organizations/${String(own.body['organizationId'])}`
  expect(await json(founder, 'PUT', `${path}/profile`, { version: own.body['version'], nameZh: '云图' })).toMatchObject({ status: 200 })
  const version = (own.body['need'] as { version: number }).version
  expect(await json(founder, 'PUT', `${path}/preferences/need`, { version, body: { round: '', seeks: [] } })).toMatchObject({ status: 200, body: { version: version + 1 } })
  expect(await json(founder, 'PUT', `${path}/preferences/need`, { version, body: {} })).toMatchObject({ status: 409 })
})
