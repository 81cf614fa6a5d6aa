import { afterAll, beforeAll, expect, test } from 'vitest'

import { lookAt, stageStep } from '#app/features/stage/view.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { clockOffset } from '#server/domain/shared/clock-offset.ts'
import type { Numbered } from '#server/domain/shared/in-order.ts'
import { countdownText } from '#server/domain/stage/countdown.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import type { StepInput } from '#server/protocol/inputs/stage.ts'
import { crewRoom, stageRoom } from '#server/protocol/rooms.ts'
import type { StageSnapshot } from '#server/protocol/stage.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
import { makeSession } from '#tests/factories/people.ts'
import { makeRundown } from '#tests/factories/stages.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { dropOften, RoomView } from '#tests/fixtures/room-view.ts'
import { connect, type TestSocket } from '#tests/fixtures/socket.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const clock = manualClock()
let server: TestServer
let db: Database
let event: MadeEvent
let organizer: PersonActor
let crewSecret: string
let founderSecret: string
let founderId: string
let stageId: string
let room: string
let seq: number

beforeAll(async () => {
  server = await startTestServer({ clock })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  event = await makeEvent(db, { phase: 'live' })
  organizer = await makeStaff(db, event.id)
  const crew = await makeStaff(db, event.id, 'crew')
  crewSecret = (await makeSession(db, crew.personId)).secret
  const founder = await makeDelegation(db, event.id)
  founderId = founder.people[0] as string
  founderSecret = (await makeSession(db, founderId)).secret
  ;({ stageId } = await makeRundown(db, event, [{ delegation: founder }, ...Array.from({ length: 5 }, () => ({ titleZh: '路演' }))]))
  room = stageRoom(stageId)
  clock.set(event.at('14:00'))
  const opened = await server.app.stage.open(organizer, { stageId, seq: 0 })
  if (!opened.ok) throw new Error(opened.error.code)
  seq = opened.value.state.seq
  await step({ act: 'next' })
  await step({ act: 'next' })
})
afterAll(async () => {
  await db.close()
  await server.dispose()
})

async function step(input: { act: 'next' } | { act: 'adjust'; ms: number }): Promise<void> {
  const done = await server.app.stage.step(organizer, { stageId, seq, ...input } as StepInput)
  if (!done.ok || !done.value.applied) throw new Error('the step was refused')
  seq = done.value.state.seq
}

/** So many changes at the desk, each one fact in the stage's room. */
async function press(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await step({ act: 'adjust', ms: i % 2 === 0 ? 60_000 : -60_000 })
}

async function fresh(): Promise<Numbered<StageSnapshot>> {
  const found = await server.app.stage.snapshot(organizer, stageId)
  if (!found.ok) throw new Error(found.error.code)
  return { snapshot: found.value.snapshot, seq: found.value.seq }
}

async function viewOf(transports: string[] = ['websocket']): Promise<RoomView<StageSnapshot>> {
  return new RoomView({ room, held: await fresh(), step: stageStep, connect: () => connect(server.url, { transports }) })
}

/** The server's time as a device knows it whose own clock is wrong by so much. */
async function timeOn(link: TestSocket | null, wrongBy: number): Promise<number> {
  const sentAt = clock.now() + wrongBy
  const reply = (await link?.ask('clock:ask', { sentAt })) as unknown as { ok: true; value: { serverAt: number } }
  return clock.now() + wrongBy + clockOffset(sentAt, reply.value.serverAt, clock.now() + wrongBy)
}

test.each([['WebSocket', ['websocket']], ['polling alone', ['polling']]])('twenty drops of two seconds within five minutes over %s: every fact is seen, in order, with one effect', async (_name, transports) => {
  const view = await viewOf(transports)
  const first = view.held.seq
  await dropOften(view, 20, press, () => clock.advance(15_000))
  expect(view.held).toEqual(await fresh())
  expect(view.effects).toEqual(Array.from({ length: 80 }, (_, i) => first + 1 + i))
  expect(view.snapshots).toBe(0)
  view.drop()
})

test('a view that missed more than is kept at hand is given the state as it is, and follows on from there', async () => {
  const view = await viewOf()
  await press(201)
  await view.open()
  expect([view.snapshots, view.held]).toEqual([1, await fresh()])
  await press(1)
  await expect.poll(() => view.held.seq).toBe((await fresh()).seq)
  expect(view.held).toEqual(await fresh())
  view.drop()
})

test('phones an hour fast and an hour slow show the countdown of the big screen', async () => {
  const view = await viewOf()
  await view.open()
  clock.advance(1_234)
  const shown = await Promise.all([0, 3_600_000, -3_600_000].map(async (wrongBy) => countdownText(lookAt(view.held.snapshot, await timeOn(view.link, wrongBy)).leftMs ?? 0)))
  expect(new Set(shown).size).toBe(1)
  expect(shown[0]).toBe(countdownText(lookAt((await fresh()).snapshot, clock.now()).leftMs ?? 0))
  view.drop()
})

test('two at the desk who press “next” by socket at once go one step, and both are answered with the same state', async () => {
  const links = await Promise.all([connect(server.url, { secret: crewSecret }), connect(server.url, { secret: crewSecret })])
  const answers = (await Promise.all(links.map((link) => link.ask('stage:step', { stageId, seq, act: 'next' })))) as unknown as { ok: boolean; value: { applied: boolean; state: { seq: number } } }[]
  expect(answers.map((answer) => answer.value.applied).sort()).toEqual([false, true])
  expect(answers.map((answer) => answer.value.state.seq)).toEqual([seq + 1, seq + 1])
  seq += 1
  links.forEach((link) => link.close())
})

test('a founder’s press is refused, and the crew’s room does not exist for her; the attempt is kept', async () => {
  const link = await connect(server.url, { secret: founderSecret })
  expect(await link.ask('stage:step', { stageId, seq, act: 'next' })).toEqual({ ok: false, code: 'auth.forbidden' })
  expect(await link.ask('room:join', { room: crewRoom(stageId) })).toEqual({ ok: false, code: 'record.not_found' })
  expect(await link.ask('stage:step', { stageId, seq, act: 'explode' })).toEqual({ ok: false, code: 'input.malformed' })
  expect(await db.client.auditEntry.count({ where: { actorId: founderId, action: 'room:refused', subject: crewRoom(stageId) } })).toBe(1)
  link.close()
})

test('a stage of an event that isn’t public yet is nobody’s but its staff’s', async () => {
  const hidden = await makeEvent(db, { phase: 'draft' })
  const link = await connect(server.url, { secret: founderSecret })
  expect(await link.ask('room:join', { room: stageRoom(hidden.stages[0]?.id ?? '') })).toEqual({ ok: false, code: 'record.not_found' })
  expect(await link.ask('room:join', { room: stageRoom('0'.repeat(26)) })).toEqual({ ok: false, code: 'record.not_found' })
  link.close()
})
