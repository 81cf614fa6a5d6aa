import { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Fact, FactName, FactPayload } from '#server/protocol/server-to-client.ts'

import { chainAudits, collectFollowing, countByRoom, numberFacts, RolledBack, type Alongside, type Following } from './following.ts'
import { enqueue, type JobRequest } from './outbox.ts'

/** What a command holds while it changes things: one transaction and all that must follow if, and only if, it commits. */
export type Work = {
  tx: Tx
  /** The instant of the change in ms; the same for everything it writes. */
  now: number
  newId: () => string
  /** Told to everyone in the room after the commit, kept under the room's next `seq`. */
  fact<Name extends FactName>(room: string, name: Name, payload: FactPayload<Name>): void
  /** Done by the job runner after the commit. */
  job(request: JobRequest): void
  /** One line of the audit trail. `detail` carries ids and codes only. */
  audit(action: string, subject: string, detail?: { eventId?: string; [key: string]: unknown }): void
}

export type RunWork = <T>(actor: Actor, perform: (work: Work) => Promise<Result<T>>) => Promise<Result<T>>

/** What running a change needs; the same for `createWork` and `createQuickWork`. */
export type WorkParts = {
  db: Database
  clock: Clock
  ids: Ids
  publish: (facts: Fact[]) => void
  nudge: () => void
  /** Told how each change ended: `done` or the code of its refusal. */
  ended?: (outcome: ErrorCode | 'done') => void
  alongside?: Alongside
}

/**
 * Runs a change as one transaction: the change, its facts, jobs and audit lines are saved together or not at all.
 * A `Result` that is not ok rolls everything back. Publishing and waking the runner happen after the commit.
 */
export function createRunWork({ db, clock, ids, publish, nudge, ended, alongside }: WorkParts): RunWork {
  return async (actor, perform) => {
    try {
      const { outcome, facts, jobs } = await db.transaction(async (tx) => {
        const { held, following } = collectFollowing(clock.now(), () => ids.newId())
        const outcome = await perform({ tx, ...held })
        if (!outcome.ok) throw new RolledBack(outcome)
        const jobs = [...following.jobs, ...(alongside?.(following.facts, held.now) ?? [])]
        for (const job of jobs) await enqueue(tx, job, held)
        await storeAudit(tx, actor, held.now, following.audits)
        return { outcome, facts: await storeFacts(tx, held.now, following.facts), jobs: jobs.length }
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

const rowsPerStatement = 400

/** One statement raises the seq of many rooms at once. */
async function storeFacts(tx: Tx, now: number, pending: Following['facts']): Promise<Fact[]> {
  if (pending.length === 0) return []
  const last = new Map<string, number>()
  const rooms = [...countByRoom(pending)]
  for (let from = 0; from < rooms.length; from += rowsPerStatement) {
    const rows = rooms.slice(from, from + rowsPerStatement).map(([room, count]) => Prisma.sql`(${room}, ${count})`)
    const heads = await tx.$queryRaw<{ room: string; seq: number | bigint }[]>`
      INSERT INTO "RoomHead" ("room", "seq") VALUES ${Prisma.join(rows)}
      ON CONFLICT ("room") DO UPDATE SET "seq" = "RoomHead"."seq" + excluded."seq"
      RETURNING "room", "seq"`
    for (const head of heads) last.set(head.room, Number(head.seq))
  }
  const facts = numberFacts(pending, now, last)
  const at = new Date(now)
  for (let from = 0; from < facts.length; from += rowsPerStatement) {
    await tx.roomFact.createMany({
      data: facts.slice(from, from + rowsPerStatement).map(({ room, seq, name, payload }) => ({ room, seq, name, payload, at })),
    })
  }
  return facts
}

async function storeAudit(tx: Tx, actor: Actor, now: number, pending: Following['audits']): Promise<void> {
  if (pending.length === 0) return
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
  const lines = chainAudits(last, actor, now, pending)
  await tx.auditEntry.createMany({ data: lines.map((line) => ({ ...line, at: new Date(now), detail: line.detail as Prisma.InputJsonObject })) })
}
