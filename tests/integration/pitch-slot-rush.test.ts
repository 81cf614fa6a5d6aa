import Handle from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation } from '#tests/factories/meetings.ts'
import { makeFounders, makeRoadshow, type FounderWithToken, type Roadshow } from '#tests/factories/pitching.ts'
import { manualClock, type ManualClock } from '#tests/fixtures/manual-clock.ts'
import { createTestApp } from '#tests/setup/app.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

type Answer = { status: number; body: { code?: string; itemId?: string; detail?: { alternatives?: { itemId: string }[] } } }

let server: TestServer | null = null
let db: Database | null = null
afterEach(async () => {
  await db?.close()
  await server?.dispose()
  db = server = null
})

/** A server on which so many founders wait for booking to open, for so many slots on five stages. */
async function crowdAtTheDoor(founders: number, slots: number): Promise<{ clock: ManualClock; eventId: string; show: Roadshow; people: FounderWithToken[]; opensAt: number }> {
  const clock = manualClock()
  server = await startTestServer({ clock })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  const event = await makeEvent(db)
  const opensAt = clock.now() + 60_000
  const show = await makeRoadshow(db, event, { slots, stages: 5, minutes: 5, rules: { opensAtMs: opensAt, noticeMinutes: 0 } })
  return { clock, eventId: event.id, show, people: await makeFounders(db, event.id, founders), opensAt }
}

async function book(eventId: string, who: FounderWithToken, itemId: string | undefined, body: object = {}): Promise<Answer> {
  const response = await fetch(`${server?.url}/api/v1/events/${eventId}/pitch-slots/${itemId}/book`, { method: 'POST', headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const tally = (answers: readonly Answer[]): Record<string, number> => answers.reduce<Record<string, number>>((counts, { status, body }) => ({ ...counts, [`${status} ${body.code ?? ''}`.trim()]: (counts[`${status} ${body.code ?? ''}`.trim()] ?? 0) + 1 }), {})

/** Every slot has at most one owner, in all the places in which that is written. */
async function owners(): Promise<{ slots: number; delegations: number; shown: number; people: number }> {
  const bookings = await db!.client.pitchBooking.findMany()
  const shown = await db!.client.programmeItem.count({ where: { delegationId: { not: null } } })
  const people = await db!.client.occupancy.findMany({ where: { resource: { startsWith: 'person:' } } })
  return { slots: new Set(bookings.map((row) => row.itemId)).size, delegations: new Set(bookings.map((row) => row.delegationId)).size, shown, people: new Set(people.map((row) => `${row.owner} ${row.resource}`)).size }
}

it('500 founders at the opening second, a slot for each: all are served, none before it opens', async () => {
  const { clock, eventId, show, people, opensAt } = await crowdAtTheDoor(500, 500)
  clock.set(opensAt - 1)
  expect(tally(await Promise.all(people.slice(0, 50).map((who) => book(eventId, who, show.slots[0]?.itemId))))).toEqual({ '409 pitch.not_open': 50 })
  clock.set(opensAt)
  // Everybody wants the first one, and would take the nearest that is free.
  const answers = await Promise.all(people.map((who) => book(eventId, who, show.slots[0]?.itemId, { orNearest: true })))
  expect(tally(answers)).toEqual({ 200: 500 })
  expect(await owners()).toEqual({ slots: 500, delegations: 500, shown: 500, people: 500 })
}, 300_000)

it('500 founders, 100 slots: each slot has one owner, everybody refused is shown three that are free, until all are gone', async () => {
  const { clock, eventId, show, people, opensAt } = await crowdAtTheDoor(500, 100)
  clock.set(opensAt)
  // Only every second slot is fought for; the others stay free to be shown.
  const first = await Promise.all(people.map((who, at) => book(eventId, who, show.slots[(at % 50) * 2]?.itemId)))
  expect(tally(first)).toEqual({ 200: 50, '409 pitch.slot_taken': 450 })
  const refused = first.flatMap((answer, at) => (answer.status === 409 ? [{ who: people[at] as FounderWithToken, shown: answer.body.detail?.alternatives ?? [] }] : []))
  expect(new Set(refused.map((one) => one.shown.length))).toEqual(new Set([3]))
  const second = await Promise.all(refused.map(({ who, shown }) => book(eventId, who, shown[0]?.itemId, { orNearest: true })))
  expect(tally(second)).toEqual({ 200: 50, '409 pitch.none_left': 400 })
  expect(await owners()).toEqual({ slots: 100, delegations: 100, shown: 100, people: 100 })
}, 300_000)

it('the same without the keys of PitchBooking gives a slot to many', async () => {
  const test = await createTestApp()
  try {
    const event = await makeEvent(test.db)
    const show = await makeRoadshow(test.db, event, { slots: 3 })
    const founders = []
    for (let at = 0; at < 20; at++) founders.push(await makeDelegation(test.db, event.id))
    const handle = new Handle(test.db.file)
    handle.exec('ALTER TABLE "PitchBooking" RENAME TO "Guarded"; CREATE TABLE "PitchBooking" AS SELECT * FROM "Guarded" WHERE 0; DROP TABLE "Guarded";')
    handle.close()
    const answers = await Promise.all(founders.map((who) => test.app.pitching.book(who.actor(), { eventId: event.id, itemId: show.slots[0]?.itemId as string })))
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(1)
  } finally {
    await test.dispose()
  }
})
