import { describe, expect, test } from 'vitest'

import { err, ok, type Result } from '#server/domain/shared/result.ts'

import { createGuessLimits, createRateLimits } from './rate-limit.ts'

async function take(take: ReturnType<typeof createRateLimits>, count: number, keyOf: (n: number) => string): Promise<number> {
  let granted = 0
  for (let n = 0; n < count; n += 1) granted += (await take('sign_in_start', keyOf(n))).ok ? 1 : 0
  return granted
}

describe('the budget of a network address', () => {
  test('ends after twenty in ten minutes, with the seconds to wait', async () => {
    const limits = createRateLimits()
    expect(await take(limits, 25, () => '203.0.113.7')).toBe(20)
    const refused = await limits('sign_in_start', '203.0.113.7')
    expect(refused).toEqual({ ok: false, error: { code: 'auth.rate_limited', params: { seconds: expect.any(Number) as number } } })
    const seconds = refused.ok ? 0 : Number(refused.error.params?.['seconds'])
    expect(seconds).toBeGreaterThan(590)
    expect(seconds).toBeLessThanOrEqual(600)
  })

  test('is its own for each address and each purpose', async () => {
    const limits = createRateLimits()
    await take(limits, 20, () => '203.0.113.7')
    expect([(await limits('sign_in_start', '203.0.113.8')).ok, (await limits('sign_in_finish', '203.0.113.7')).ok]).toEqual([true, true])
  })

  test.each([
    ['one household of IPv6 shares one', (n: number) => `2001:db8:1:2::${n.toString(16)}`, 20],
    ['households of IPv6 have one each', (n: number) => `2001:db8:1:${n.toString(16)}::1`, 30],
    ['an IPv4 address is the same in either writing', (n: number) => (n % 2 === 0 ? '203.0.113.9' : '::ffff:203.0.113.9'), 20],
    ['short writings of IPv6 are read like long ones', (n: number) => (n % 2 === 0 ? '2001:db8::1' : '2001:db8:0:0:0:0:0:1'), 20],
    ['IPv6 addresses that begin with zeros are told apart', (n: number) => `::${(n + 1).toString(16)}:0:0:0:1`, 30],
  ])('%s', async (_name, keyOf, granted) => {
    expect(await take(createRateLimits(), 30, keyOf)).toBe(granted)
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
