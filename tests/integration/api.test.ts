import { afterAll, beforeAll, expect, test } from 'vitest'

import { seedDemo } from '#server/demo.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createIds } from '#server/platform/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const ids = createIds()
let server: TestServer
let db: Database
let eventId: string

type Caller = { personId: string; delegationId: string | null; token: string }
let investor: Caller
let founder: Caller
let organizer: Caller

async function caller(role: string, scopes: string[], at = 0): Promise<Caller> {
  const held = await db.client.eventRole.findMany({ where: { eventId, role }, orderBy: { id: 'asc' }, skip: at, take: 1 })
  const personId = held[0]?.personId ?? ''
  const delegate = await db.client.delegate.findFirst({ where: { personId, delegation: { eventId } } })
  const token = ids.newSecret()
  await db.client.apiToken.create({ data: { id: ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes, createdAt: new Date() } })
  return { personId, delegationId: delegate?.delegationId ?? null, token }
}

beforeAll(async () => {
  server = await startTestServer()
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  await seedDemo({ db, clock: systemClock, ids, size: 'small' })
  eventId = (await db.client.event.findFirstOrThrow({ where: { phase: 'requests_open' } })).id
  investor = await caller('investor', ['read', 'write'])
  founder = await caller('founder', ['read', 'write'])
  organizer = await caller('organizer', ['read', 'write', 'organize'])
})

afterAll(async () => {
  await db.close()
  await server.dispose()
})

async function call(who: Caller | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { ...(who ? { authorization: `Bearer ${who.token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), 'accept-language': 'en', ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> & { code?: string }, headers: response.headers }
}

/** A start-up with which the investor has nothing yet. */
async function freshPartner(): Promise<string> {
  const row = await db.client.delegation.findFirstOrThrow({
    where: { eventId, side: 'startup', received: { none: { fromDelegationId: investor.delegationId ?? '' } }, sent: { none: { toDelegationId: investor.delegationId ?? '' } } },
  })
  return row.id
}

test('the description covers every call and names the problem shape', async () => {
  const { status, body } = await call(null, 'GET', '/openapi.json')
  expect(status).toBe(200)
  expect(body).toMatchObject({ openapi: '3.1.0' })
  const described = Object.values(body['paths'] as Record<string, Record<string, { operationId: string }>>).flatMap((path) => Object.values(path).map((one) => one.operationId))
  expect(described.sort()).toEqual(server.app.endpoints.map((one) => one.id).sort())
})

test('without a token, or with a wrong one, the answer is a problem document with 401', async () => {
  for (const who of [null, { ...investor, token: ids.newSecret() }]) {
    const { status, type, body } = await call(who, 'GET', '/events')
    expect({ status, type: type.split(';')[0], code: body.code }).toEqual({ status: 401, type: 'application/problem+json', code: 'auth.required' })
  }
})

test('an investor asks, the founder reads it and accepts with the best time, all with RFC 3339 instants', async () => {
  const partner = await freshPartner()
  const lead = await db.client.delegate.findFirstOrThrow({ where: { delegationId: partner, isLead: true } })
  const other = { ...founder, token: ids.newSecret() }
  await db.client.apiToken.create({ data: { id: ids.newId(), hash: hashSecret(other.token), personId: lead.personId, name: 'test', scopes: ['write'], createdAt: new Date() } })
  const proposal = await call(investor, 'GET', `/events/${eventId}/delegations/${partner}/proposal`)
  expect(proposal.body['reasons']).toEqual([])
  const times = proposal.body['times'] as { startsAt: string }[]
  expect(times[0]?.startsAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  const asked = await call(investor, 'POST', `/events/${eventId}/requests`, { toDelegationId: partner, holds: times.slice(0, 2).map((time) => time.startsAt), message: 'Could we talk about your pilot line?' })
  expect(asked.status).toBe(201)
  const listed = await call(other, 'GET', `/events/${eventId}/requests`)
  const card = (listed.body['items'] as { id: string; version: number; state: string }[]).find((one) => one.id === asked.body['requestId'])
  expect(card).toMatchObject({ state: 'pending' })
  const accepted = await call(other, 'POST', `/requests/${card?.id}/accept`, { version: card?.version })
  expect(accepted).toMatchObject({ status: 200, body: { state: 'accepted' } })
  const agenda = await call(investor, 'GET', `/events/${eventId}/agenda`)
  const meetings = (agenda.body['snapshot'] as { meetings: { startsAt: string; partner: { delegationId: string } }[] }).meetings
  expect(meetings.filter((meeting) => meeting.partner.delegationId === partner).map((meeting) => times.some((time) => time.startsAt === meeting.startsAt))).toEqual([true])
})

test('the same key gives the stored answer, another body under it is refused, and the work happened once', async () => {
  const partner = await freshPartner()
  const body = { toDelegationId: partner, holds: [], message: 'Once only' }
  const key = { 'idempotency-key': 'order-66' }
  const both = await Promise.all([call(investor, 'POST', `/events/${eventId}/requests`, body, key), call(investor, 'POST', `/events/${eventId}/requests`, body, key)])
  expect(both.map(({ status }) => status).sort()).toSatisfy((statuses: number[]) => statuses[0] === 201 && (statuses[1] === 201 || statuses[1] === 409))
  const again = await call(investor, 'POST', `/events/${eventId}/requests`, body, key)
  const first = both.find(({ status }) => status === 201)
  expect(again.body).toEqual(first?.body)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await call(investor, 'POST', `/events/${eventId}/requests`, { ...body, message: 'Another' }, key)).toMatchObject({ status: 422, body: { code: 'request.key_reused' } })
  expect(await db.client.meetingRequest.count({ where: { fromDelegationId: investor.delegationId ?? '', toDelegationId: partner } })).toBe(1)
})

test('bad input is a 4xx that names the field, never a 500, and nothing is written', async () => {
  const partner = await freshPartner()
  const before = await db.client.meetingRequest.count()
  const path = `/events/${eventId}/requests`
  const bad: [unknown, string][] = [
    [{ holds: [], message: '' }, 'toDelegationId'],
    [{ toDelegationId: 'not-an-id', holds: [] }, 'toDelegationId'],
    [{ toDelegationId: partner, holds: ['yesterday'] }, 'holds.0'],
    [{ toDelegationId: partner, holds: [-1] }, 'holds.0'],
    [{ toDelegationId: partner, holds: [], message: 'x'.repeat(5_000) }, 'message'],
    [{ toDelegationId: partner, holds: [], message: 'a\u0000b' }, 'message'],
    [{ toDelegationId: partner, holds: [], message: '\ud800' }, 'message'],
  ]
  for (const [body, field] of bad) {
    const answer = await call(investor, 'POST', path, body)
    expect({ status: answer.status, code: answer.body.code, fields: [...new Set((answer.body['fields'] as { path: string }[]).map((one) => one.path))] }).toEqual({ status: 422, code: 'input.invalid', fields: [field] })
  }
  const broken: [string, number][] = [['{', 400], [`{"toDelegationId":"${partner}","holds":[1e309]}`, 422], ['[]', 422], ['"text"', 400], [`{"message":"${'y'.repeat(2_000_000)}"}`, 413]]
  for (const [body, status] of broken) expect((await call(investor, 'POST', path, body)).status).toBe(status)
  expect(await db.client.meetingRequest.count()).toBe(before)
})

test('what belongs to another event or to others is not found or forbidden, and fields nobody asked for are ignored', async () => {
  const elsewhere = await makeEvent(db, { phase: 'draft' })
  expect((await call(investor, 'GET', `/events/${elsewhere.id}`)).status).toBe(404)
  expect((await call(founder, 'GET', `/events/${eventId}/drafts`)).status).toBe(404)
  expect((await call(investor, 'POST', `/events/${eventId}/phase`, { to: 'closed', version: 1 })).status).toBe(403)
  const partner = await freshPartner()
  const made = await call(investor, 'POST', `/events/${eventId}/requests`, { toDelegationId: partner, holds: [], eventId: elsewhere.id, state: 'accepted', fromDelegationId: partner })
  const row = await db.client.meetingRequest.findUniqueOrThrow({ where: { id: String(made.body['requestId']) } })
  expect(row).toMatchObject({ eventId, state: 'pending', fromDelegationId: investor.delegationId })
})

test('a token can do no more than its scopes, wherever its owner may do more', async () => {
  const reader = await caller('organizer', ['read'])
  const event = await call(reader, 'GET', `/events/${eventId}`)
  expect(event.status).toBe(200)
  expect((await call(reader, 'POST', `/events/${eventId}/phase`, { to: 'locked', version: event.body['version'] })).status).toBe(403)
  expect((await call(organizer, 'GET', `/events/${eventId}/drafts`)).status).toBe(200)
  expect((await call(investor, 'GET', `/events/${eventId}/matches?limit=3`)).body['matches']).toHaveLength(3)
})
