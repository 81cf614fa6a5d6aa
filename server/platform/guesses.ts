import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import { err, type Result } from '#server/domain/shared/result.ts'

/** Who guesses: a person or a network address. So many wrong ones in so many seconds; `isWrong` tells by the answer. */
export type GuessBudget = { points: number; seconds: number; isWrong: (code: ErrorCode) => boolean; refusal: ErrorCode; field?: string }

/** Runs `judge`, unless the guesser's wrong guesses are used up: then `refusal`, right or wrong, with `minutes` and `seconds` to wait. */
export type LimitGuesses = <T>(guesser: string, judge: () => Promise<Result<T>>) => Promise<Result<T>>

/** Wrong guesses are counted, right ones are not; all at once count before they are judged, so that they share what is left. */
export function createGuesses({ points, seconds, isWrong, refusal, field }: GuessBudget): LimitGuesses {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return async (guesser, judge) => {
    try {
      await limiter.consume(guesser)
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent
      const wait = Math.max(1, Math.ceil(spent.msBeforeNext / 1000))
      const params = { seconds: wait, minutes: Math.ceil(wait / 60) }
      return err(refusal, { params, ...(field === undefined ? {} : { fields: [{ path: field, code: refusal, params }] }) })
    }
    const answer = await judge()
    if (answer.ok || !isWrong(answer.error.code)) await limiter.reward(guesser)
    return answer
  }
}
