import { afterAll, beforeAll, expect, test } from 'vitest'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { eventRoom, agendaRoom } from '#server/protocol/rooms.ts'
import { makeEvent, makeRole, type MadeEvent } from '#tests/factories/events.ts'
import { makePerson, makeSession, type MadePerson } from '#tests/factories/people.ts'
import { connect } from '#tests/fixtures/socket.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

let server: TestServer
let db: Database
let event: MadeEvent
let organizer: MadePerson

beforeAll(async () => {
  server = await startTestServer()
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  event = await makeEvent(db)
  organizer = await makePerson(db)
  await makeRole(db, { eventId: event.id, personId: organizer.id, role: 'organizer' })
})

afterAll(async () => {
  await db.close()
  await server.dispose()
})

async function organizerSocket() {
  const session = await makeSession(db, organizer.id)
  return { session, link: await connect(server.url, { secret: session.secret }) }
}

test('a browser on another site cannot open a socket, with or without a cookie', async () => {
  const { secret } = await makeSession(db, organizer.id)
  await expect(connect(server.url, { secret, origin: 'https://evil.example' })).rejects.toThrow()
  await expect(connect(server.url, { secret, origin: 'null' })).rejects.toThrow()
  await expect(connect(server.url, { secret, origin: 'https://evil.example', transports: ['polling'] })).rejects.toThrow()
})

test('a client of another protocol version is told so', async () => {
  await expect(connect(server.url, { version: 999 })).rejects.toThrow('protocol.version')
})

test('polling alone works where WebSocket is blocked', async () => {
  const link = await connect(server.url, { transports: ['polling'] })
  expect(await link.ask('clock:ask', { sentAt: 5 })).toMatchObject({ ok: true, value: { sentAt: 5 } })
  link.close()
})

test('a room answers with its snapshot, and later with only the facts that were missed', async () => {
  const { link } = await organizerSocket()
  const room = eventRoom(event.id)
  const joined = await link.ask('room:join', { room })
  expect(joined).toMatchObject({ ok: true, value: { seq: 0, snapshot: { phase: 'requests_open' } } })
  const actor = { kind: 'system' } as const
  for (const to of ['locked', 'live'] as const) {
    const header = await server.app.events.findById(actor, event.id)
    if (!header.ok) throw new Error('the event is gone')
    const changed = await server.app.events.changePhase(actor, { eventId: event.id, to, version: header.value.version })
    expect(changed.ok).toBe(true)
  }
  expect(await link.ask('room:since', { room, seq: 1 })).toMatchObject({ ok: true, value: { seq: 2, facts: [{ seq: 2, name: 'phase:changed', payload: { phase: 'live' } }] } })
  await expect.poll(() => link.facts.map(({ seq, payload }) => [seq, payload])).toEqual([[1, { phase: 'locked' }], [2, { phase: 'live' }]])
  link.close()
})

test('a seq that never was is answered with a snapshot', async () => {
  const { link } = await organizerSocket()
  expect(await link.ask('room:since', { room: eventRoom(event.id), seq: 9_999 })).toMatchObject({ ok: true, value: { snapshot: { phase: 'live' } } })
  link.close()
})

test('a room of somebody else or of another event is refused as if it were not there, and the attempt is kept', async () => {
  const stranger = await makePerson(db)
  const { secret } = await makeSession(db, stranger.id)
  const link = await connect(server.url, { secret })
  const other = await makeEvent(db, { phase: 'draft' })
  for (const room of [eventRoom(other.id), `desk:${event.id}`, agendaRoom(event.id, organizer.id)]) {
    expect(await link.ask('room:join', { room })).toEqual({ ok: false, code: 'record.not_found' })
  }
  await expect.poll(() => db.client.auditEntry.count({ where: { action: 'room:refused', actorId: stranger.id } })).toBe(3)
  link.close()
})

test('revoking a session cuts its sockets within a second, and they do not come back', async () => {
  const { session, link } = await organizerSocket()
  await link.ask('room:join', { room: eventRoom(event.id) })
  const started = performance.now()
  const gone = link.next('disconnect')
  const actor = await server.app.identity.refreshActor(session.id)
  expect(await server.app.identity.revokeSession(actor ?? { kind: 'anonymous' }, session.publicId)).toEqual({ ok: true, value: undefined })
  await gone
  expect(performance.now() - started).toBeLessThan(1_000)
  const again = await connect(server.url, { secret: session.secret })
  expect(await again.ask('room:join', { room: `desk:${event.id}` })).toMatchObject({ ok: false })
  again.close()
})

test('malformed orders are answered, oversized and unknown ones cut, and the server stays up', async () => {
  const link = await connect(server.url)
  for (const payload of [null, 7, 'x', {}, { room: 'event:../../etc' }, { room: 5 }, { room: eventRoom(event.id), seq: Number.NaN }, { room: eventRoom(event.id), __proto__: { seq: 1 } }, { room: eventRoom(event.id), extra: 1 }]) {
    expect(await link.ask('room:since', payload)).toEqual({ ok: false, code: 'input.malformed' })
  }
  let deep: unknown = 1
  for (let level = 0; level < 3_000; level += 1) deep = [deep]
  expect(await link.ask('room:join', deep)).toEqual({ ok: false, code: 'input.malformed' })
  const closed = link.next('disconnect')
  link.socket.emit('__proto__', 1)
  await closed
  const loud = await connect(server.url)
  const dropped = loud.next('disconnect')
  loud.socket.emit('room:join', { room: 'x'.repeat(1_000_000) })
  await dropped
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test('a thousand orders a second from one socket are limited, and others are not affected', async () => {
  const loud = await connect(server.url)
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => loud.ask('clock:ask', { sentAt: 1 })))
  const refused = answers.filter((answer) => !answer.ok)
  expect(refused.length).toBeGreaterThanOrEqual(850)
  // With what its sentence names, or a person would read a placeholder.
  for (const answer of refused) expect(answer).toEqual({ ok: false, code: 'auth.rate_limited', params: { seconds: expect.any(Number) as number } })
  const calm = await connect(server.url)
  expect(await calm.ask('clock:ask', { sentAt: 1 })).toMatchObject({ ok: true })
  loud.close()
  calm.close()
})
