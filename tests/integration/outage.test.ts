import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPages, type PagesHouse } from '#tests/fixtures/pages-house.ts'
import { makePerson } from '#tests/factories/people.ts'

const sentence = 'The service is unavailable at the moment and nothing was saved. Try again shortly.'

let house: PagesHouse
let holder: Sqlite.Database
beforeEach(async () => {
  house = await openPages({ TOUHAI_MODE: 'demo', DEMO_ALLOWED: '1' }, { database: { patienceMs: 60 } })
  holder = new Sqlite(house.db.file)
})
afterEach(async () => {
  holder.close()
  await house.dispose()
})

const hold = (): unknown => holder.exec('BEGIN IMMEDIATE')
const letGo = (): unknown => holder.exec('COMMIT')

async function told(response: Response): Promise<{ status: number; wait: string | null; says: boolean }> {
  return { status: response.status, wait: response.headers.get('retry-after'), says: (await response.text()).includes(sentence) }
}
const unavailable = { status: 503, wait: '5', says: true }

describe('while another process holds the database longer than we wait', () => {
  test('a form answers 503 with the sentence and how long to wait, and goes through afterwards without a restart', async () => {
    hold()
    expect(await told(await house.post('/sign-in', { email: 'wang@example.com' }))).toEqual(unavailable)
    letGo()
    expect((await house.post('/sign-in', { email: 'wang@example.com' })).status).toBe(303)
    expect(await house.db.client.signInChallenge.count()).toBe(1)
  })

  test('a page that has to write does the same', async () => {
    const { id } = await makePerson(house.db)
    hold()
    expect(await told(await house.get(`/sign-in/demo/${id}`))).toEqual(unavailable)
    letGo()
    expect((await house.get(`/sign-in/demo/${id}`)).status).toBe(303)
  })

  test('what the browser fetches for its next page or form answers 503 too', async () => {
    const { id } = await makePerson(house.db)
    hold()
    const page = await house.get(`/sign-in/demo/${id}.data`)
    const form = await house.post('/sign-in.data', { email: 'wang@example.com' })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    expect([form.status, form.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await form.text()).toContain(sentence)
  })

  test('a form without a page of its own answers 503 as JSON', async () => {
    const { id } = await makePerson(house.db)
    const jar = new Map((await house.get(`/sign-in/demo/${id}`)).headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split('=') as [string, string]))
    hold()
    const response = await house.post('/sign-out', {}, jar)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({ code: 'service.unavailable', message: '服务暂时不可用，内容未保存。请稍后再试。' })
  })

  test('the API answers 503 as a problem document', async () => {
    await house.db.close()
    const response = await fetch(`${house.origin}/api/v1/events`, { headers: { authorization: `Bearer ${'x'.repeat(32)}` } })
    expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([503, 'application/problem+json; charset=utf-8', '5'])
    expect(await response.json()).toMatchObject({ code: 'service.unavailable' })
  })
})

describe('while the database cannot even be read', () => {
  test('a signed-in reader gets the page of the outage, not a way to the sign-in page', async () => {
    const jar = await house.signIn('wang@example.com')
    await house.db.close()
    const response = await house.get('/account', jar, { 'accept-language': 'zh-CN', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.text()).toContain('服务暂时不可用，内容未保存。请稍后再试。')
  })
})

describe('bodies that are no form', () => {
  test.each(['/sign-in', '/account', '/preferences', '/account.data'])("POST %s with JSON or a broken multipart body is the sender's mistake", async (path) => {
    const jar = path === '/sign-in' ? new Map<string, string>() : await house.signIn('wang@example.com')
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const send = (type: string, body: string) => fetch(`${house.origin}${path}`, { method: 'POST', redirect: 'manual', body, headers: { origin: house.origin, cookie, 'content-type': type } }).then((response) => response.status)
    const statuses = [await send('application/json', '{"email":"a@example.com"}'), await send('multipart/form-data; boundary=x', '--x\r\nnothing')]
    expect(statuses).toEqual([400, 400])
  })
})
