import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { signInSecrets } from '#server/platform/secrets.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const email = 'wang@example.com'
const ownBrowser = 'the-browser-that-asked-0123456789'
const strangeBrowser = (n = 0): string => `a-browser-of-a-stranger-${String(n).padStart(8, '0')}`
const tenMinutesMs = 600_000

let house: TestApp
beforeEach(async () => {
  house = await createTestApp()
})
afterEach(() => house.dispose())

const ask = (browserSecret: string) => house.app.identity.startSignIn({ email, locale: 'zh-CN', next: '/', browserSecret })

async function askInOwnBrowser(): Promise<{ challengeId: string; code: string; link: string }> {
  const started = await ask(ownBrowser)
  if (!started.ok) throw new Error(started.error.code)
  return { ...started.value, ...signInSecrets(house.platform.appSecret, started.value.challengeId) }
}

const byCode = (challengeId: string, code: string, browserSecret: string) => house.app.identity.finishWithCode({ challengeId, code, browserSecret, userAgent: '' })
const byLink = (challengeId: string, link: string, browserSecret: string) => house.app.identity.finishWithLink({ challengeId, link, browserSecret, userAgent: '' })
const codeOf = (answer: Awaited<ReturnType<typeof byCode>>): string => (answer.ok ? 'in' : answer.error.code)
const stateOf = (id: string) => house.db.client.signInChallenge.findUniqueOrThrow({ where: { id }, select: { tries: true, consumedAt: true } })

describe('somebody who knows the challenge but has another browser', () => {
  test('gets the same answer to right and wrong codes and links, and uses nothing up', async () => {
    const { challengeId, code, link } = await askInOwnBrowser()
    const tries = [code, '000000', '123456', code].map((guess) => byCode(challengeId, guess, strangeBrowser()))
    const answers = await Promise.all([...tries, byLink(challengeId, link, strangeBrowser()), byLink(challengeId, 'x'.repeat(43), strangeBrowser())])
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['auth.other_browser']))
    expect(await stateOf(challengeId)).toEqual({ tries: 0, consumedAt: null })
  })

  test('cannot spend the five tries of the browser that asked, however often he tries', async () => {
    const { challengeId, code } = await askInOwnBrowser()
    await Promise.all(Array.from({ length: 60 }, (_, i) => byCode(challengeId, '000000', strangeBrowser(i))))
    expect(codeOf(await byCode(challengeId, code, ownBrowser))).toBe('in')
  })

  test('is not told any more than that it was another browser once the tries are used up', async () => {
    const { challengeId, code } = await askInOwnBrowser()
    const wrong = code === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i += 1) await byCode(challengeId, wrong, ownBrowser)
    expect([codeOf(await byCode(challengeId, code, strangeBrowser())), codeOf(await byCode(challengeId, code, ownBrowser))]).toEqual(['auth.other_browser', 'auth.challenge_over'])
  })
})

describe('strangers who ask for an address that is not theirs', () => {
  test('are refused after five in ten minutes together, whatever browsers they have', async () => {
    const answers: boolean[] = []
    for (let i = 0; i < 7; i += 1) answers.push((await ask(strangeBrowser(i))).ok)
    expect(answers).toEqual([true, true, true, true, true, false, false])
  })

  test('do not shut the owner out of a browser in which she has signed in before', async () => {
    const { challengeId, code } = await askInOwnBrowser()
    expect(codeOf(await byCode(challengeId, code, ownBrowser))).toBe('in')
    house.clock.advance(tenMinutesMs)
    for (let i = 0; i < 6; i += 1) await ask(strangeBrowser(i))
    expect((await ask(strangeBrowser(9))).ok).toBe(false)
    expect((await ask(ownBrowser)).ok).toBe(true)
  })

  test('get no more than twenty codes a day to guess at, and are told how long to wait', async () => {
    let granted = 0
    for (let round = 0; round < 12; round += 1) {
      for (let i = 0; i < 6; i += 1) granted += (await ask(strangeBrowser(i))).ok ? 1 : 0
      house.clock.advance(tenMinutesMs)
    }
    expect(granted).toBe(20)
    expect(await ask(strangeBrowser())).toEqual({ ok: false, error: { code: 'auth.asked_too_often', params: { hours: 22, seconds: 24 * 3600 - 12 * 600 } } })
    house.clock.advance(24 * 3_600_000 - 12 * tenMinutesMs)
    expect((await ask(strangeBrowser())).ok).toBe(true)
  })
})
