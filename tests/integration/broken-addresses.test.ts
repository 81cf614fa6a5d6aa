import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'

import { createCookies } from '#server/http/session.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { makeEvent, makeRole } from '#tests/factories/events.ts'
import { makePerson, makeSession } from '#tests/factories/people.ts'
import { connect } from '#tests/fixtures/socket.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

let server: TestServer
let db: Database
let cookie: string
beforeAll(async () => {
  server = await startTestServer({ pages: 'built' })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  const event = await makeEvent(db, { slug: 'winter' })
  const person = await makePerson(db)
  await makeRole(db, { eventId: event.id, personId: person.id, role: 'organizer' })
  const { secret } = await makeSession(db, person.id)
  cookie = (await createCookies(server.url).writeSession(secret, Date.UTC(2099, 0, 1))).split(';')[0] ?? ''
})
afterAll(async () => {
  await db.close()
  await server.dispose()
})

/** Sends the target as it stands: `fetch` would tidy it up first. */
async function statusOf(target: string, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(server.url)
  const asked = request({ agent: false, hostname, port, path: target, method, headers: { cookie, accept: 'text/html', ...(method === 'GET' ? {} : { origin: server.url, 'content-type': 'application/json' }) } })
  asked.end(method === 'GET' ? undefined : '{}')
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode ?? 0
}

const doors = ['/', '/assets/', '/fonts/', '/events/', '/events/winter/people/', '/organize/winter/', '/organize/winter/people/', '/organize/', '/series/', '/calendar/', '/unsubscribe/', '/invitation/', '/mailbox/', '/door/winter/', '/api/', '/api/v1/', '/api/v1/events/', '/socket.io/', '/webhooks/']
const parts: [string, string][] = [
  ['NUL', '%00'], ['NUL within', 'a%00.html'], ['a folder up', '%2e%2e/%2e%2e/etc/passwd'], ['a folder up, plain', '../../../../etc/passwd'], ['encoded twice', '%252e%252e%252f%252e%252e%252fetc%252fpasswd'],
  ['a slash in a part', '..%2f..%2f..%2fpackage.json'], ['a backslash', '..%5c..%5cpackage.json'], ['bytes that are no text', '%ff%fe'], ['half an escape', '%e4%b8'], ['a percent alone', '%'], ['a lone surrogate', '%ed%a0%80'],
  ['much', 'a'.repeat(5_000)], ['very much', 'a'.repeat(12_000)], ['a name of every object', '__proto__'], ['a line break', 'a%0d%0aSet-Cookie:%20x=1'],
]

test.each(parts)('an address with %s is refused at every door and never a fault', async (_name, part) => {
  const answers = await Promise.all(doors.map(async (door) => [door, await statusOf(`${door}${part}`)] as const))
  expect(answers.filter(([door, status]) => ![400, 404, 414, 431].includes(status) && !(door.startsWith('/api/') && status === 401))).toEqual([])
})

test('the same in questions and by other methods: refused or harmless, never a fault', async () => {
  const targets = ['/?q=%00', '/search?q=%ff', '/organize/winter/people?q=%00%ff', '/organize/winter/messages?page=%00&state=%ed%a0%80', '/api/v1/events?cursor=%00', `/?q=${'a'.repeat(5_000)}`, '/organize/winter/people.data?_routes=%00', '/.data', '/%00.data', '/socket.io/?EIO=4&transport=polling&sid=%00']
  for (const target of targets) expect([target, (await statusOf(target)) < 500]).toEqual([target, true])
  for (const target of ['/api/v1/%00', '/organize/%00', '/sign-out/%2e%2e', '/webhooks/%ff', '/unsubscribe/%00']) {
    for (const method of ['POST', 'PUT', 'DELETE']) expect([method, target, [400, 403, 404, 405].includes(await statusOf(target, method))]).toEqual([method, target, true])
  }
})

const polled = async (query: string, method = 'GET', body?: string | Uint8Array<ArrayBuffer>, type = 'text/plain;charset=UTF-8'): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${server.url}/socket.io/?${query}`, { method, ...(body === undefined ? {} : { body, headers: { 'content-type': type } }) })
  return { status: response.status, text: await response.text() }
}
async function handshake(): Promise<string> {
  const { text } = await polled('EIO=4&transport=polling')
  return (JSON.parse(text.slice(1)) as { sid: string }).sid
}
/** `talks`: taken as a socket; `closed`: ended without a word; else the status with which it was refused. */
async function upgrade(query: string): Promise<string | number> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?${query}`)
  const outcome = await new Promise<string | number>((done) => {
    socket.on('message', () => done('talks'))
    socket.on('close', () => done('closed'))
    socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
    socket.on('error', (error) => done(error.message))
  })
  socket.on('error', () => undefined)
  socket.terminate()
  return outcome
}

test('a socket of another version of the wire, or bytes where text belongs, is refused; nothing is left of it and others are served', async () => {
  const link = await connect(server.url)
  for (const version of ['EIO=3', 'EIO=5', 'EIO=%00', 'EIO=__proto__', '']) expect([version, await upgrade(`${version}&transport=websocket`)]).not.toEqual([version, 'talks'])
  // The refusal arrives: it isn't lost with the connection.
  for (const query of ['EIO=4&transport=carrier-pigeon', 'EIO=4&transport=websocket&sid=nobody', 'EIO=4&transport=websocket&sid=__proto__']) expect([query, await upgrade(query)]).toEqual([query, 400])
  for (const query of ['EIO=3&transport=polling', 'transport=polling', 'EIO=4&transport=polling&sid=nobody', 'EIO=4&transport=polling&sid=__proto__']) expect([query, (await polled(query)).status]).toEqual([query, 400])

  // Begun in one version, lifted to a WebSocket in another: the older one speaks frames of its own.
  for (const version of ['3', '5', '', 'x']) expect([version, await upgrade(`EIO=${version}&transport=websocket&sid=${await handshake()}`)]).not.toEqual([version, 'talks'])
  for (const type of ['application/octet-stream', 'text/plain;charset=UTF-8', 'multipart/form-data; boundary=x', '']) {
    const sid = await handshake()
    const { status } = await polled(`EIO=4&transport=polling&sid=${sid}`, 'POST', new Uint8Array([0x00, 0xff, 0x04, 0x1e, 0x62, 0xfe]), type)
    expect([type, status < 500]).toEqual([type, true])
  }
  // A poll that nobody waits for, and two at once: the second ends the session.
  const twice = await handshake()
  const polls = await Promise.all([polled(`EIO=4&transport=polling&sid=${twice}`), polled(`EIO=4&transport=polling&sid=${twice}`)])
  expect(polls.map((one) => one.status < 500)).toEqual([true, true])
  expect(await link.ask('clock:ask', { sentAt: 1 })).toMatchObject({ ok: true })
  link.close()
  const response = await fetch(`${server.url}/healthz`)
  expect(response.status).toBe(200)
})
