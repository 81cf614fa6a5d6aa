import Handle from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'

import type { Accepted, SlotTaken } from '#server/features/acceptance/commands.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeRequest } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const asked = 200
let test: TestApp
afterEach(() => test.dispose())

/** One investor, 200 start-ups who all ask for ten o'clock, and a finger that presses every accept button at once. */
async function press(beforePressing: (file: string) => void = () => undefined): Promise<Result<Accepted>[]> {
  test = await createTestApp()
  const event = await makeEvent(test.db, { tables: 250 })
  const investor = await makeDelegation(test.db, event.id, { side: 'investor' })
  const requests: { id: string; version: number }[] = []
  for (let i = 0; i < asked; i++) {
    const startup = await makeDelegation(test.db, event.id)
    requests.push(await makeRequest(test.db, event.id, { from: startup, to: investor, holds: [event.at('10:00')] }))
  }
  beforePressing((test.db as unknown as { file: string }).file)
  return Promise.all(requests.map(({ id, version }) => test.app.requests.accept(investor.actor(), { requestId: id, version, startsAt: event.at('10:00') })))
}

it('200 acceptances of one slot at once: one wins, 199 are told three times that are really free', async () => {
  const answers = await press()
  const lost = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(new Set(lost.map((error) => error.code))).toEqual(new Set(['meeting.slot_taken']))
  expect(lost).toHaveLength(asked - 1)
  expect(lost.map((error) => (error.detail as SlotTaken).alternatives.length)).toEqual(lost.map(() => 3))
  const ten = answers.flatMap((answer) => (answer.ok ? [answer.value.meetingId] : []))
  expect(await test.db.client.meeting.findMany({ select: { id: true } })).toEqual(ten.map((id) => ({ id })))
  expect(await test.db.client.meetingRequest.count({ where: { state: 'accepted' } })).toBe(1)
})

it('the same without the primary key of Occupancy sells the slot many times over', async () => {
  const answers = await press((file) => {
    const handle = new Handle(file)
    handle.exec('ALTER TABLE "Occupancy" RENAME TO "Guarded"; CREATE TABLE "Occupancy" ("resource" TEXT NOT NULL, "tick" INTEGER NOT NULL, "owner" TEXT NOT NULL); DROP TABLE "Guarded";')
    handle.close()
  })
  expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(1)
}, 180_000)
