import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { createIds } from '#server/platform/ids.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'

import { namesWithRoom, roomBeside, take } from './lanes.ts'
import { enqueue } from './outbox.ts'
import { createRegistry, defineJob, handle } from './registry.ts'
import { createRunner } from './runner.ts'

const clock = manualClock()
const origin = () => ({ now: clock.now(), newId: createIds(undefined, clock).newId })
const logger = { error: () => undefined, warn: () => undefined }
const slow = defineJob('test.slow', z.object({}), { most: 2 })
const effect = defineJob('test.effect', z.object({ about: z.string() }))

let db: TestDatabase
beforeEach(async () => void (db = await createTestDatabase()))
afterEach(() => db.dispose())

test('each name with a lane has room of its own, all others share theirs', () => {
  const registry = createRegistry([handle(slow, async () => undefined), handle(effect, async () => undefined)])
  const room = roomBeside(['test.slow', 'test.effect', 'test.unknown'], registry, 3)
  expect(room).toEqual({ own: new Map([['test.slow', 1]]), others: 1 })
  const left = { own: new Map(room.own), others: room.others }
  expect([namesWithRoom(left), take(left, 'test.slow'), take(left, 'test.slow'), namesWithRoom(left), take(left, 'test.effect'), take(left, 'test.effect'), namesWithRoom(left)])
    .toEqual([{ notIn: [] }, true, false, { notIn: ['test.slow'] }, true, false, null])
  expect(namesWithRoom({ own: new Map([['test.slow', 1], ['test.full', 0]]), others: 0 })).toEqual({ in: ['test.slow'] })
})

test('sixty jobs that wait for a server that hangs hold up nothing else, and go on when it answers', async () => {
  const slow = defineJob('test.slow', z.object({}), { most: 2 })
  let [now, most] = [0, 0]
  let answers = (): void => undefined
  const hangs = new Promise<void>((resolve) => (answers = resolve))
  const done: string[] = []
  const wait = async (): Promise<void> => {
    most = Math.max(most, (now += 1))
    await hangs
    now -= 1
  }
  await db.transaction(async (tx) => {
    for (let i = 0; i < 60; i += 1) await enqueue(tx, slow.request({}), origin())
    for (const about of ['a', 'b', 'c']) await enqueue(tx, effect.request({ about }), origin())
  })
  let allOthersDone = (): void => undefined
  const others = new Promise<void>((resolve) => (allOthersDone = resolve))
  const registry = createRegistry([handle(slow, wait), handle(effect, async ({ about }) => void (done.push(about) === 3 && allOthersDone()))])
  const whole = createRunner({ db, clock, logger, registry, concurrency: 2 }).runDue()
  await others
  expect([done.sort(), now, most]).toEqual([['a', 'b', 'c'], 2, 2])
  answers()
  await whole
  expect([most, await db.client.job.count({ where: { state: 'done' } })]).toEqual([2, 63])
})
