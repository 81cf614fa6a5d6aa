import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import { signInSecrets } from '#server/platform/secrets.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const browserSecret = 'the-browser-that-asked-0123456789'
const otherBrowser = 'some-other-browser-0123456789abcdef'
const tenMinutesMs = 600_000

let house: TestApp
beforeEach(async () => {
  house = await createTestApp()
})
afterEach(() => house.dispose())

async function ask(email = 'wang@example.com', next = '/events/x/agenda'): Promise<{ challengeId: string; code: string; link: string }> {
  const started = await house.app.identity.startSignIn({ email, locale: 'zh-CN', next, browserSecret })
  if (!started.ok) throw new Error(started.error.code)
  return { ...started.value, ...signInSecrets(house.platform.appSecret, started.value.challengeId) }
}

const byCode = (challengeId: string, code: string, browser = browserSecret) => house.app.identity.finishWithCode({ challengeId, code, browserSecret: browser, userAgent: 'Test' })
const byLink = (challengeId: string, link: string, browser = browserSecret) => house.app.identity.finishWithLink({ challengeId, link, browserSecret: browser, userAgent: 'Test' })
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function actorOf(secret: string): Promise<PersonActor> {
  const { actor } = await house.app.identity.actorOfSession(secret)
  if (actor.kind !== 'person') throw new Error('not signed in')
  return actor
}

describe('a code', () => {
  test('signs in the browser that asked and leads on to where the person was going', async () => {
    const { challengeId, code } = await ask()
    const signedIn = await byCode(challengeId, code)
    expect(signedIn).toMatchObject({ ok: true, value: { next: '/events/x/agenda' } })
  })

  test('is burned by five wrong tries, also when the sixth is right', async () => {
    const { challengeId, code } = await ask()
    for (let i = 0; i < 5; i += 1) expect(await byCode(challengeId, wrong(code))).toMatchObject({ ok: false, error: { code: 'auth.wrong_code' } })
    expect(await byCode(challengeId, code)).toMatchObject({ ok: false, error: { code: 'auth.challenge_over' } })
  })

  test('gets no more than five tries from many guessers at once', async () => {
    const { challengeId, code } = await ask()
    const answers = await Promise.all(Array.from({ length: 40 }, () => byCode(challengeId, wrong(code))))
    const codes = answers.map((answer) => (answer.ok ? 'in' : answer.error.code))
    expect(codes.filter((one) => one === 'auth.wrong_code')).toHaveLength(5)
    expect(codes.filter((one) => one === 'auth.challenge_over')).toHaveLength(35)
  })

  test('opens one session when it is sent twice at once', async () => {
    const { challengeId, code } = await ask()
    const answers = await Promise.all([byCode(challengeId, code), byCode(challengeId, code), byCode(challengeId, code)])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await house.db.client.authSession.count()).toBe(1)
  })

  test('works once', async () => {
    const { challengeId, code } = await ask()
    expect((await byCode(challengeId, code)).ok).toBe(true)
    expect(await byCode(challengeId, code)).toMatchObject({ ok: false, error: { code: 'auth.challenge_over' } })
  })

  test('works for ten minutes and not longer', async () => {
    const late = await ask('late@example.com')
    const punctual = await ask('punctual@example.com')
    house.clock.advance(tenMinutesMs - 1)
    expect((await byCode(punctual.challengeId, punctual.code)).ok).toBe(true)
    house.clock.advance(1)
    expect(await byCode(late.challengeId, late.code)).toMatchObject({ ok: false, error: { code: 'auth.challenge_over' } })
  })

  test('is refused in another browser', async () => {
    const { challengeId, code } = await ask()
    expect(await byCode(challengeId, code, otherBrowser)).toMatchObject({ ok: false, error: { code: 'auth.other_browser' } })
    expect((await byCode(challengeId, code)).ok).toBe(true)
  })

  test('of one challenge does not fit another', async () => {
    const first = await ask()
    const second = await ask()
    expect((await byCode(second.challengeId, first.code)).ok).toBe(first.code === second.code)
  })
})

describe('a link', () => {
  test('signs in the browser that asked, once', async () => {
    const { challengeId, link } = await ask()
    expect((await byLink(challengeId, link)).ok).toBe(true)
    expect(await byLink(challengeId, link)).toMatchObject({ ok: false, error: { code: 'auth.challenge_over' } })
  })

  test('is refused in another browser and after ten minutes', async () => {
    const { challengeId, link } = await ask()
    expect(await byLink(challengeId, link, otherBrowser)).toMatchObject({ ok: false, error: { code: 'auth.other_browser' } })
    house.clock.advance(tenMinutesMs)
    expect(await byLink(challengeId, link)).toMatchObject({ ok: false, error: { code: 'auth.challenge_over' } })
  })
})

describe('asking', () => {
  test('known and unknown addresses get the same answer and leave the same things behind', async () => {
    const known = await ask('known@example.com')
    await byCode(known.challengeId, known.code)
    const shapeOf = async (email: string) => {
      const answer = await house.app.identity.startSignIn({ email, locale: 'en', next: '/', browserSecret })
      const mail = await house.db.client.mailMessage.findFirst({ where: { toEmail: email }, orderBy: { id: 'desc' }, select: { template: true, personId: true, toName: true, state: true } })
      return { ok: answer.ok, keys: answer.ok ? Object.keys(answer.value) : [], mail }
    }
    expect(await shapeOf('unknown@example.com')).toEqual(await shapeOf('known@example.com'))
  })

  test('more than five times in ten minutes for one address is refused with the time to wait', async () => {
    for (let i = 0; i < 5; i += 1) await ask()
    const sixth = await house.app.identity.startSignIn({ email: 'wang@example.com', locale: 'en', next: '/', browserSecret })
    expect(sixth).toEqual({ ok: false, error: { code: 'auth.rate_limited', params: { seconds: 600 } } })
    house.clock.advance(tenMinutesMs)
    expect((await ask()).challengeId).toHaveLength(26)
  })

  test('sends one mail that carries code and link, and the same ones when it is made again', async () => {
    const { challengeId, code, link } = await ask()
    await house.runJobs()
    expect(house.sent.map(({ to, subject }) => ({ to, subject }))).toEqual([{ to: { name: '', address: 'wang@example.com' }, subject: '投海登录验证码' }])
    expect(house.sent[0]?.html).toContain(code)
    expect(house.sent[0]?.text).toContain(`${house.env.baseUrl}/sign-in/link/${challengeId}.${link}`)
    expect(house.sent[0]?.subject).not.toContain(code)
  })
})

describe('sessions', () => {
  async function signIn(): Promise<{ secret: string; actor: PersonActor }> {
    const { challengeId, code } = await ask()
    const signedIn = await byCode(challengeId, code)
    if (!signedIn.ok) throw new Error(signedIn.error.code)
    return { secret: signedIn.value.sessionSecret, actor: await actorOf(signedIn.value.sessionSecret) }
  }

  test('each is listed, and revoking one ends it and cuts its sockets at once', async () => {
    const here = await signIn()
    const there = await signIn()
    const { sessionId } = await house.app.identity.actorOfSession(here.secret)
    const listed = await house.app.identity.listSessions(here.actor, sessionId)
    expect(listed.map(({ isThis }) => isThis).sort()).toEqual([false, true])
    const other = listed.find(({ isThis }) => !isThis)
    const { sessionId: otherId } = await house.app.identity.actorOfSession(there.secret)
    expect(await house.app.identity.revokeSession(here.actor, other?.publicId ?? '')).toEqual({ ok: true, value: undefined })
    expect((await house.app.identity.actorOfSession(there.secret)).actor).toEqual(anonymous)
    expect((await house.app.identity.actorOfSession(here.secret)).actor.kind).toBe('person')
    expect(house.cuts).toEqual([{ sessionId: otherId, code: 'auth.required' }])
  })

  test("nobody ends somebody else's", async () => {
    const mine = await signIn()
    const { challengeId, code } = await ask('other@example.com')
    const other = await byCode(challengeId, code)
    if (!other.ok) throw new Error(other.error.code)
    const [session] = await house.app.identity.listSessions(mine.actor, null)
    expect(await house.app.identity.revokeSession(await actorOf(other.value.sessionSecret), session?.publicId ?? '')).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
    expect((await house.app.identity.actorOfSession(mine.secret)).actor.kind).toBe('person')
  })

  test('a kept cookie is dead after signing out', async () => {
    const { secret, actor } = await signIn()
    const { sessionId } = await house.app.identity.actorOfSession(secret)
    await house.app.identity.signOut(actor, sessionId ?? '')
    expect((await house.app.identity.actorOfSession(secret)).actor).toEqual(anonymous)
  })

  test('secrets are stored as hashes only', async () => {
    const { secret } = await signIn()
    const rows = JSON.stringify([await house.db.client.authSession.findMany(), await house.db.client.signInChallenge.findMany()])
    expect(rows.includes(secret)).toBe(false)
    expect(rows.includes(browserSecret)).toBe(false)
  })
})
