import { afterEach, beforeEach, expect, it } from 'vitest'

import { createTestApp, type TestApp } from '#tests/setup/app.ts'

import { kept, purge } from './store.ts'

let test: TestApp
const dayMs = 86_400_000

beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.dispose())

const ago = (ms: number): Date => new Date(test.clock.now() - ms)
const job = (id: string, age: number, more: { dedupeKey?: string; state?: string } = {}) =>
  test.db.client.job.create({ data: { id, name: 'mail:send', payload: {}, state: 'done', runAt: ago(age), createdAt: ago(age), doneAt: more.state === 'queued' ? null : ago(age), ...more } })

it('deletes what nobody will ask for again and keeps everything else', async () => {
  const { client } = test.db
  await client.idempotencyRecord.createMany({ data: [{ id: 'old', bodyHash: '', createdAt: ago(kept.answersMs + 1) }, { id: 'new', bodyHash: '', createdAt: ago(kept.answersMs - 1) }] })
  await job('done-old', 15 * dayMs)
  await job('done-new', 13 * dayMs)
  await job('keyed-old', 91 * dayMs, { dedupeKey: 'a' })
  await job('keyed-new', 89 * dayMs, { dedupeKey: 'b' })
  await job('waits', 400 * dayMs, { state: 'queued' })
  await job('dead', 400 * dayMs, { state: 'dead' })
  const challenge = (id: string, over: number, consumed: boolean) => ({ id, email: `${id}@example.com`, browserHash: '', createdAt: ago(over), expiresAt: ago(over), consumedAt: consumed ? ago(over) : null })
  await client.signInChallenge.createMany({ data: [challenge('lapsed', 2 * dayMs, false), challenge('fresh', 1, false), challenge('used', 2 * dayMs, true), challenge('used-old', 91 * dayMs, true)] })
  await client.person.create({ data: { id: 'p', email: 'p@example.com', createdAt: ago(0), updatedAt: ago(0) } })
  const session = (id: string, expiresAt: Date, revokedAt: Date | null = null) => ({ id, publicId: id, personId: 'p', createdAt: ago(0), lastSeenAt: ago(0), expiresAt, revokedAt })
  await client.authSession.createMany({ data: [session('over', ago(2 * dayMs)), session('live', ago(-dayMs)), session('revoked', ago(-dayMs), ago(8 * dayMs)), session('just-revoked', ago(-dayMs), ago(dayMs))] })
  const facts = (room: string, count: number, age: number) => Array.from({ length: count }, (_, at) => ({ room, seq: at + 1, name: 'x', payload: {}, at: ago(age) }))
  await client.roomFact.createMany({ data: [...facts('event:old', 203, 31 * dayMs), ...facts('event:new', 203, 29 * dayMs), ...facts('event:few', 3, 31 * dayMs)] })
  await client.roomHead.createMany({ data: [{ room: 'event:old', seq: 203 }, { room: 'event:new', seq: 203 }, { room: 'event:few', seq: 3 }] })

  expect(await purge(test.db, test.clock.now())).toEqual({ answers: 1, jobs: 2, facts: 3, challenges: 2, sessions: 2 })
  const idsOf = (rows: { id: string }[]): string[] => rows.map((row) => row.id).sort()
  expect(idsOf(await client.idempotencyRecord.findMany())).toEqual(['new'])
  expect(idsOf(await client.job.findMany())).toEqual(['dead', 'done-new', 'keyed-new', 'waits'])
  expect(idsOf(await client.signInChallenge.findMany())).toEqual(['fresh', 'used'])
  expect(idsOf(await client.authSession.findMany())).toEqual(['just-revoked', 'live'])
  const left = await client.roomFact.groupBy({ by: ['room'], _count: true, _min: { seq: true }, orderBy: { room: 'asc' } })
  expect(left.map((one) => [one.room, one._count, one._min.seq])).toEqual([['event:few', 3, 1], ['event:new', 203, 1], ['event:old', 200, 4]])
  expect(await purge(test.db, test.clock.now())).toEqual({ answers: 0, jobs: 0, facts: 0, challenges: 0, sessions: 0 })
})

it('runs once a day, however often servers start, and asks for the next day itself', async () => {
  const jobs = () => test.db.client.job.findMany({ where: { name: 'ground:purge' }, orderBy: { runAt: 'asc' }, select: { state: true, dedupeKey: true } })
  await test.app.schedulePurge()
  await test.app.schedulePurge()
  await test.runJobs()
  await test.app.schedulePurge()
  await test.runJobs()
  expect(await jobs()).toEqual([{ state: 'done', dedupeKey: 'ground:purge:2026-12-01' }, { state: 'queued', dedupeKey: 'ground:purge:2026-12-02' }])
  test.clock.advance(dayMs)
  await test.runJobs()
  expect(await jobs()).toEqual([{ state: 'done', dedupeKey: 'ground:purge:2026-12-01' }, { state: 'done', dedupeKey: 'ground:purge:2026-12-02' }, { state: 'queued', dedupeKey: 'ground:purge:2026-12-03' }])
})
