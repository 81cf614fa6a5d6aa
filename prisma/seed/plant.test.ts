import { expect, test } from 'vitest'

import { seedDemo } from '#server/demo.ts'
import { createIds } from '#server/platform/ids.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { createTestDatabase } from '#tests/setup/database.ts'

const patienceMs = 120_000

test('the small demo is 24 funds, 60 companies and five events, and is the same every time', async () => {
  const worlds = await Promise.all([1, 2].map(async () => {
    const db = await createTestDatabase()
    await seedDemo({ db, clock: manualClock(), ids: createIds(), size: 'small' })
    const kinds = await db.client.organization.groupBy({ by: ['kind'], _count: true, orderBy: { kind: 'asc' } })
    const names = await db.client.organization.findMany({ select: { nameZh: true, nameEn: true }, orderBy: { nameEn: 'asc' } })
    const events = await db.client.event.findMany({ select: { slug: true, phase: true }, orderBy: { startsAt: 'asc' } })
    const held = await db.client.meeting.count()
    const guests = await db.client.seatGuest.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } })
    const seats = [(await db.client.seatPlan.findFirstOrThrow()).seats, await db.client.seatTaken.count()]
    await db.dispose()
    return { kinds: kinds.map(({ kind, _count }) => [kind, _count]), names, events, held, guests: guests.map(({ state, _count }) => [state, _count]), seats }
  }))
  const [first, second] = worlds
  expect(second).toEqual(first)
  expect(first?.kinds).toEqual([['acquirer', 2], ['investor', 24], ['startup', 60]])
  expect(first?.events).toEqual([{ slug: 'demo-day-autumn', phase: 'closed' }, { slug: 'demo-day-today', phase: 'live' }, { slug: 'demo-day-winter', phase: 'requests_open' }, { slug: 'tingtao-first-order', phase: 'published' }, { slug: 'ma-spring', phase: 'call' }])
  expect([first?.guests, first?.seats]).toEqual([[['declined', 2], ['going', 16], ['invited', 3], ['lapsed', 1], ['offered', 1], ['waiting', 3]], [17, 17]])
  expect(first?.held).toBeGreaterThan(20)
}, patienceMs)

test('the haidian demo has the companies of two parks, twelve funds of ten billion and over, and forty acquirers', async () => {
  const db = await createTestDatabase({ timeoutMs: patienceMs })
  await seedDemo({ db, clock: manualClock(), ids: createIds(), size: 'haidian' })
  const count = (where: object) => db.client.organization.count({ where })
  expect([await count({ kind: 'startup' }), await count({ kind: 'investor' }), await count({ aumBand: 'gte_100' }), await count({ kind: 'acquirer' })]).toEqual([545, 300, 12, 40])
  const parks = await db.client.organization.groupBy({ by: ['place'], where: { kind: 'startup' }, _count: true })
  expect(parks).toHaveLength(2)
  const current = await db.client.event.findFirstOrThrow({ where: { phase: 'requests_open' }, include: { stages: true, windows: true } })
  expect([current.stages.length, current.windows.length]).toEqual([3, 4])
  await db.dispose()
}, patienceMs)
