import { Writable } from 'node:stream'

import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCookies } from '#server/http/session.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { feedSecret } from '#server/platform/secrets.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting } from '#tests/factories/meetings.ts'
import { makePerson, makeSession } from '#tests/factories/people.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const token = 'figures-for-operators-only'
const appSecret = 'a secret that is long enough for a test'
let server: TestServer
let db: Database
let address: string
let meeting: { id: string; uid: string }
let people: { fund: string; stranger: string }
const logged: string[] = []

beforeAll(async () => {
  const logger = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (logged.push(chunk.toString()), done()) }))
  server = await startTestServer({ settings: { METRICS_TOKEN: token, APP_SECRET: appSecret }, logger })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  const event = await makeEvent(db)
  const fund = await makeDelegation(db, event.id, { side: 'investor' })
  const startup = await makeDelegation(db, event.id)
  meeting = await makeMeeting(db, event.id, { a: startup, b: fund, startsAt: event.at('10:00') })
  people = { fund: fund.people[0] ?? '', stranger: (await makePerson(db)).id }
  address = `/calendar/${feedSecret(appSecret, fund.people[0] ?? '', 0)}.ics`
})

afterAll(async () => {
  await db.close()
  await server.dispose()
})

test('a calendar is answered privately, once, and its address is in no line of the log', async () => {
  const first = await fetch(`${server.url}${address}`)
  expect({ status: first.status, type: first.headers.get('content-type'), cache: first.headers.get('cache-control') }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8', cache: 'private, no-cache' })
  expect(await first.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/)
  const again = await fetch(`${server.url}${address}`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const unknown = await fetch(`${server.url}${address.replace('.ics', 'x.ics')}`)
  expect([unknown.status, await unknown.text()]).toEqual([404, ''])
  const secret = address.slice('/calendar/'.length, -'.ics'.length)
  expect(logged.filter((line) => line.includes('/calendar/')).length).toBeGreaterThan(2)
  expect(logged.filter((line) => line.includes(secret.slice(-20)))).toEqual([])
})

test('one meeting is a file for its own people, in the language that was asked for, and for nobody else', async () => {
  const cookies = createCookies(server.url)
  const asked = async (personId: string | null, lang: string): Promise<Response> => {
    const cookie = personId === null ? '' : (await cookies.writeSession((await makeSession(db, personId)).secret, Date.UTC(2099, 0, 1))).split(';')[0]
    return fetch(`${server.url}/calendar/meetings/${meeting.id}.ics?lang=${lang}`, { headers: { cookie: cookie ?? '' } })
  }
  const [zh, en] = [await asked(people.fund, 'zh-CN'), await asked(people.fund, 'en')]
  expect([zh.status, zh.headers.get('content-type'), zh.headers.get('content-disposition'), zh.headers.get('cache-control')]).toEqual([200, 'text/calendar; charset=utf-8', 'attachment; filename="meeting.ics"', 'no-store'])
  expect([await zh.text(), await en.text()].map((content) => [content.includes(`UID:${meeting.uid}\r\n`), /^SUMMARY:(与|Meeting)/m.exec(content)?.[1]])).toEqual([[true, '与'], [true, 'Meeting']])
  for (const refused of [await asked(null, 'en'), await asked(people.stranger, 'en')]) expect([refused.status, await refused.text()]).toEqual([404, ''])
})

const figures = (authorization?: string): Promise<Response> => fetch(`${server.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } })

test('figures are for whoever has the token, and only numbers with labels from closed lists', async () => {
  expect((await figures()).status).toBe(401)
  expect((await figures(`Bearer ${token}x`)).status).toBe(401)
  const answer = await figures(`Bearer ${token}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8; version=0.0.4'])
  const lines = (await answer.text()).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.filter((line) => !/^# (HELP|TYPE) [a-z_]+ .+$/.test(line) && !/^[a-z_]+(\{[a-z]+="[a-z0-9._]+"\})? \d+(\.\d+)?(e-?\d+)?$/.test(line))).toEqual([])
  const value = (name: string): number => Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1))
  expect([value('touhai_meetings{state="scheduled"}'), value('touhai_meetings{state="cancelled"}'), value('touhai_sockets_connected')]).toEqual([1, 0, 0])
  expect(value('touhai_http_requests_total{status="4xx"}')).toBeGreaterThan(1)
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  expect(value('touhai_jobs{state="done"}') + value('touhai_jobs{state="queued"}') + value('touhai_jobs{state="running"}')).toBeGreaterThan(0)
})

test('changes are counted by how they ended', async () => {
  await server.app.calendar.revoke({ kind: 'person', personId: (await db.client.person.findFirstOrThrow()).id as never, isAdmin: false, token: null, roles: [], delegations: [] })
  const text = await (await figures(`Bearer ${token}`)).text()
  expect(/touhai_changes_total\{outcome="done"\} ([1-9]\d*)/.test(text)).toBe(true)
})

test('without a token in the environment there are no figures', async () => {
  const plain = await startTestServer()
  try {
    expect((await fetch(`${plain.url}/metrics`, { headers: { authorization: 'Bearer undefined' } })).status).not.toBe(200)
  } finally {
    await plain.dispose()
  }
})
