import { anonymous, type Actor } from '#server/domain/access/actor.ts'
import { searchKey, sortKey } from '#server/domain/directory/search-key.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { QueueMail } from '#server/features/messages/commands.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import { hashSecret, sameSecret, signInSecrets } from '#server/platform/secrets.ts'

import type { ProfileInput } from '#server/protocol/inputs/identity.ts'

import { consumeChallenge, takeTry, waitBeforeAsking, type AskingLimits } from './store.ts'

const challengeLifeMs = 10 * 60_000
const mostTries = 5
const sessionLifeMs = 30 * 24 * 3_600_000
/** Five guesses at each of twenty codes a day: one in ten thousand for somebody who keeps asking for an address that isn't his. */
const askingLimits: AskingLimits = { soonMs: challengeLifeMs, mostSoon: 5, mostDaily: 20 }

export type SignedIn = { sessionSecret: string; personId: string; next: string; expiresAt: number }

/** What makes a person findable, by Chinese, pinyin and English. */
function keysOfPerson(card: { nameZh: string; nameEn: string }): { searchKey: string; sortKey: string } {
  return { searchKey: searchKey({ ...card, isPerson: true }, phonetics), sortKey: sortKey(card.nameZh || card.nameEn, true, phonetics) }
}

type Parts = {
  work: RunWork
  clock: Clock
  ids: Ids
  appSecret: string
  isDemo: boolean
  queueMail: QueueMail
  cut: (who: { sessionId: string } | { personId: string }, code: string) => void
}

/** Signing in and out. Unknown and known addresses get the same answer in the same way. */
export function createIdentityCommands(parts: Parts) {
  const { work, ids, appSecret } = parts

  /** Opens a session for an address that has proved itself; a person who is new to the house gets a row. */
  async function openSession(held: Work, email: string, next: string, userAgent: string): Promise<SignedIn> {
    const now = new Date(held.now)
    const person = await held.tx.person.upsert({
      where: { email },
      create: { id: held.newId(), email, createdAt: now, updatedAt: now },
      update: {},
      select: { id: true },
    })
    const sessionSecret = ids.newSecret()
    const expiresAt = held.now + sessionLifeMs
    await held.tx.authSession.create({
      data: { id: hashSecret(sessionSecret), publicId: held.newId(), personId: person.id, userAgent: userAgent.slice(0, 300), createdAt: now, lastSeenAt: now, expiresAt: new Date(expiresAt) },
    })
    held.audit('session:opened', `person:${person.id}`)
    return { sessionSecret, personId: person.id, next, expiresAt }
  }

  async function finish(challengeId: string, browserSecret: string, userAgent: string, proves: (secrets: { code: string; link: string }) => boolean): Promise<Result<SignedIn>> {
    const browserHash = hashSecret(browserSecret)
    const tried = await work(anonymous, async (held) => ok(await takeTry(held.tx, { challengeId, browserHash, now: held.now, mostTries })))
    if (!tried.ok) return tried
    const challenge = tried.value
    if (challenge === 'over') return err('auth.challenge_over')
    if (challenge === 'other_browser') return err('auth.other_browser')
    if (!proves(signInSecrets(appSecret, challengeId))) return err('auth.wrong_code')
    return work(anonymous, async (held) => {
      if (!(await consumeChallenge(held.tx, challengeId, held.now))) return err('auth.challenge_over')
      return ok(await openSession(held, challenge.email, challenge.next, userAgent))
    })
  }

  return {
    /**
     * Asks for a code and a link by mail. `browserSecret` marks the browser that asked; only it can finish.
     * Answers with the challenge id whether or not anybody has that address.
     */
    async startSignIn(input: { email: string; locale: Locale; next: string; browserSecret: string }): Promise<Result<{ challengeId: string }>> {
      return work(anonymous, async (held) => {
        const browserHash = hashSecret(input.browserSecret)
        const waitMs = await waitBeforeAsking(held.tx, { email: input.email, browserHash, now: held.now }, askingLimits)
        if (waitMs > challengeLifeMs) return err('auth.asked_too_often', { params: { hours: Math.ceil(waitMs / 3_600_000), seconds: Math.ceil(waitMs / 1000) } })
        if (waitMs > 0) return err('auth.rate_limited', { params: { seconds: Math.ceil(waitMs / 1000) } })
        const challengeId = held.newId()
        await held.tx.signInChallenge.create({
          data: {
            id: challengeId,
            email: input.email,
            browserHash,
            createdAt: new Date(held.now),
            expiresAt: new Date(held.now + challengeLifeMs),
            next: input.next,
          },
        })
        await parts.queueMail(held, { template: 'sign_in', subjectId: challengeId, personId: null, toEmail: input.email, locale: input.locale })
        return ok({ challengeId })
      })
    },

    finishWithCode: (input: { challengeId: string; code: string; browserSecret: string; userAgent: string }) =>
      finish(input.challengeId, input.browserSecret, input.userAgent, ({ code }) => sameSecret(code, input.code)),

    finishWithLink: (input: { challengeId: string; link: string; browserSecret: string; userAgent: string }) =>
      finish(input.challengeId, input.browserSecret, input.userAgent, ({ link }) => sameSecret(link, input.link)),

    /** One click for the demo's people; refuses outside demo mode. */
    async signInAsDemoPerson(input: { personId: string; userAgent: string }): Promise<Result<SignedIn>> {
      if (!parts.isDemo) return err('auth.forbidden')
      return work(anonymous, async (held) => {
        const person = await held.tx.person.findUnique({ where: { id: input.personId }, select: { email: true } })
        return person === null ? err('record.not_found') : ok(await openSession(held, person.email, '/', input.userAgent))
      })
    },

    /** Ends one of the actor's own sessions and cuts its sockets at once. */
    async revokeSession(actor: Actor, publicId: string): Promise<Result<undefined>> {
      if (actor.kind !== 'person') return err('auth.required')
      const ended = await work(actor, async (held) => {
        const session = await held.tx.authSession.findFirst({ where: { publicId, personId: actor.personId, revokedAt: null }, select: { id: true } })
        if (session === null) return err('record.not_found')
        await held.tx.authSession.update({ where: { id: session.id }, data: { revokedAt: new Date(held.now) } })
        held.audit('session:revoked', `person:${actor.personId}`)
        return ok(session.id)
      })
      if (!ended.ok) return ended
      parts.cut({ sessionId: ended.value }, 'auth.required')
      return ok()
    },

    /** Signs out: the session of this secret ends; no error when it already has. */
    async signOut(actor: Actor, sessionId: string): Promise<Result<undefined>> {
      await work(actor, async (held) => {
        await held.tx.authSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date(held.now) } })
        return ok()
      })
      parts.cut({ sessionId }, 'auth.required')
      return ok()
    },

    /** What others read on the person's card, and how to reach her. A stale `version` loses: `record.changed`. */
    async updateProfile(actor: Actor, input: ProfileInput): Promise<Result<undefined>> {
      if (actor.kind !== 'person') return err('auth.required')
      return work(actor, async (held) => {
        const { version, ...card } = input
        const saved = await held.tx.person.updateMany({
          where: { id: actor.personId, version },
          data: { ...card, version: { increment: 1 }, updatedAt: new Date(held.now), ...keysOfPerson(card) },
        })
        if (saved.count === 0) return err('record.changed')
        held.audit('person:updated', `person:${actor.personId}`)
        return ok()
      })
    },

    /** Language and zone of the reader, used by pages, mails and calendars. */
    async setPreferences(actor: Actor, input: { locale?: Locale; zone?: string | null }): Promise<Result<undefined>> {
      if (actor.kind !== 'person') return err('auth.required')
      return work(actor, async (held) => {
        await held.tx.person.update({ where: { id: actor.personId }, data: { ...input, updatedAt: new Date(held.now) } })
        return ok()
      })
    },
  }
}
