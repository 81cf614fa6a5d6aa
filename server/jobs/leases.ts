import type { Prisma } from '#prisma/generated/client.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, Tx } from '#server/platform/db.ts'

import { backoffMs } from './failure.ts'
import { namesWithRoom, take, type Room } from './lanes.ts'

/** A job this process may run until its lease ends. `attempts` tells this holder from any later one; `crashes` of them ended with their process. */
export type Claimed = { id: string; name: string; payload: unknown; attempts: number; crashes: number }

/** Tries that came to an end, this one included: a process that dies says nothing against what it was doing. */
export const triesOf = ({ attempts, crashes }: Pick<Claimed, 'attempts' | 'crashes'>): number => attempts - crashes

export type Leases = {
  /** Takes due jobs for which there is room, oldest first. Of several processes exactly one gets each. */
  claim(room: Room): Promise<Claimed[]>
  /** False where the lease was lost to another process. */
  renew(job: Claimed): Promise<boolean>
  done(job: Claimed, tx?: Tx): Promise<boolean>
  retry(job: Claimed, error: string, delayMs: number): Promise<boolean>
  /** Waits for `runAt` in ms; that it was taken up counts for nothing. */
  postpone(job: Claimed, runAt: number, tx?: Tx): Promise<boolean>
  bury(job: Claimed, error: string): Promise<boolean>
}

/** Of due jobs in one look. */
const mostLooked = 16

/** A clock that goes back by more than this was put back; less is how clocks are corrected all day. */
const jumpMs = 10_000

export function createLeases(db: Database, clock: Clock, leaseMs: number): Leases {
  const leaseUntil = () => new Date(clock.now() + leaseMs)

  /**
   * Puts back what dead processes have left. The first time it is due at once; what goes down with its process again and
   * again, for that is how it looks, waits longer each time, so that everything else comes first. It is never given up.
   */
  async function takeBack(now: Date): Promise<void> {
    const left = { state: 'running', leaseUntil: { lte: now } }
    for (const { id, crashes } of await db.client.job.findMany({ where: left, select: { id: true, crashes: true } })) {
      const later = crashes === 0 ? {} : { runAt: new Date(now.getTime() + backoffMs(crashes, 1)) }
      await db.client.job.updateMany({ where: { ...left, id }, data: { state: 'queued', leaseUntil: null, crashes: { increment: 1 }, ...later } })
    }
  }

  let lastSeen = Number.NEGATIVE_INFINITY

  /**
   * The wall clock was put back: what was to be done at once, by the time before, is to be done now. What has an hour of
   * its own keeps it.
   */
  async function followClock(now: Date): Promise<void> {
    const wentBack = now.getTime() < lastSeen - jumpMs
    lastSeen = now.getTime()
    if (!wentBack) return
    const ahead = await db.client.job.findMany({ where: { state: { in: ['queued', 'running'] }, createdAt: { gt: now } }, select: { id: true, runAt: true, createdAt: true } })
    const atOnce = ahead.filter((job) => job.runAt <= job.createdAt).map((job) => job.id)
    await db.client.job.updateMany({ where: { id: { in: atOnce } }, data: { runAt: now } })
    // No lease can honestly run longer than a whole one from now.
    await db.client.job.updateMany({ where: { state: 'running', leaseUntil: { gt: new Date(now.getTime() + leaseMs) } }, data: { leaseUntil: leaseUntil() } })
  }

  /** The oldest for which there is room. Once a name has no room left it is left out of the next look, or a thousand mails would hide what stands behind them. */
  async function choose(due: { state: string; runAt: { lte: Date } }, { own, others }: Room): Promise<string[]> {
    const room = { own: new Map(own), others }
    const chosen: string[] = []
    for (let names = namesWithRoom(room); names !== null; names = namesWithRoom(room)) {
      const found = await db.client.job.findMany({ where: { ...due, name: names, id: { notIn: chosen } }, orderBy: [{ runAt: 'asc' }, { id: 'asc' }], take: mostLooked, select: { id: true, name: true } })
      const fitting = found.filter(({ name }) => take(room, name))
      chosen.push(...fitting.map(({ id }) => id))
      if (found.length < mostLooked && fitting.length === found.length) break
    }
    return chosen
  }

  async function claim(room: Room): Promise<Claimed[]> {
    const now = new Date(clock.now())
    await followClock(now)
    await takeBack(now)
    const due = { state: 'queued', runAt: { lte: now } }
    const chosen = await choose(due, room)
    if (chosen.length === 0) return []
    // The condition is repeated: what another process took since the look-up no longer fits it.
    return db.client.job.updateManyAndReturn({
      where: { ...due, id: { in: chosen } },
      data: { state: 'running', leaseUntil: leaseUntil(), attempts: { increment: 1 } },
      select: { id: true, name: true, payload: true, attempts: true, crashes: true },
    })
  }

  /** Changes the job only for its present holder. */
  async function change(job: Claimed, data: Prisma.JobUpdateManyMutationInput, tx: Tx = db.client): Promise<boolean> {
    const { count } = await tx.job.updateMany({ where: { id: job.id, state: 'running', attempts: job.attempts }, data })
    return count === 1
  }

  return {
    claim,
    renew: (job) => change(job, { leaseUntil: leaseUntil() }),
    done: (job, tx) => change(job, { state: 'done', leaseUntil: null, lastError: null, doneAt: new Date(clock.now()) }, tx),
    retry: (job, lastError, delayMs) => change(job, { state: 'queued', leaseUntil: null, lastError, runAt: new Date(clock.now() + delayMs) }),
    postpone: (job, runAt, tx) => change(job, { state: 'queued', leaseUntil: null, lastError: null, attempts: job.attempts - 1, runAt: new Date(runAt) }, tx),
    bury: (job, lastError) => change(job, { state: 'dead', leaseUntil: null, lastError, doneAt: new Date(clock.now()) }),
  }
}
