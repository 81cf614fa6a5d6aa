import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import type { Database } from '#server/platform/db.ts'
import { hashSecret } from '#server/platform/secrets.ts'

/** What the first request with a key was answered. */
export type StoredAnswer = { status: number; body: string }

/** A request that died with its server frees its key after this long. */
const abandonedAfterMs = 60_000

/**
 * Makes retries safe: the row under the key is inserted before the work, so that of two requests with one key only one
 * works; the other gets the stored answer, or `request.in_flight`. Another body under the same key is refused.
 */
export function createIdempotency({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** `null`: the caller is first and must `finish`; otherwise the answer to give, or why not. */
    async begin(scope: string, key: string, body: string): Promise<Result<StoredAnswer | null>> {
      const id = hashSecret(`${scope}\n${key}`)
      const bodyHash = hashSecret(body)
      const now = new Date(clock.now())
      try {
        await db.client.idempotencyRecord.create({ data: { id, bodyHash, createdAt: now } })
        return ok(null)
      } catch (error) {
        if (!isUniqueViolation(error, 'IdempotencyRecord')) throw error
      }
      const stored = await db.client.idempotencyRecord.findUnique({ where: { id } })
      if (stored !== null && stored.bodyHash !== bodyHash) return err('request.key_reused')
      if (stored?.status != null) return ok({ status: stored.status, body: stored.response ?? '' })
      const taken = await db.client.idempotencyRecord.updateMany({
        where: { id, status: null, createdAt: { lt: new Date(clock.now() - abandonedAfterMs) } },
        data: { createdAt: now },
      })
      return taken.count === 1 ? ok(null) : err('request.in_flight')
    },

    /** Keeps the answer; one of ours that failed (5xx) is forgotten, so that the retry works again. */
    async finish(scope: string, key: string, answer: StoredAnswer): Promise<void> {
      const id = hashSecret(`${scope}\n${key}`)
      if (answer.status >= 500) await db.client.idempotencyRecord.deleteMany({ where: { id } })
      else await db.client.idempotencyRecord.update({ where: { id }, data: { status: answer.status, response: answer.body } })
    },
  }
}

export type Idempotency = ReturnType<typeof createIdempotency>
