import { afterEach, beforeEach, expect, test } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const hour = 3_600_000

let house: TestApp
let event: MadeEvent
let fund: MadeDelegation
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
  fund = await makeDelegation(house.db, event.id, { side: 'investor' })
})
afterEach(() => house.dispose())

async function ask(): Promise<string> {
  const asked = await house.app.requests.create((await makeDelegation(house.db, event.id)).actor(), { eventId: event.id, toDelegationId: fund.id, holds: [], message: '' })
  if (!asked.ok) throw new Error(asked.error.code)
  return asked.value.requestId
}
const rising = <Value extends string | number>(values: readonly Value[]): boolean => values.every((value, at) => at === 0 || value > values[at - 1]!)

test('a clock that jumps back an hour: ids and numbers go on rising', async () => {
  const ids: string[] = []
  for (let jump = 0; jump < 3; jump += 1) {
    for (let i = 0; i < 3; i += 1) ids.push(await ask())
    house.clock.advance(-hour)
  }
  expect(rising(ids)).toBe(true)
  const room = house.facts.filter((fact) => fact.room.includes(fund.people[0] ?? ''))
  expect([room.length, rising(room.map((fact) => fact.seq))]).toEqual([9, true])
  const trail = await house.db.client.auditEntry.findMany({ orderBy: { seq: 'asc' }, select: { seq: true, previous: true, hash: true } })
  expect(trail.map((line) => line.previous)).toEqual(['', ...trail.slice(0, -1).map((line) => line.hash)])
})

test('… nothing ends before its time, and it does end at it', async () => {
  const requestId = await ask()
  const stateOf = async () => (await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id: requestId } }))
  const { expiresAt } = await stateOf()
  await house.runJobs()
  house.clock.set(expiresAt.getTime() - 1)
  await house.runJobs()
  house.clock.advance(-hour)
  await house.runJobs()
  house.clock.set(expiresAt.getTime() - 1)
  await house.runJobs()
  expect((await stateOf()).state).toBe('pending')
  house.clock.set(expiresAt.getTime())
  await house.runJobs()
  expect((await stateOf()).state).toBe('expired')
})

test('… jobs still run: those from before that were due at once, those from after, and what a dead process held', async () => {
  await house.runJobs()
  const mail = (locale: 'en' | 'zh-CN', n: number) => house.app.identity.startSignIn({ email: `reader${n}@example.com`, locale, next: '/', browserSecret: `a-browser-0123456789-${n}` })
  await mail('en', 1)
  house.clock.advance(-hour)
  await mail('en', 2)
  await house.runJobs()
  expect(house.sent.map((one) => one.to.address).sort()).toEqual(['reader1@example.com', 'reader2@example.com'])
  await mail('en', 3)
  const held = { state: 'running', attempts: 1, leaseUntil: new Date(house.clock.now() + 60_000) }
  await house.db.client.job.updateMany({ where: { name: 'mail:send-code', state: 'queued' }, data: held })
  house.clock.advance(-hour)
  await house.runJobs()
  expect(house.sent).toHaveLength(2)
  house.clock.advance(60_000)
  await house.runJobs()
  expect(house.sent.map((one) => one.to.address).at(-1)).toBe('reader3@example.com')
})
