import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { createGuesses, type GuessBudget, type LimitGuesses } from '#server/platform/guesses.ts'

/**
 * How often one network address may ask for what costs a mail. A hall full of guests shares one, so that ten minutes hold all who
 * come in; the day bounds whoever writes to strangers. Each mail address has narrower limits of its own.
 */
const budgets = {
  sign_in_start: [{ points: 600, duration: 600 }, { points: 20_000, duration: 86_400 }],
} as const

export type RateBudget = keyof typeof budgets

/** Takes one from the budget; `auth.rate_limited` with the seconds to wait when it is used up. */
export type TakeFromBudget = (budget: RateBudget, key: string) => Promise<Result<undefined>>

export function createRateLimits(): TakeFromBudget {
  const limiters = Object.fromEntries(Object.entries(budgets).map(([name, spans]) => [name, spans.map((span) => new RateLimiterMemory({ ...span, keyPrefix: `${name}:${span.duration}` }))])) as Record<RateBudget, RateLimiterMemory[]>
  return async (budget, key) => {
    try {
      for (const limiter of limiters[budget]) await limiter.consume(subnet(key))
      return ok()
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return err('auth.rate_limited', { params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) } })
    }
  }
}

const signInIsWrong: ReadonlySet<ErrorCode> = new Set(['auth.wrong_code', 'auth.challenge_over', 'auth.other_browser'])

/**
 * How often one network address may guess wrong what opens something. A hall full of guests shares an address, so that these are wide,
 * and whoever is signed in has a budget of her own where neighbours could shut her out.
 */
const guessBudgets = {
  discount_code: { points: 200, seconds: 600, isWrong: (code) => code.startsWith('code.'), refusal: 'code.guessed_too_often', field: 'code', isShared: true },
  // The five tries of a challenge, and the browser that it is bound to, hold besides.
  sign_in: { points: 200, seconds: 600, isWrong: (code) => signInIsWrong.has(code), refusal: 'auth.rate_limited', isShared: true },
  invitation_link: { points: 100, seconds: 600, isWrong: (code) => code === 'record.not_found', refusal: 'invitation.guessed_too_often', isShared: true },
} as const satisfies Record<string, GuessBudget>

export type GuessKind = keyof typeof guessBudgets
export type Guesser = { address: string; personId: string | null }
export type GuessFrom = <T>(kind: GuessKind, guesser: Guesser, judge: () => Promise<Result<T>>) => Promise<Result<T>>

export function createGuessLimits(): GuessFrom {
  const limits = Object.fromEntries(Object.entries(guessBudgets).map(([kind, budget]) => [kind, createGuesses(budget)])) as Record<GuessKind, LimitGuesses>
  // Codes are counted for each person besides, where orders are placed.
  return (kind, { address, personId }, judge) => limits[kind](kind === 'invitation_link' && personId !== null ? personId : subnet(address), judge)
}

/** One household of IPv6 has 2^64 addresses: they share a budget. `::` is written out, as it may stand anywhere. */
function subnet(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/, '')
  if (!plain.includes(':')) return plain
  const [before = '', after] = plain.split('%')[0]?.split('::') ?? []
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...(after === undefined ? [] : zeros), ...tail].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
