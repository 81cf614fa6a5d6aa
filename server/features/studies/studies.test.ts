import { afterEach, beforeEach, expect, it } from 'vitest'

import { createApp } from '#server/app.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { createStudyCommands } from '#server/features/studies/commands.ts'
import type { Study } from '#server/features/studies/store.ts'
import type { StartSolve } from '#server/features/timetable/commands.ts'
import { drafts } from '#server/features/timetable/store.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import { startRehearsal } from '#server/platform/rehearsal.ts'
import { deskRoom } from '#server/protocol/rooms.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable
let draftId: string

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 3, startups: 3 }, { tables: 2 })
  draftId = await computeDraft(test, made)
})
afterEach(async () => {
  test.app.studies.abandonAll()
  await test.app.studies.whenIdle()
  await test.dispose()
})

const whatIf = () => test.app.studies.askWhatIf(made.organizer, { draftId, seconds: 1, seed: 1 })
const rehearse = (runs = 6) => test.app.studies.rehearse(made.organizer, { draftId, decline: 10, late: 20, noShow: 10, runs, seed: 1 })

/** An old rehearsal of the draft. */
async function storeClosed(n: number): Promise<void> {
  const at = new Date(test.clock.now() - 60_000 + n)
  await test.db.client.timetableStudy.create({ data: { id: test.platform.ids.newId(), eventId: made.event.id, draftId, draftVersion: 1, kind: 'rehearsal', state: 'ready', input: {}, createdById: '', createdAt: at, updatedAt: at } })
}

async function studies(): Promise<Study[]> {
  const found = await test.app.studies.room(made.organizer, { eventId: made.event.id, draftId })
  if (!found.ok) throw new Error(found.error.code)
  return found.value.studies
}

it('what one table, round or five minutes would bring is worked out in the background and told as it comes', async () => {
  test.facts.length = 0
  const { db, clock, ids, publisher, logger } = test.platform
  const quick = createQuickWork({ db, clock, ids, publish: publisher.publish, nudge: () => undefined })
  // The engine itself, without the threads, whose start is not what this is about.
  const startSolve: StartSolve = (problem, { seed }) => ({ result: Promise.resolve(solve(problem, { seed, stepBudget: 3000 })), stop: () => undefined, abandon: () => undefined })
  const commands = createStudyCommands({ quick, db, now: clock.now, newId: ids.newId, logger, drafts, startSolve, startRehearsal, notify: () => undefined })
  expect((await commands.askWhatIf(made.organizer, { draftId, seconds: 1, seed: 1 })).ok).toBe(true)
  await commands.whenIdle()
  const [study] = await studies()
  expect(study).toMatchObject({ kind: 'what_if', state: 'ready', failure: '', draftVersion: 2 })
  const result = study?.kind === 'what_if' ? study.result : null
  expect([...(result?.answers.map((answer) => answer.kind) ?? []), ...(result?.skipped ?? [])].sort()).toEqual(['cap_more', 'round_fewer', 'round_more', 'slot_longer', 'slot_shorter', 'table_fewer', 'table_more'])
  // All nine meetings are placed, so that another table can't bring any, and that is proved.
  expect(result?.answers.find((answer) => answer.kind === 'table_more')).toMatchObject({ from: 2, to: 3, found: { placed: 0, weight: 0 }, proved: { least: 0, most: 0 }, verdict: 'same' })
  const told = test.facts.filter((fact) => fact.room === deskRoom(made.event.id) && fact.name === 'study:changed').map((fact) => fact.payload as { state: string; version: number })
  expect([told[0], told.at(-1)].map((one) => one?.state)).toEqual(['queued', 'ready'])
  expect(told.map((one) => one.version)).toEqual(told.map((_, at) => at + 1))
})

it('a rehearsal is the same for the same seed, and is kept with the draft', async () => {
  await rehearse()
  await test.app.studies.whenIdle()
  await rehearse()
  await test.app.studies.whenIdle()
  const [second, first] = await studies()
  expect(second).toMatchObject({ kind: 'rehearsal', state: 'ready', input: { runs: 6, decline: 10, late: 20, noShow: 10, seed: 1 }, result: { complete: true, figures: { runs: 6, announced: 9 } } })
  expect(second?.result).toEqual(first?.result)
})

it('progress of a rehearsal reaches the desk; stopped, it stands on the days so far', async () => {
  const heard: { done: number; total: number }[] = []
  let studyId = ''
  // The app keeps the publisher's function, so what a socket of the desk would be sent is listened to.
  const write = (text: string): void => {
    const [name, payload] = JSON.parse(text.slice(1)) as [string, (typeof heard)[number]]
    if (name !== 'study:progressed') return
    heard.push(payload)
    void test.app.studies.stop(made.organizer, studyId)
  }
  test.platform.publisher.attach({ of: () => ({ adapter: { rooms: { get: () => new Set(['desk']) } }, sockets: { get: () => ({ conn: { write } }) } }) } as never)
  const asked = await rehearse(500)
  studyId = asked.ok ? asked.value.studyId : ''
  await test.app.studies.whenIdle()
  const [study] = await studies()
  expect(study?.state).toBe('stopped')
  expect(heard[0]!.total).toBe(500)
  const figures = study?.kind === 'rehearsal' ? study.result?.figures : null
  expect(figures!.runs).toBeGreaterThan(0)
  expect(figures!.runs).toBeLessThan(500)
})

it('of two who ask the same at once one is told that it is being worked on; another question waits its turn', async () => {
  const both = await Promise.all([rehearse(5), rehearse(5)])
  expect(both.map((one) => (one.ok ? 'ok' : one.error.code)).sort()).toEqual(['ok', 'study.busy'])
  expect((await whatIf()).ok).toBe(true)
  const waiting = (await studies()).find((study) => study.kind === 'what_if')
  expect(waiting?.state).toBe('queued')
  // One that waits can be stopped before it began.
  expect((await test.app.studies.stop(made.organizer, waiting!.id)).ok).toBe(true)
  await test.app.studies.whenIdle()
  expect((await studies()).map(({ kind, state, result }) => [kind, state, result === null])).toEqual([['what_if', 'stopped', true], ['rehearsal', 'ready', false]])
})

it('a server that stops leaves the study to the next one, which asks only what was not answered', async () => {
  const asked = await whatIf()
  const id = asked.ok ? asked.value.studyId : ''
  test.app.studies.abandonAll()
  await test.app.studies.whenIdle()
  const row = await test.db.client.timetableStudy.findUniqueOrThrow({ where: { id } })
  expect(['queued', 'running']).toContain(row.state)
  const kept = { kind: 'table_more', from: 2, to: 3, status: 'optimal', found: null, proved: { least: 7, most: 7 }, verdict: 'open' }
  const skipped = ['cap_more', 'table_fewer', 'slot_longer', 'slot_shorter', 'round_fewer']
  await test.db.client.timetableStudy.update({ where: { id }, data: { state: 'running', result: { answers: [kept], skipped, total: 7 } } })
  const next = createApp(test.platform)
  await next.studies.recover(true)
  await next.studies.whenIdle()
  expect((await studies())[0]).toMatchObject({ state: 'ready', result: { answers: [kept, { kind: 'round_more' }], skipped } })
})

it('a study goes with its draft, and only the newest answers are kept', async () => {
  for (let n = 0; n < 6; n++) await storeClosed(n)
  await rehearse(5)
  await test.app.studies.whenIdle()
  expect((await studies()).length).toBe(5)
  await test.app.timetable.discard(made.organizer, draftId)
  expect(await test.db.client.timetableStudy.count()).toBe(0)
})

it('drafts of other events, and people without the right, get nothing', async () => {
  const other = await makeAcceptedRequests(test, { funds: 1, startups: 1 })
  const incubator = await makeStaff(test.db, made.event.id, 'co_organizer')
  const asked = await rehearse(5)
  const studyId = asked.ok ? asked.value.studyId : ''
  const notFound = { ok: false, error: { code: 'record.not_found' } }
  const { studies: app } = test.app
  for (const actor of [other.organizer, made.funds[0]!.actor(), made.startups[0]!.actor()]) {
    expect(await app.room(actor, { eventId: made.event.id, draftId })).toEqual(notFound)
    expect(await app.askWhatIf(actor, { draftId, seconds: 1, seed: 1 })).toEqual(notFound)
    expect(await app.rehearse(actor, { draftId, decline: 5, late: 5, noShow: 5, runs: 5, seed: 1 })).toEqual(notFound)
    expect(await app.stop(actor, studyId)).toEqual(notFound)
  }
  expect(await app.room(other.organizer, { eventId: other.event.id, draftId })).toEqual(notFound)
  expect((await app.room(incubator, { eventId: made.event.id, draftId })).ok).toBe(true)
  expect(await app.stop(incubator, studyId)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
  expect(await app.askWhatIf(incubator, { draftId, seconds: 1, seed: 1 })).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
})
