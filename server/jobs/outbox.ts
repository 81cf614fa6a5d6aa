import type { Prisma } from '#prisma/generated/client.ts'
import { systemClock } from '#server/platform/clock.ts'
import type { SyncSql, Tx } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

/** Something to be done after the commit. `runAt` in ms; at once where it is missing. */
export type JobRequest = {
  name: string
  payload: Prisma.InputJsonValue
  runAt?: number
  /** Two requests with the same key are one job, also after it is done. */
  dedupeKey?: string
}

/** When the request is made (ms) and where its id comes from. */
export type JobOrigin = { now: number; newId: () => string }

const ids = createIds()
const present = (): JobOrigin => ({ now: systemClock.now(), newId: ids.newId })

/**
 * Writes the job in the caller's transaction: a rolled-back change leaves no job, a committed one loses none. Wake the
 * runner with `nudge()` after the commit.
 */
export async function enqueue(tx: Tx, request: JobRequest, origin: JobOrigin = present()): Promise<void> {
  const { name, payload, dedupeKey } = request
  const data = { id: origin.newId(), name, payload, dedupeKey, state: 'queued', runAt: new Date(request.runAt ?? origin.now), createdAt: new Date(origin.now) }
  if (dedupeKey === undefined) await tx.job.create({ data, select: { id: true } })
  else await tx.job.upsert({ where: { dedupeKey }, create: data, update: {}, select: { id: true } })
}

const insert = `INSERT INTO "Job" ("id", "name", "payload", "runAt", "state", "attempts", "dedupeKey", "createdAt")
  VALUES (?, ?, ?, ?, 'queued', 0, ?, ?) ON CONFLICT ("dedupeKey") DO NOTHING`

/** The same for `db.write`. */
export function enqueueIn(sql: SyncSql, request: JobRequest, origin: JobOrigin = present()): void {
  sql.run(insert, origin.newId(), request.name, JSON.stringify(request.payload), request.runAt ?? origin.now, request.dedupeKey ?? null, origin.now)
}
