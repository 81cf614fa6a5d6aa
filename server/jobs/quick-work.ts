import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import { chainAudits, collectFollowing, countByRoom, numberFacts, RolledBack, type Following } from './following.ts'
import { enqueueIn } from './outbox.ts'
import type { Work, WorkParts } from './work.ts'

/** The same as `Work`, for the hot commands: prepared SQL, all of it synchronous, sharing one COMMIT with its neighbours. */
export type QuickWork = Omit<Work, 'tx'> & { sql: SyncSql }

export type RunQuickWork = <T>(actor: Actor, perform: (held: QuickWork) => Result<T>) => Promise<Result<T>>

/**
 * Runs a change as one transaction: the change, its facts, jobs and audit lines are saved together or not at all. A
 * `Result` that is not ok undoes everything. Answered, published and nudged only after the shared COMMIT.
 */
export function createQuickWork({ db, clock, ids, publish, nudge, ended, alongside }: WorkParts): RunQuickWork {
  return async (actor, perform) => {
    try {
      const { outcome, facts, jobs } = await db.write((sql) => {
        const { held, following } = collectFollowing(clock.now(), () => ids.newId())
        const outcome = perform({ sql, ...held })
        if (!outcome.ok) throw new RolledBack(outcome)
        const jobs = [...following.jobs, ...(alongside?.(following.facts, held.now) ?? [])]
        for (const job of jobs) enqueueIn(sql, job, held)
        storeAudit(sql, actor, held.now, following.audits)
        return { outcome, facts: storeFacts(sql, held.now, following.facts), jobs: jobs.length }
      })
      if (facts.length > 0) publish(facts)
      if (jobs > 0) nudge()
      ended?.('done')
      return outcome
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error
      if (!error.result.ok) ended?.(error.result.error.code)
      return error.result
    }
  }
}

function storeFacts(sql: SyncSql, now: number, pending: Following['facts']): Fact[] {
  const last = new Map<string, number>()
  for (const [room, count] of countByRoom(pending)) {
    const head = sql.get<{ seq: number }>(
      `INSERT INTO "RoomHead" ("room", "seq") VALUES (?, ?) ON CONFLICT ("room") DO UPDATE SET "seq" = "RoomHead"."seq" + excluded."seq" RETURNING "seq"`,
      room, count,
    )
    last.set(room, head?.seq ?? count)
  }
  const facts = numberFacts(pending, now, last)
  for (const { room, seq, name, payload } of facts) {
    sql.run(`INSERT INTO "RoomFact" ("room", "seq", "name", "payload", "at") VALUES (?, ?, ?, ?, ?)`, room, seq, name, JSON.stringify(payload), now)
  }
  return facts
}

function storeAudit(sql: SyncSql, actor: Actor, now: number, pending: Following['audits']): void {
  if (pending.length === 0) return
  const last = sql.get<{ seq: number; hash: string }>(`SELECT "seq", "hash" FROM "AuditEntry" ORDER BY "seq" DESC LIMIT 1`) ?? null
  for (const { seq, actorId, action, subject, eventId, detail, previous, hash } of chainAudits(last, actor, now, pending)) {
    sql.run(
      `INSERT INTO "AuditEntry" ("seq", "at", "actorId", "action", "subject", "eventId", "detail", "previous", "hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq, now, actorId, action, subject, eventId, JSON.stringify(detail), previous, hash,
    )
  }
}
