import { once } from 'node:events'

import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { system } from '#server/domain/access/actor.ts'
import { deskRoom, eventRoom } from '#server/protocol/rooms.ts'
import { makeEvent, makeRole, type MadeEvent } from '#tests/factories/events.ts'
import { makePerson, makeSession } from '#tests/factories/people.ts'
import { connect } from '#tests/fixtures/socket.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

let server: TestServer
let db: Database
let event: MadeEvent
beforeAll(async () => {
  server = await startTestServer()
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  event = await makeEvent(db)
})
afterAll(async () => {
  await db.close()
  await server.dispose()
})

/** A client that speaks the wire's own language: connected to the namespace, ready for any frame. */
async function raw(): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  socket.on('error', () => undefined)
  await once(socket, 'message')
  socket.send('40{"version":1}')
  await once(socket, 'message')
  return socket
}

const room = () => JSON.stringify({ room: eventRoom(event.id) })
const placeholders = (count: number): string => Array.from({ length: count }, (_, num) => `{"_placeholder":true,"num":${num}}`).join()

const frames: [name: string, frames: () => (string | Buffer)[]][] = [
  ['one binary attachment', () => ['451-0["room:join",{"_placeholder":true,"num":0}]', Buffer.alloc(100)]],
  ['eleven binary attachments', () => [`4511-0["room:join",${placeholders(11)}]`, ...Array.from({ length: 11 }, () => Buffer.alloc(8))]],
  ['announced attachments that never come, then text', () => ['459-0["room:join",{"_placeholder":true,"num":0}]', `420["room:join",${room()}]`]],
  ['a thousand million announced attachments', () => ['45999999999-0["room:join",{"_placeholder":true,"num":0}]']],
  ['no attachments though it says binary', () => ['450-0["room:join",{"_placeholder":true,"num":0}]']],
  ['a placeholder that points nowhere', () => ['451-0["room:join",{"_placeholder":true,"num":7}]', Buffer.alloc(8)]],
  ['binary out of turn', () => [Buffer.alloc(64)]],
  ['a megabyte of text', () => [`420["room:join",{"room":"${'x'.repeat(1_000_000)}"}]`]],
  ['a megabyte of bytes', () => ['451-0["room:join",{"_placeholder":true,"num":0}]', Buffer.alloc(1_000_000)]],
  ['JSON three thousand levels deep', () => [`420["room:join",${'['.repeat(3_000)}${']'.repeat(3_000)}]`]],
  ['an order by the name of __proto__', () => ['420["__proto__",{}]']],
  ['an order by the name of constructor', () => ['420["constructor",{}]']],
  ['a payload that carries __proto__', () => [`420["room:join",{"__proto__":{"room":${JSON.stringify(eventRoom(event.id))}}}]`]],
  ['a reserved event', () => ['42["disconnect"]', '42["connect_error"]']],
  ['no JSON at all', () => ['420["room:join",', '42', '4', '4x', '9']],
  ['an answer that nobody asked for', () => ['43999999[null]', '46'.repeat(3)]],
  ['another namespace', () => ['40/__proto__,{}', '40/admin,{"version":1}']],
]

test.each(frames)('%s does no harm: the order is refused or the socket cut, and others are served', async (_name, make) => {
  const socket = await raw()
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  for (const frame of make()) socket.send(frame)
  const honest = await connect(server.url)
  expect(await honest.ask('room:join', { room: eventRoom(event.id) })).toMatchObject({ ok: true })
  honest.close()
  expect(heard.filter((text) => text.startsWith('430') && text.includes('"ok":true'))).toEqual([])
  expect(({} as Record<string, unknown>)['room']).toBeUndefined()
  socket.terminate()
})

test.each(['sid=__proto__', 'sid=constructor', 'EIO=3', 'EIO=9', 'transport=__proto__'])('a handshake with %s is refused and the server stays up', async (query) => {
  const answer = await fetch(`${server.url}/socket.io/?${query.includes('EIO') ? query : `EIO=4&${query}`}${query.includes('transport') ? '' : '&transport=polling'}`)
  expect(answer.status).toBe(400)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test('a binary body on a polling connection is refused and the server stays up', async () => {
  const opened = await (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)).text()
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
  const posted = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', origin: server.url }, body: new Uint8Array(64) })
  expect(posted.status).toBeGreaterThanOrEqual(400)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test('who loses the role of organizer is cut from the desk within a second, and does not get back in', async () => {
  const [boss, helper] = [await makePerson(db), await makePerson(db)]
  await makeRole(db, { eventId: event.id, personId: boss.id, role: 'organizer' })
  await makeRole(db, { eventId: event.id, personId: helper.id, role: 'organizer' })
  const { secret } = await makeSession(db, helper.id)
  const link = await connect(server.url, { secret })
  expect(await link.ask('room:join', { room: deskRoom(event.id) })).toMatchObject({ ok: true })
  const { id: roleId } = await db.client.eventRole.findFirstOrThrow({ where: { eventId: event.id, personId: helper.id } })
  const [told, gone] = [link.next('session:ended'), link.next('disconnect')]
  const started = performance.now()
  expect(await server.app.events.revokeRole(system, { eventId: event.id, roleId })).toEqual({ ok: true, value: undefined })
  await gone
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(await told).toEqual([{ code: 'auth.forbidden' }])
  link.socket.connect()
  await once(link.socket as never, 'connect')
  expect(link.socket.recovered ?? false).toBe(false)
  expect(await link.ask('room:since', { room: deskRoom(event.id), seq: 0 })).toEqual({ ok: false, code: 'record.not_found' })
  expect(await link.ask('room:join', { room: eventRoom(event.id) })).toMatchObject({ ok: true })
  link.close()
})
