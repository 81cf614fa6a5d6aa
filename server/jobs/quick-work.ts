import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Fact, FactName } from '#server/protocol/server-to-client.ts'

import { enqueueIn, type JobRequest } from './outbox.ts'
import { auditHash, type Work } from './work.ts'

/** The same as `Work`, for the hot commands: prepared SQL, all of it synchronous, sharing one COMMIT with its neighbours. */
export type QuickWork = Omit<Work, 'tx'> & { sql: SyncSql }

export type RunQuickWork = <T>(actor: Actor, perform: (held: QuickWork) => Result<T>) => Promise<Result<T>>

type PendingFact = { room: string; name: FactName; payload: unknown }
type PendingAudit = { action: string; subject: string; eventId: string | null; detail: Record<string, unknown> }

class RolledBack extends Error {
  readonly result: Result<never>
  constructor(result: Result<never>) {
    super('rolled back')
    this.result = result
  }
}

type Parts = { db: Database; clock: Clock; ids: Ids; publish: (facts: Fact[]) => void; nudge: () => void }

/**
 * Runs a change as one transaction: the change, its facts, jobs and audit lines are saved together or not at all. A
 * `Result` that is not ok undoes everything. Answered, published and nudged only after the shared COMMIT.
 */
export function createQuickWork({ db, clock, ids, publish, nudge }: Parts): RunQuickWork {
  return async (actor, perform) => {
    let stored: Fact[] = []
    let jobCount = 0
    try {
      const result = await db.write((sql) => {
        const facts: PendingFact[] = []
        const jobs: JobRequest[] = []
        const audits: PendingAudit[] = []
        const now = clock.now()
        const newId = (): string => ids.newId()
        const outcome = perform({
          sql,
          now,
          newId,
          fact: (room, name, payload) => void facts.push({ room, name, payload }),
          job: (request) => void jobs.push(request),
          audit: (action, subject, { eventId, ...detail } = {}) => void audits.push({ action, subject, eventId: eventId ?? null, detail }),
        })
        if (!outcome.ok) throw new RolledBack(outcome)
        for (const job of jobs) enqueueIn(sql, job, { now, newId })
        storeAudit(sql, actor, now, audits)
        stored = storeFacts(sql, now, facts)
        jobCount = jobs.length
        return outcome
      })
      if (stored.length > 0) publish(stored)
      if (jobCount > 0) nudge()
      return result
    } catch (error) {
      if (error instanceof RolledBack) return error.result
      throw error
    }
  }
}

function storeFacts(sql: SyncSql, now: number, pending: PendingFact[]): Fact[] {
  return pending.map(({ room, name, payload }) => {
    const head = sql.get<{ seq: number }>(
      `INSERT INTO "RoomHead" ("room", "seq") VALUES (?, 1) ON CONFLICT ("room") DO UPDATE SET "seq" = "RoomHead"."seq" + 1 RETURNING "seq"`,
      room,
    )
    const seq = head?.seq ?? 1
    sql.run(`INSERT INTO "RoomFact" ("room", "seq", "name", "payload", "at") VALUES (?, ?, ?, ?, ?)`, room, seq, name, JSON.stringify(payload), now)
    return { room, seq, at: now, name, payload } as Fact
  })
}

function storeAudit(sql: SyncSql, actor: Actor, now: number, pending: PendingAudit[]): void {
  if (pending.length === 0) return
  const last = sql.get<{ seq: number; hash: string }>(`SELECT "seq", "hash" FROM "AuditEntry" ORDER BY "seq" DESC LIMIT 1`)
  let { seq, hash } = last ?? { seq: 0, hash: '' }
  const actorId = actor.kind === 'person' ? actor.personId : null
  for (const { action, subject, eventId, detail } of pending) {
    const previous = hash
    seq += 1
    hash = auditHash(previous, { seq, at: now, actorId, action, subject, eventId, detail })
    sql.run(
      `INSERT INTO "AuditEntry" ("seq", "at", "actorId", "action", "subject", "eventId", "detail", "previous", "hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq, now, actorId, action, subject, eventId, JSON.stringify(detail), previous, hash,
    )
  }
}
