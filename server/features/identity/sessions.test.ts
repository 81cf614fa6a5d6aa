import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { signInSecrets } from '#server/platform/secrets.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const browserSecret = 'the-browser-that-asked-0123456789'
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let house: TestApp
beforeEach(async () => {
  house = await createTestApp()
})
afterEach(() => house.dispose())

async function signIn(): Promise<string> {
  const started = await house.app.identity.startSignIn({ email: 'wang@example.com', locale: 'en', next: '/', browserSecret })
  if (!started.ok) throw new Error(started.error.code)
  const { challengeId } = started.value
  const signedIn = await house.app.identity.finishWithCode({ challengeId, code: signInSecrets(house.platform.appSecret, challengeId).code, browserSecret, userAgent: '' })
  if (!signedIn.ok) throw new Error(signedIn.error.code)
  return signedIn.value.sessionSecret
}

const use = async (secret: string): Promise<string> => (await house.app.identity.actorOfSession(secret)).actor.kind

/** When the one session was last seen, in ms after its beginning; a write that goes before makes sure that none is under way. */
async function lastSeen(): Promise<number> {
  await house.db.ping()
  const { lastSeenAt, createdAt } = await house.db.client.authSession.findFirstOrThrow()
  return lastSeenAt.getTime() - createdAt.getTime()
}

describe('a session that is used', () => {
  test('says when, to within ten minutes', async () => {
    const secret = await signIn()
    const seen: number[] = []
    for (const minutes of [9, 1, 5, 4, 30]) {
      house.clock.advance(minutes * minuteMs)
      await use(secret)
      seen.push((await lastSeen()) / minuteMs)
    }
    expect(seen).toEqual([0, 10, 10, 10, 49])
  })

  test('is written once where many pages ask at once', async () => {
    const secret = await signIn()
    house.clock.advance(11 * minuteMs)
    const before = await changes()
    await Promise.all(Array.from({ length: 20 }, () => use(secret)))
    await house.db.ping()
    expect((await changes()) - before).toBe(1)
  })

  test('lasts its thirty days and no longer', async () => {
    const secret = await signIn()
    for (let day = 0; day < 29; day += 1) {
      house.clock.advance(dayMs)
      expect(await use(secret)).toBe('person')
      expect(await lastSeen()).toBe((day + 1) * dayMs)
    }
    house.clock.advance(dayMs)
    expect(await use(secret)).toBe('anonymous')
  })
})

describe('a session that nobody uses', () => {
  test('has ended after fourteen days, for pages, sockets and the list of devices alike', async () => {
    const secret = await signIn()
    const { actor, sessionId } = await house.app.identity.actorOfSession(secret)
    house.clock.advance(14 * dayMs - 1)
    expect(await house.app.identity.refreshActor(sessionId ?? '')).not.toBeNull()
    house.clock.advance(1)
    expect(await house.app.identity.actorOfSession(secret)).toEqual({ actor: anonymous, sessionId: null })
    expect(await house.app.identity.refreshActor(sessionId ?? '')).toBeNull()
    expect(await house.app.identity.listSessions(actor, null)).toEqual([])
  })

  test('goes on where it was used one day before', async () => {
    const secret = await signIn()
    for (const days of [13, 13]) {
      house.clock.advance(days * dayMs)
      expect(await use(secret)).toBe('person')
      await lastSeen()
    }
  })
})

/** Rows that the writing connection has changed so far. */
async function changes(): Promise<number> {
  return Number((await house.db.write((sql) => sql.get<{ n: number }>('SELECT total_changes() AS n')))?.n)
}
