import { describe, expect, test } from 'vitest'

import { err, ok, type Result } from '#server/domain/shared/result.ts'

import { createGuessLimits, createRateLimits } from './rate-limit.ts'

async function take(take: ReturnType<typeof createRateLimits>, count: number, keyOf: (n: number) => string): Promise<number> {
  let granted = 0
  for (let n = 0; n < count; n += 1) granted += (await take('sign_in_start', keyOf(n))).ok ? 1 : 0
  return granted
}

describe('the budget of a network address', () => {
  test('holds a hall full of guests, and ends after six hundred in ten minutes, with the seconds to wait', async () => {
    const limits = createRateLimits()
    expect(await take(limits, 620, () => '203.0.113.7')).toBe(600)
    const refused = await limits('sign_in_start', '203.0.113.7')
    expect(refused).toEqual({ ok: false, error: { code: 'auth.rate_limited', params: { seconds: expect.any(Number) as number } } })
    const seconds = refused.ok ? 0 : Number(refused.error.params?.['seconds'])
    expect(seconds).toBeGreaterThan(590)
    expect(seconds).toBeLessThanOrEqual(600)
  })

  test('is its own for each address, and finishing takes none of it', async () => {
    const limits = createRateLimits()
    await take(limits, 600, () => '203.0.113.7')
    const guess = createGuessLimits()
    expect([(await limits('sign_in_start', '203.0.113.8')).ok, (await guess('sign_in', { address: '203.0.113.7', personId: null }, async () => ok('in'))).ok]).toEqual([true, true])
  })

  test.each([
    ['one household of IPv6 shares one', (n: number) => `2001:db8:1:2::${n.toString(16)}`, 600],
    ['households of IPv6 have one each', (n: number) => `2001:db8:1:${n.toString(16)}::1`, 610],
    ['an IPv4 address is the same in either writing', (n: number) => (n % 2 === 0 ? '203.0.113.9' : '::ffff:203.0.113.9'), 600],
    ['short writings of IPv6 are read like long ones', (n: number) => (n % 2 === 0 ? '2001:db8::1' : '2001:db8:0:0:0:0:0:1'), 600],
    ['IPv6 addresses that begin with zeros are told apart', (n: number) => `::${(n + 1).toString(16)}:0:0:0:1`, 610],
  ])('%s', async (_name, keyOf, granted) => {
    expect(await take(createRateLimits(), 610, keyOf)).toBe(granted)
  })
})

describe('wrong guesses of a network address', () => {
  const wrong = async (): Promise<Result<string>> => err('record.not_found')
  const right = async (): Promise<Result<string>> => ok('open')
  const codeOf = (one: Result<string>): string => (one.ok ? 'right' : one.error.code)
  const hall = '203.0.113.7'

  test('of links are a hundred in ten minutes, for everybody behind it who isn’t signed in; whoever is has her own', async () => {
    const guess = createGuessLimits()
    const codes: string[] = []
    for (let n = 0; n < 120; n++) codes.push(codeOf(await guess('invitation_link', { address: hall, personId: null }, wrong)))
    expect(codes).toEqual([...Array<string>(100).fill('record.not_found'), ...Array<string>(20).fill('invitation.guessed_too_often')])
    const later = [{ address: hall, personId: null }, { address: hall, personId: 'lin' }, { address: '203.0.113.8', personId: null }]
    expect((await Promise.all(later.map((who) => guess('invitation_link', who, right)))).map((one) => one.ok)).toEqual([false, true, true])
  })

  test('at signing in are two hundred, of whatever kind; right ones are never counted', async () => {
    const guess = createGuessLimits()
    const nobody = { address: hall, personId: null }
    const refusals = ['auth.wrong_code', 'auth.challenge_over', 'auth.other_browser'] as const
    for (let n = 0; n < 500; n++) expect((await guess('sign_in', nobody, right)).ok).toBe(true)
    const codes: string[] = []
    for (let n = 0; n < 210; n++) codes.push(codeOf(await guess('sign_in', nobody, async () => err(refusals[n % 3]!))))
    expect([codes.slice(0, 200).includes('auth.rate_limited'), new Set(codes.slice(200))]).toEqual([false, new Set(['auth.rate_limited'])])
    expect(await guess('sign_in', nobody, right)).toEqual({ ok: false, error: { code: 'auth.rate_limited', params: { seconds: expect.any(Number) as number, minutes: 10 } } })
  })

  test('of discount codes are two hundred, whoever is signed in: each person has ten besides', async () => {
    const guess = createGuessLimits()
    const used = async (): Promise<Result<string>> => err('code.unknown')
    const codes: string[] = []
    for (let n = 0; n < 210; n++) codes.push(codeOf(await guess('discount_code', { address: hall, personId: `person-${n}` }, used)))
    expect(codes.filter((code) => code === 'code.unknown')).toHaveLength(200)
  })

  test('a hall full of guests who open their own links at once is never stopped', async () => {
    const guess = createGuessLimits()
    const all = await Promise.all(Array.from({ length: 1_000 }, () => guess('invitation_link', { address: hall, personId: null }, right)))
    expect(all.every((one) => one.ok)).toBe(true)
  })
})
