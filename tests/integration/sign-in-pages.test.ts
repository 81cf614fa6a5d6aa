import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { signInSecrets } from '#server/platform/secrets.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

let house: PagesHouse
beforeEach(async () => {
  house = await openPages()
})
afterEach(() => house.dispose())

const get: PagesHouse['get'] = (...words) => house.get(...words)
const post: PagesHouse['post'] = (...words) => house.post(...words)

async function askForCode(jar: Jar, next = '/account'): Promise<{ id: string; code: string; link: string }> {
  const response = await post('/sign-in', { email: 'wang@example.com', next }, jar)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in/code'])
  const challenge = await house.db.client.signInChallenge.findFirstOrThrow({ orderBy: { id: 'desc' } })
  return { id: challenge.id, ...signInSecrets(house.platform.appSecret, challenge.id) }
}

describe('signing in through the pages', () => {
  test('address, code, and on to the page that was wanted', async () => {
    const jar: Jar = new Map()
    expect((await get('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount')
    const { code } = await askForCode(jar)
    const entered = await post('/sign-in/code', { code: ` ${code.slice(0, 3)} ${code.slice(3)}` }, jar)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/account'])
    const account = await get('/account', jar)
    expect(account.status).toBe(200)
    expect(await account.text()).toContain('wang@example.com')
  })

  test('a wrong code and a bad address are answered with what to do, in the language of the reader', async () => {
    const jar: Jar = new Map()
    const { code } = await askForCode(jar)
    const refused = await post('/sign-in/code', { code: code === '000000' ? '000001' : '000000' }, jar)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Check the six digits in the mail')
    const bad = await post('/sign-in', { email: 'a@b.com(x)evil.com' })
    expect(bad.status).toBe(422)
    expect(await bad.text()).toContain('Write it like name@example.com')
  })

  test('looking at the link changes nothing, however often; pressing its button signs in once', async () => {
    const jar: Jar = new Map()
    const { id, link } = await askForCode(jar)
    for (let i = 0; i < 7; i += 1) {
      const page = await get(`/sign-in/link/${id}.${link}`, new Map())
      expect([page.status, page.headers.getSetCookie()]).toEqual([200, []])
      expect(page.headers.get('referrer-policy')).toMatch(/strict-origin$/)
    }
    expect(await house.db.client.signInChallenge.findUnique({ where: { id }, select: { tries: true, consumedAt: true } })).toEqual({ tries: 0, consumedAt: null })
    expect((await post(`/sign-in/link/${id}.${link}`, {}, new Map())).status).toBe(403)
    const pressed = await post(`/sign-in/link/${id}.${link}`, {}, jar)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/account'])
    expect((await post(`/sign-in/link/${id}.${link}`, {}, jar)).status).toBe(410)
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/x\r\nSet-Cookie: a=b'])('next=%j leads home', async (next) => {
    const jar: Jar = new Map()
    const { code } = await askForCode(jar, next)
    expect((await post('/sign-in/code', { code }, jar)).headers.get('location')).toBe('/')
  })

  test('a session that was planted before signing in is not the one that is signed in', async () => {
    const jar: Jar = new Map([['touhai', 'planted']])
    const { code } = await askForCode(jar)
    await post('/sign-in/code', { code }, jar)
    expect(jar.get('touhai')).not.toBe('planted')
  })

  test('after signing out a kept cookie opens nothing', async () => {
    const jar: Jar = new Map()
    const { code } = await askForCode(jar)
    await post('/sign-in/code', { code }, jar)
    const kept: Jar = new Map(jar)
    await post('/sign-out', {}, jar)
    expect((await get('/account', kept)).status).toBe(302)
  })

  test('a hall full of guests behind one address asks for its codes; more addresses than that are answered with the time to wait', async () => {
    const ask = (i: number): Promise<Response> => post('/sign-in', { email: `somebody${i}@example.com` }, new Map(), { origin: house.origin, 'x-forwarded-for': `203.0.113.${i % 200}` })
    const statuses: number[] = []
    for (let i = 0; i < 600; i += 50) statuses.push(...(await Promise.all(Array.from({ length: 50 }, (_, n) => ask(i + n)))).map(({ status }) => status))
    expect(new Set(statuses)).toEqual(new Set([303]))
    const refused = await ask(600)
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

describe('requests from other sites', () => {
  const paths = ['/sign-in', '/sign-in.data', '/sign-in/code', '/account', '/sign-out', '/preferences', '/preferences.data', '/sign-in/link/x.y', '/nothing-here']

  test.each(paths)('POST %s is refused without an Origin, with null and with a foreign one', async (path) => {
    const statuses = await Promise.all([{}, { origin: 'null' }, { origin: 'https://evil.example' }, { origin: `${house.origin}.evil.example` }].map((headers) => post(path, { email: 'a@example.com' }, new Map(), headers as Record<string, string>).then((one) => one.status)))
    expect(statuses).toEqual([403, 403, 403, 403])
  })

  test('a forged X-Forwarded-Host does not make a foreign origin ours', async () => {
    const response = await post('/sign-in', { email: 'a@example.com' }, new Map(), { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })
    expect(response.status).toBe(403)
  })
})

describe('pages', () => {
  test('one that is not there is a 404 with a reference and words', async () => {
    const response = await get('/nothing-here')
    expect(response.status).toBe(404)
    expect(await response.text()).toMatch(/There is no such page[\s\S]*Reference [0-9a-z]{26}/)
  })

  test('language and appearance are chosen without scripts and kept', async () => {
    const jar: Jar = new Map()
    const chosen = await post('/preferences', { lang: 'zh-CN', theme: 'dark', next: '//evil.example' }, jar)
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/'])
    await post('/preferences', { theme: 'dark' }, jar)
    expect(await (await get('/sign-in', jar)).text()).toContain('<html lang="zh-CN" data-theme="dark"')
  })
})
