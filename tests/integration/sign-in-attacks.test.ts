import { afterEach, describe, expect, test } from 'vitest'

import { signInSecrets } from '#server/platform/secrets.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'
import { makePerson } from '#tests/factories/people.ts'

let house: PagesHouse
afterEach(() => house.dispose())

const from = (place: string): Record<string, string> => ({ origin: house.origin, 'x-forwarded-for': place })

describe('known and unknown addresses', () => {
  const middle = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

  test('are answered alike, and as fast', async () => {
    house = await openPages({ TRUST_PROXY: '1' })
    const rounds = 40
    for (let i = 0; i < rounds; i += 1) await makePerson(house.db, { email: `known${i}@example.com` })
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    const answers: Record<'known' | 'unknown', Set<string>> = { known: new Set(), unknown: new Set() }
    const ask = async (kind: 'known' | 'unknown', i: number): Promise<void> => {
      const jar: Jar = new Map()
      const began = performance.now()
      const response = await house.post('/sign-in', { email: `${kind}${i}@example.com` }, jar, from(`203.0.113.${i}`))
      const body = await response.text()
      times[kind].push(performance.now() - began)
      answers[kind].add(JSON.stringify([response.status, response.headers.get('location'), body, [...jar.keys()].sort()]))
    }
    await house.post('/sign-in', { email: 'warm@example.com' }, new Map(), from('203.0.113.200'))
    for (let i = 0; i < rounds; i += 1) for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) await ask(kind, i)
    expect(answers.known).toEqual(answers.unknown)
    expect(answers.known.size).toBe(1)
    const ratio = middle(times.known) / middle(times.unknown)
    expect(ratio).toBeGreaterThan(0.6)
    expect(ratio).toBeLessThan(1 / 0.6)
  })

  test('get the same page after a wrong code', async () => {
    house = await openPages()
    await makePerson(house.db, { email: 'known@example.com' })
    const page = async (email: string): Promise<string> => {
      const jar: Jar = new Map()
      await house.post('/sign-in', { email }, jar)
      const { id } = await house.db.client.signInChallenge.findFirstOrThrow({ orderBy: { id: 'desc' } })
      const { code } = signInSecrets(house.platform.appSecret, id)
      const refused = await house.post('/sign-in/code', { code: code === '000000' ? '000001' : '000000' }, jar)
      const html = (await refused.text()).replaceAll(email, 'EMAIL').replaceAll(encodeURIComponent(email), 'EMAIL').replaceAll(/nonce="[^"]*"|"nonce","[^"]*"/g, '').replaceAll(/\d{13}/g, '')
      return html.replaceAll(/[A-Za-z0-9+/]{22}==/g, '')
    }
    expect(await page('known@example.com')).toBe(await page('unknow@example.com'))
  })
})

describe('sessions', () => {
  const account = (secret: string) => house.get('/account', new Map([['touhai', secret]]))

  test('one that an attacker planted, be it his own and live, is not the one that is signed in, and ends', async () => {
    house = await openPages()
    const attacker = await house.signIn('evil@example.com')
    const planted = attacker.get('touhai') ?? ''
    expect((await account(planted)).status).toBe(200)
    const victim = await house.signIn('wang@example.com', new Map([['touhai', planted]]))
    expect(victim.get('touhai')).not.toBe(planted)
    expect(await (await house.get('/account', victim)).text()).toContain('wang@example.com')
    const old = await account(planted)
    expect([old.status, old.headers.get('location')]).toEqual([302, '/sign-in?next=%2Faccount'])
  })

  test('each sign-in has a secret of its own, and a kept cookie is dead after signing out', async () => {
    house = await openPages()
    const first = await house.signIn('wang@example.com')
    const kept = first.get('touhai') ?? ''
    await house.post('/sign-out', {}, first)
    const second = await house.signIn('wang@example.com')
    expect(second.get('touhai')).not.toBe(kept)
    expect([(await account(kept)).status, (await account(second.get('touhai') ?? '')).status]).toEqual([302, 200])
  })

  test.each(['', 'x', "' OR 1=1 --", 'a'.repeat(5_000), '%00', '{"a":1}', 'undefined'])('a cookie that is %j signs nobody in and breaks nothing', async (value) => {
    house = await openPages()
    expect((await account(encodeURIComponent(value))).status).toBe(302)
    expect((await account(Buffer.from(JSON.stringify(value)).toString('base64'))).status).toBe(302)
  })
})

describe('what a request says of its way here', () => {
  /** How many of 205 wrong links are judged: an address has two hundred. */
  const judged = async (placeOf: (n: number) => string): Promise<number> => {
    const statuses: number[] = []
    for (let n = 0; n < 205; n += 1) statuses.push((await house.post('/sign-in/link/no.link', {}, new Map(), from(placeOf(n)))).status)
    return statuses.filter((status) => status !== 429).length
  }

  test('X-Forwarded-For is ignored unless a proxy is trusted', async () => {
    house = await openPages()
    expect(await judged((n) => `203.0.113.${n}`)).toBe(200)
    await house.dispose()
    house = await openPages({ TRUST_PROXY: '1' })
    expect(await judged((n) => `203.0.113.${n}`)).toBe(205)
  })

  test('only the address that the trusted proxy added counts, not those that came before it', async () => {
    house = await openPages({ TRUST_PROXY: '1' })
    expect(await judged((n) => `10.0.0.${n}, 203.0.113.9`)).toBe(200)
  })

  test.each(['0', '1'])('a forged Host or X-Forwarded-Host reaches no page, no redirect and no mail (TRUST_PROXY=%s)', async (trust) => {
    house = await openPages({ TRUST_PROXY: trust })
    const forged = { host: 'evil.example:80', 'x-forwarded-host': 'evil.example:81', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
    const page = await house.get('/sign-in', new Map(), forged)
    expect([page.status, (await page.text()).includes('evil.example')]).toEqual([200, false])
    expect((await house.get('/account', new Map(), forged)).headers.get('location')).toBe('/sign-in?next=%2Faccount')
    const foreign = await house.post('/sign-in', { email: 'a@example.com' }, new Map(), { ...forged, origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    await house.post('/sign-in', { email: 'wang@example.com' }, new Map(), { ...forged, origin: house.origin })
    await house.runJobs()
    expect(JSON.stringify(house.sent)).toContain(`${house.origin}/sign-in/link/`)
    expect(JSON.stringify(house.sent)).not.toContain('evil.example')
  })
})

describe('where signing in leads', () => {
  const strange = [
    '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\\/evil.example', 'https://evil.example', 'HTTPS:evil.example', 'javascript:alert(1)', 'data:text/html,x', 'evil.example',
    '/x\r\nSet-Cookie: a=b', '/\t/evil.example', '/\u0000', '/.//evil.example', '/a/..//evil.example', ' //evil.example', `/${'a'.repeat(1_001)}`, '@evil.example', '/\u2028/x\n',
  ]
  const home = (location: string | null): boolean => {
    const url = new URL(location ?? '', 'http://here.invalid')
    return url.origin === 'http://here.invalid' && !url.pathname.startsWith('//')
  }

  test('no next= in the form, in the address or in the cookie leaves the house', async () => {
    house = await openPages({ TRUST_PROXY: '1' })
    const signedIn = await house.signIn('wang@example.com')
    for (const [i, next] of strange.entries()) {
      const jar: Jar = new Map()
      const asked = await house.post('/sign-in', { email: `somebody${i}@example.com`, next }, jar, from(`203.0.113.${i}`))
      const { id } = asked.status === 303 ? await house.db.client.signInChallenge.findFirstOrThrow({ orderBy: { id: 'desc' } }) : { id: '' }
      const entered = asked.status === 303 ? await house.post('/sign-in/code', { code: signInSecrets(house.platform.appSecret, id).code }, jar, from(`203.0.113.${i}`)) : null
      const already = await house.get(`/sign-in?${new URLSearchParams({ next })}`, signedIn)
      expect([next, entered === null || home(entered.headers.get('location')), already.status, home(already.headers.get('location'))]).toEqual([next, true, 302, true])
    }
  })

  test('a path of the house is kept, its query too', async () => {
    house = await openPages()
    const jar: Jar = new Map()
    await house.post('/sign-in', { email: 'wang@example.com', next: '/events/x/agenda?day=2#now' }, jar)
    const { id } = await house.db.client.signInChallenge.findFirstOrThrow()
    expect((await house.post('/sign-in/code', { code: signInSecrets(house.platform.appSecret, id).code }, jar)).headers.get('location')).toBe('/events/x/agenda?day=2#now')
  })
})
