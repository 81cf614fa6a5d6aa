import { fork } from 'node:child_process'
import { once } from 'node:events'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { enqueue, enqueueIn } from '#server/jobs/outbox.ts'
import { createLeases } from '#server/jobs/leases.ts'
import { createRegistry, defineJob, GiveUp, handle, type JobContext } from '#server/jobs/registry.ts'
import { createRunner, type RunnerOptions } from '#server/jobs/runner.ts'
import { createIds } from '#server/platform/ids.ts'
import { manualClock, type ManualClock } from '#tests/fixtures/manual-clock.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'

const effect = defineJob('test.effect', z.object({ about: z.string() }))
type Payload = { about: string }

let db: TestDatabase
let clock: ManualClock
let log: unknown[]
beforeEach(async () => {
  db = await createTestDatabase()
  clock = manualClock()
  log = []
})
afterEach(() => db.dispose())

const origin = () => ({ now: clock.now(), newId: createIds(undefined, clock).newId })
const logger = { error: (...words: unknown[]) => void log.push(words), warn: (...words: unknown[]) => void log.push(words) }
function runnerFor(run: (payload: Payload, context: JobContext) => Promise<void>, more: Partial<RunnerOptions> = {}) {
  return createRunner({ db, clock, logger, random: () => 0.5, registry: createRegistry([handle(effect, run)]), ...more })
}
const order = (about: string, options?: { runAt?: number; dedupeKey?: string }) => db.transaction((tx) => enqueue(tx, effect.request({ about }, options), origin()))
const states = async () => (await db.client.job.findMany({ orderBy: { id: 'asc' }, select: { state: true, attempts: true, lastError: true } })) as unknown[]

test('a job of a committed change runs once; a rolled-back change leaves none', async () => {
  const done: string[] = []
  const runner = runnerFor(async ({ about }) => void done.push(about))
  await order('kept')
  const undone = db.transaction(async (tx) => {
    await enqueue(tx, effect.request({ about: 'undone' }), origin())
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  await runner.runDue()
  await runner.runDue()
  expect(done).toEqual(['kept'])
  expect(await states()).toEqual([{ state: 'done', attempts: 1, lastError: null }])
})

test('the same dedupe key is one job, from a transaction and from a hot write, also after it is done', async () => {
  const done: string[] = []
  const runner = runnerFor(async ({ about }) => void done.push(about))
  await order('first', { dedupeKey: 'mail:1' })
  await order('second', { dedupeKey: 'mail:1' })
  await db.write((sql) => enqueueIn(sql, effect.request({ about: 'third' }, { dedupeKey: 'mail:1' }), origin()))
  await db.write((sql) => enqueueIn(sql, effect.request({ about: 'hot' }), origin()))
  await runner.runDue()
  await order('fourth', { dedupeKey: 'mail:1' })
  await runner.runDue()
  expect(done.sort()).toEqual(['first', 'hot'])
})

test('a job waits until it is due', async () => {
  const done: string[] = []
  const runner = runnerFor(async ({ about }) => void done.push(about))
  await order('later', { runAt: clock.now() + 60_000 })
  await runner.runDue()
  expect(done).toEqual([])
  clock.advance(60_000)
  await runner.runDue()
  expect(done).toEqual(['later'])
})

test('a failing job is tried sixteen times with growing pauses and then set aside, with no word of what it was about', async () => {
  const tries: number[] = []
  const start = clock.now()
  const runner = runnerFor(async () => {
    tries.push(clock.now() - start)
    throw Object.assign(new Error('mail to wang@example.com refused'), { name: 'SmtpError', code: 'EENVELOPE' })
  })
  await order('x')
  for (let i = 0; i < 20; i += 1) {
    await runner.runDue()
    const next = await db.client.job.findFirst({ where: { state: 'queued' }, select: { runAt: true } })
    if (next) clock.set(next.runAt.getTime())
  }
  const pauses = tries.slice(1).map((at, i) => at - (tries[i] ?? 0))
  expect(pauses).toEqual([1_500, 3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 384_000, 768_000, 1_536_000, 2_700_000, 2_700_000, 2_700_000, 2_700_000])
  expect(await states()).toEqual([{ state: 'dead', attempts: 16, lastError: 'SmtpError:EENVELOPE' }])
  expect(JSON.stringify(log)).not.toContain('wang')
})

test('a job that says it is hopeless, or whose payload is wrong, is set aside at once', async () => {
  const runner = runnerFor(async () => {
    throw new GiveUp('mail.address_refused')
  })
  await order('x')
  clock.advance(1)
  await db.transaction((tx) => enqueue(tx, { name: 'test.effect', payload: { about: 5 } }, origin()))
  await runner.runDue()
  expect(await states()).toEqual([
    { state: 'dead', attempts: 1, lastError: 'GiveUp:mail.address_refused' },
    { state: 'dead', attempts: 1, lastError: 'GiveUp:payload.invalid' },
  ])
})

test('a job nobody knows is kept for a version that does', async () => {
  await db.transaction((tx) => enqueue(tx, { name: 'from.the_future', payload: {} }, origin()))
  await runnerFor(async () => undefined).runDue()
  expect(await states()).toEqual([{ state: 'queued', attempts: 1, lastError: 'Error:job.unknown' }])
})

test('two runners on one database run each job once', async () => {
  const done: string[] = []
  const run = async ({ about }: Payload): Promise<void> => void done.push(about)
  const names = Array.from({ length: 40 }, (_, i) => `job-${i}`)
  await db.transaction(async (tx) => {
    for (const about of names) await enqueue(tx, effect.request({ about }), origin())
  })
  await Promise.all([runnerFor(run).runDue(), runnerFor(run).runDue(), runnerFor(run).runDue()])
  expect(done.sort()).toEqual([...names].sort())
})

test('no more jobs run at once than allowed', async () => {
  let now = 0
  let most = 0
  const runner = runnerFor(
    async () => {
      most = Math.max(most, (now += 1))
      await new Promise((resolve) => setImmediate(resolve))
      now -= 1
    },
    { concurrency: 3 },
  )
  for (let i = 0; i < 10; i += 1) await order(`${i}`)
  await runner.runDue()
  expect({ most, states: new Set((await states()).map((row) => (row as { state: string }).state)) }).toEqual({ most: 3, states: new Set(['done']) })
})

test('effect and completion are saved together: a crash between them repeats neither', async () => {
  const runner = runnerFor(async (_payload, context) => {
    await context.finish(async (tx) => {
      await enqueue(tx, { name: 'test.follow', payload: {}, runAt: clock.now() + 1e9 }, origin())
    })
    throw new Error('crashed after the commit')
  })
  await order('x')
  await runner.runDue()
  clock.advance(3_600_000)
  await runner.runDue()
  expect(await db.client.job.groupBy({ by: ['name', 'state'], _count: true, orderBy: { name: 'asc' } })).toEqual([
    { name: 'test.effect', state: 'done', _count: 1 },
    { name: 'test.follow', state: 'queued', _count: 1 },
  ])
})

test('whoever lost the lease can neither finish the job nor put it back', async () => {
  const late = runnerFor(async (_payload, context) => {
    clock.advance(120_000)
    await runnerFor(async () => undefined).runDue()
    await context.finish(async (tx) => void (await tx.job.deleteMany()))
  })
  await order('x')
  await late.runDue()
  expect(await states()).toEqual([{ state: 'done', attempts: 2, lastError: null }])
})

test('a process killed in the middle of a job loses nothing: another takes it up when the lease ends', async () => {
  clock.set(Date.now())
  await order('survives')
  const child = fork('tests/fixtures/stuck-job-process.ts', [db.file], { execArgv: ['--import', 'tsx'] })
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const done: string[] = []
  const runner = runnerFor(async ({ about }) => void done.push(about))
  clock.set(Date.now())
  await runner.runDue()
  expect(done).toEqual([])
  clock.advance(61_000)
  await runner.runDue()
  expect(done).toEqual(['survives'])
  expect(await states()).toEqual([{ state: 'done', attempts: 2, lastError: null }])
})

test('what was under way at forty kills is not given up: it waits longer each time, and a failure after them is its first', async () => {
  await order('survives')
  const leases = createLeases(db, clock, 60_000)
  const pauses: number[] = []
  for (let kill = 0; kill < 40; kill += 1) {
    // Claimed by a process that is killed before it can say anything: what is left of it is a lease.
    expect(await leases.claim({ own: new Map(), others: 1 })).toHaveLength(1)
    clock.advance(60_000)
    await leases.claim({ own: new Map(), others: 0 })
    const { runAt } = await db.client.job.findFirstOrThrow()
    pauses.push(Math.max(0, runAt.getTime() - clock.now()))
    clock.advance(pauses.at(-1) ?? 0)
  }
  expect(pauses.slice(0, 5)).toEqual([0, 2_000, 4_000, 8_000, 16_000])
  expect(pauses.at(-1)).toBe(3_600_000)
  await runnerFor(async () => { throw new Error('once') }).runDue()
  expect(await states()).toEqual([{ state: 'queued', attempts: 41, lastError: 'Error' }])
  clock.advance(3_600_000)
  await runnerFor(async () => undefined).runDue()
  expect(await states()).toEqual([{ state: 'done', attempts: 42, lastError: null }])
})

test('a started runner acts on a nudge, and stopping waits for what runs', async () => {
  let release = (): void => undefined
  let began = (): void => undefined
  const hold = new Promise<void>((resolve) => (release = resolve))
  const started = new Promise<void>((resolve) => (began = resolve))
  const runner = runnerFor(async () => (began(), hold), { pollMs: 600_000 })
  runner.start()
  await db.ping()
  await order('x')
  runner.nudge()
  await started
  const stopped = runner.stop(60_000)
  release()
  await stopped
  expect(await states()).toEqual([{ state: 'done', attempts: 1, lastError: null }])
})

test('a job that does not end within the drain time is told to stop and left to its lease', async () => {
  let signal: AbortSignal | undefined
  let began = (): void => undefined
  const started = new Promise<void>((resolve) => (began = resolve))
  const runner = runnerFor(async (_payload, context) => {
    signal = context.signal
    began()
    await once(context.signal, 'abort')
    await new Promise(() => undefined)
  })
  await order('x')
  runner.start()
  await started
  await runner.stop(20)
  expect({ aborted: signal?.aborted, states: await states() }).toEqual({ aborted: true, states: [{ state: 'running', attempts: 1, lastError: null }] })
})
