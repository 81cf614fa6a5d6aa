import { createHash } from 'node:crypto'

import { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Fact, FactName, FactPayload } from '#server/protocol/server-to-client.ts'

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

type PendingFact = { room: string; name: FactName; payload: unknown }
type PendingAudit = { action: string; subject: string; eventId: string | null; detail: Record<string, unknown> }

/** Carries an expected failure out of the transaction, so that nothing half written remains. */
class RolledBack extends Error {
  readonly result: Result<never>
  constructor(result: Result<never>) {
    super('rolled back')
    this.result = result
  }
}

/**
 * Runs a change as one transaction: the change, its facts, jobs and audit lines are saved together or not at all.
 * A `Result` that is not ok rolls everything back. Publishing and waking the runner happen after the commit.
 */
export function createRunWork(ground: {
  db: Database
  clock: Clock
  ids: Ids
  publish: (facts: Fact[]) => void
  nudge: () => void
}): RunWork {
  return async (actor, perform) => {
    const facts: PendingFact[] = []
    const jobs: JobRequest[] = []
    const audits: PendingAudit[] = []
    let stored: Fact[] = []
    try {
      const result = await ground.db.transaction(async (tx) => {
        const now = ground.clock.now()
        const outcome = await perform({
          tx,
          now,
          newId: () => ground.ids.newId(),
          fact: (room, name, payload) => void facts.push({ room, name, payload }),
          job: (request) => void jobs.push(request),
          audit: (action, subject, { eventId, ...detail } = {}) => void audits.push({ action, subject, eventId: eventId ?? null, detail }),
        })
        if (!outcome.ok) throw new RolledBack(outcome)
        for (const job of jobs) await enqueue(tx, job, { now, newId: ground.ids.newId })
        await storeAudit(tx, actor, now, audits)
        stored = await storeFacts(tx, now, facts)
        return outcome
      })
      if (stored.length > 0) ground.publish(stored)
      if (jobs.length > 0) ground.nudge()
      return result
    } catch (error) {
      if (error instanceof RolledBack) return error.result
      throw error
    }
  }
}

const roomsPerStatement = 400

/** Gives each fact the next seq of its room; one statement raises many rooms at once. */
async function storeFacts(tx: Tx, now: number, pending: PendingFact[]): Promise<Fact[]> {
  if (pending.length === 0) return []
  const counts = new Map<string, number>()
  for (const { room } of pending) counts.set(room, (counts.get(room) ?? 0) + 1)
  const next = new Map<string, number>()
  const rooms = [...counts]
  for (let from = 0; from < rooms.length; from += roomsPerStatement) {
    const rows = rooms.slice(from, from + roomsPerStatement).map(([room, count]) => Prisma.sql`(${room}, ${count})`)
    const heads = await tx.$queryRaw<{ room: string; seq: number | bigint }[]>`
      INSERT INTO "RoomHead" ("room", "seq") VALUES ${Prisma.join(rows)}
      ON CONFLICT ("room") DO UPDATE SET "seq" = "RoomHead"."seq" + excluded."seq"
      RETURNING "room", "seq"`
    for (const head of heads) next.set(head.room, Number(head.seq) - (counts.get(head.room) ?? 0) + 1)
  }
  const facts = pending.map(({ room, name, payload }) => {
    const seq = next.get(room) ?? 1
    next.set(room, seq + 1)
    return { room, seq, at: now, name, payload } as Fact
  })
  const at = new Date(now)
  for (let from = 0; from < facts.length; from += roomsPerStatement) {
    await tx.roomFact.createMany({
      data: facts.slice(from, from + roomsPerStatement).map((fact) => ({ room: fact.room, seq: fact.seq, name: fact.name, payload: fact.payload, at })),
    })
  }
  return facts
}

/** Hash of an audit line: SHA-256 over the previous hash and the line's own fields as canonical JSON. */
export function auditHash(previous: string, line: { seq: number; at: number; actorId: string | null; action: string; subject: string; eventId: string | null; detail: unknown }): string {
  return createHash('sha256').update(JSON.stringify([previous, line.seq, line.at, line.actorId, line.action, line.subject, line.eventId, line.detail])).digest('hex')
}

async function storeAudit(tx: Tx, actor: Actor, now: number, pending: PendingAudit[]): Promise<void> {
  if (pending.length === 0) return
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
  let { seq, hash } = last ?? { seq: 0, hash: '' }
  const actorId = actor.kind === 'person' ? actor.personId : null
  const rows = pending.map((entry) => {
    const line = { seq: ++seq, at: now, actorId, ...entry }
    const previous = hash
    hash = auditHash(previous, line)
    return { ...line, at: new Date(now), detail: entry.detail as Prisma.InputJsonObject, previous, hash }
  })
  await tx.auditEntry.createMany({ data: rows })
}
