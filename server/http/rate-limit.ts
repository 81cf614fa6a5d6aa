import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { createGuesses, type GuessBudget, type LimitGuesses } from '#server/platform/guesses.ts'

/** How often one network address may do what invites guessing. The five tries of a challenge hold besides. */
const budgets = {
  sign_in_start: { points: 20, duration: 600 },
  sign_in_finish: { points: 40, duration: 600 },
} as const

export type RateBudget = keyof typeof budgets

/** Takes one from the budget; `auth.rate_limited` with the seconds to wait when it is used up. */
export type TakeFromBudget = (budget: RateBudget, key: string) => Promise<Result<undefined>>

export function createRateLimits(): TakeFromBudget {
  const limiters = Object.fromEntries(Object.entries(budgets).map(([name, options]) => [name, new RateLimiterMemory({ ...options, keyPrefix: name })])) as Record<RateBudget, RateLimiterMemory>
  return async (budget, key) => {
    try {
      await limiters[budget].consume(subnet(key))
      return ok()
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return err('auth.rate_limited', { params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) } })
    }
  }
}

/**
 * How often one network address may guess wrong what opens something. A hall full of guests shares an address, so that these are wide,
 * and whoever is signed in has a budget of her own where neighbours could shut her out.
 */
const guessBudgets = {
  discount_code: { points: 200, seconds: 600, isWrong: (code) => code.startsWith('code.'), refusal: 'code.guessed_too_often', field: 'code', isShared: true },
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
