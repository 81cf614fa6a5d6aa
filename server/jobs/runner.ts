import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Logger } from '#server/platform/logger.ts'

import { backoffMs, errorLabel, maxAttempts } from './failure.ts'
import { namesWithRoom, roomBeside } from './lanes.ts'
import { createLeases, triesOf, type Claimed } from './leases.ts'
import { GiveUp, type Registry } from './registry.ts'

export type Runner = {
  start(): void
  /** Something may be due: look now instead of at the next poll. Call it after a commit that enqueued. */
  nudge(): void
  /** Takes no new jobs and waits at most `drainMs` for those that run; what is left is taken up again when its lease ends. */
  stop(drainMs?: number): Promise<void>
  /** Runs everything that is due now and resolves when nothing is. For tests and one-off commands, without `start`. */
  runDue(): Promise<void>
}

export type RunnerOptions = {
  db: Database
  registry: Registry
  clock: Clock
  logger: Pick<Logger, 'error' | 'warn'>
  /** In [0, 1); spreads retries so that they don't come all at once. */
  random?: () => number
  /** Of jobs without a lane of their own. */
  concurrency?: number
  leaseMs?: number
  pollMs?: number
}

/** A process may well be stopped under a job a few times in a row; after so many somebody should look at the job. */
const suspiciousCrashes = 5

export function createRunner(options: RunnerOptions): Runner {
  const { db, registry, clock, logger, random = Math.random, concurrency = 4, leaseMs = 60_000, pollMs = 1_000 } = options
  const leases = createLeases(db, clock, leaseMs)
  const running = new Map<Promise<void>, { name: string; abort: AbortController }>()
  let wake = (): void => undefined
  let nudged = false
  let stopping = false
  let loop: Promise<void> | null = null

  function nudge(): void {
    nudged = true
    wake()
  }

  /** Resolves at the next nudge (a job that ends nudges too) or poll. */
  async function rest(polling: boolean): Promise<void> {
    if (nudged || stopping) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      wake = resolve
      if (polling) timer = setTimeout(resolve, pollMs)
    })
    clearTimeout(timer)
  }

  async function work(polling: boolean): Promise<void> {
    while (!stopping) {
      nudged = false
      // Only who looked while nothing ran has looked for jobs of every name.
      const wasIdle = running.size === 0
      const claimed = await claim(polling)
      for (const job of claimed) launch(job)
      if (!polling && wasIdle && claimed.length === 0) return
      if (claimed.length === 0) await rest(polling)
    }
  }

  async function claim(polling: boolean): Promise<Claimed[]> {
    const room = roomBeside([...running.values()].map(({ name }) => name), registry, concurrency)
    if (namesWithRoom(room) === null) return []
    try {
      return await leases.claim(room)
    } catch (error) {
      // An outage of the database ends; the poll looks again. Without polling the caller must hear of it.
      if (!polling) throw error
      logger.warn({ error: errorLabel(error) }, 'jobs could not be looked up')
      return []
    }
  }

  function launch(job: Claimed): void {
    if (job.crashes >= suspiciousCrashes) logger.error({ job: job.name, jobId: job.id, crashes: job.crashes }, 'the process has ended under this job again and again')
    const abort = new AbortController()
    const task: Promise<void> = perform(job, abort).finally(() => {
      running.delete(task)
      nudge()
    })
    running.set(task, { name: job.name, abort })
  }

  async function perform(job: Claimed, abort: AbortController): Promise<void> {
    const renewal = setInterval(() => {
      if (abort.signal.aborted) return
      leases.renew(job).then((held) => void (held || abort.abort()), () => undefined)
    }, leaseMs / 3)
    renewal.unref()
    try {
      await attempt(job, abort.signal)
    } catch (error) {
      await setAside(job, error)
    } finally {
      clearInterval(renewal)
    }
  }

  async function attempt(job: Claimed, signal: AbortSignal): Promise<void> {
    const handler = registry.get(job.name)
    if (!handler) throw Object.assign(new Error(), { code: 'job.unknown' })
    if (!handler.accepts(job.payload)) throw new GiveUp('payload.invalid')
    let finished = false
    await handler.run(job.payload, {
      jobId: job.id,
      attempt: job.attempts,
      tries: triesOf(job),
      signal,
      async finish(effect) {
        await db.transaction(async (tx) => {
          await effect(tx)
          if (!(await leases.done(job, tx))) throw Object.assign(new Error(), { code: 'job.lease_lost' })
        })
        finished = true
      },
      async postpone(choose) {
        await db.transaction(async (tx) => {
          if (!(await leases.postpone(job, await choose(tx), tx))) throw Object.assign(new Error(), { code: 'job.lease_lost' })
        })
        finished = true
      },
    })
    if (!finished) await leases.done(job)
  }

  async function setAside(job: Claimed, error: unknown): Promise<void> {
    const label = errorLabel(error)
    const tries = triesOf(job)
    const over = error instanceof GiveUp || tries >= (registry.get(job.name)?.patience ?? maxAttempts)
    logger[over ? 'error' : 'warn']({ job: job.name, jobId: job.id, attempt: tries, error: label }, over ? 'job given up' : 'job failed, will be tried again')
    try {
      await (over ? leases.bury(job, label) : leases.retry(job, label, backoffMs(tries, random())))
    } catch (outage) {
      // The lease ends by itself and the job is taken up again.
      logger.warn({ jobId: job.id, error: errorLabel(outage) }, 'job result could not be saved')
    }
  }

  async function stop(drainMs = 7_000): Promise<void> {
    stopping = true
    wake()
    await loop
    const late = new Promise<void>((resolve) => setTimeout(resolve, drainMs).unref())
    await Promise.race([Promise.allSettled([...running.keys()]), late])
    for (const { abort } of running.values()) abort.abort()
  }

  return {
    start: () => void (loop ??= work(true)),
    nudge,
    stop,
    runDue: () => work(false),
  }
}
