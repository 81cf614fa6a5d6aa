import { RateLimiterMemory } from 'rate-limiter-flexible'

import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import { err, type Result } from '#server/domain/shared/result.ts'

/**
 * So many wrong guesses in so many seconds; `isWrong` tells by the answer. `isShared`: the guesser is an address with many people
 * behind it, whose right ones must not be refused because many are being judged at once.
 */
export type GuessBudget = { points: number; seconds: number; isWrong: (code: ErrorCode) => boolean; refusal: ErrorCode; field?: string; isShared?: boolean }

/** Runs `judge`, unless the guesser's wrong guesses are used up: then `refusal`, right or wrong, with `minutes` and `seconds` to wait. */
export type LimitGuesses = <T>(guesser: string, judge: () => Promise<Result<T>>) => Promise<Result<T>>

/** Wrong guesses are counted, right ones are not. Those of one person count before they are judged, so that all at once share what is left. */
export function createGuesses({ points, seconds, isWrong, refusal, field, isShared = false }: GuessBudget): LimitGuesses {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (guesser, judge) => {
    const spent = isShared ? await limiter.get(guesser) : await limiter.penalty(guesser)
    if (spent !== null && spent.consumedPoints > (isShared ? points - 1 : points)) {
      const wait = Math.max(1, Math.ceil(spent.msBeforeNext / 1000))
      const params = { seconds: wait, minutes: Math.ceil(wait / 60) }
      return err(refusal, { params, ...(field === undefined ? {} : { fields: [{ path: field, code: refusal, params }] }) })
    }
    const answer = await judge()
    const wasWrong = !answer.ok && isWrong(answer.error.code)
    if (wasWrong === isShared) await (isShared ? limiter.penalty(guesser) : limiter.reward(guesser))
    return answer
  }
}
