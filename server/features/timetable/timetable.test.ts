import { afterEach, beforeEach, expect, it } from 'vitest'

import type { TimetablePlan } from '#server/domain/scheduling/problem.ts'
import { deskRoom } from '#server/protocol/rooms.ts'
import { createTimetableCommands } from '#server/features/timetable/commands.ts'
import { timetableFacts } from '#server/features/timetable-facts/store.ts'
import { diary } from '#server/features/diary/store.ts'
import { createTimetableQueries } from '#server/features/timetable/queries.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { makeMeeting, makeStaff } from '#tests/factories/meetings.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 3 })
})
afterEach(() => test.dispose())

const compute = (seconds = 1) => test.app.timetable.compute(made.organizer, { eventId: made.event.id, name: '草案', seconds, seed: 1, hold: true })

async function board(draftId: string) {
  const found = await test.app.timetable.get(made.organizer, { eventId: made.event.id, draftId })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

it('a draft is computed in a thread, verified, measured and told to the desk', async () => {
  const draftId = await computeDraft(test, made)
  const { draft, placed, unplaced } = await board(draftId)
  expect([draft.state, draft.version, draft.failure, placed.length, unplaced]).toEqual(['ready', 2, null, 6, []])
  expect(draft.measures).toMatchObject({ placed: 6, unplaced: 0, weight: draft.measures?.weightBound, served: [0, 0, 0, 0, 5] })
  const facts = test.facts.filter((fact) => fact.room === deskRoom(made.event.id)).map((fact) => [fact.name, fact.payload])
  expect(facts).toEqual([['draft:changed', { draftId, state: 'computing', version: 1 }], ['draft:changed', { draftId, state: 'ready', version: 2 }]])
})

it('progress reaches the desk with best value, bound and time; stopping keeps the best and ends long before the limit', async () => {
  const heard: { draftId: string; elapsedMs: number; limitMs: number; weight: number; weightBound: number | null; placed: number; unplaced: number }[] = []
  const crowded = await makeAcceptedRequests(test, { funds: 6, startups: 8 }, { tables: 2 })
  test.platform.publisher.notify = ((_room: string, _name: string, payload: (typeof heard)[number]) => void heard.push(payload)) as typeof test.platform.publisher.notify
  const { publisher, db, clock, ids, logger } = test.platform
  const { startSolve } = await import('#server/platform/solver.ts')
  const commands = createTimetableCommands({
    quick: createQuickWork({ db, clock, ids, publish: publisher.publish, nudge: () => undefined }), db, now: clock.now, newId: ids.newId, logger, diary, facts: timetableFacts, scoreOf: async () => () => -1, startSolve,
    notify: (room, name, payload) => {
      publisher.notify(room, name, payload)
      // The first report is enough to know that it runs; then it is stopped.
      if (heard.length === 1) void commands.stop(crowded.organizer, heard[0]!.draftId)
    },
  })
  const started = await commands.compute(crowded.organizer, { eventId: crowded.event.id, name: '', seconds: 120, seed: 1, hold: true })
  const draftId = started.ok ? started.value.draftId : ''
  await commands.whenComputed(draftId)
  expect(heard.length).toBeGreaterThanOrEqual(1)
  expect(heard[0]).toMatchObject({ draftId, limitMs: 120_000 })
  expect(heard[0]!.placed + heard[0]!.unplaced).toBe(48)
  expect(heard[0]!.weight).toBeLessThanOrEqual(heard[0]!.weightBound ?? 0)
  const kept = await test.app.timetable.get(crowded.organizer, { eventId: crowded.event.id, draftId })
  expect(kept.ok && [kept.value.draft.state, kept.value.placed.length > 0]).toEqual(['ready', true])
})

it('a draft that holds every meeting is proved after the search, and says that nothing better is possible', async () => {
  // Four meetings in a ring at one table: somebody meets first and last, whatever the order.
  const narrow = await makeAcceptedRequests(test, { funds: 2, startups: 2 }, { tables: 1 })
  const draftId = await computeDraft(test, narrow)
  const found = await test.app.timetable.get(narrow.organizer, { eventId: narrow.event.id, draftId })
  if (!found.ok) throw new Error(found.error.code)
  const { draft, trace } = found.value
  expect(draft.measures).toMatchObject({ placed: 4, breaks: 1, breaksBound: 1 })
  expect(['proved_best', 'meetings_and_breaks_best']).toContain(draft.verdict.code)
  expect([trace[0]!.breaksBound, trace.at(-1)]).toMatchObject([0, { breaks: 1, breaksBound: 1 }])
})

it('a plan that the independent check refuses is neither stored nor shown', async () => {
  const { publisher, db, clock, ids, logger } = test.platform
  const { startSolve } = await import('#server/platform/solver.ts')
  const commands = createTimetableCommands({
    quick: createQuickWork({ db, clock, ids, publish: publisher.publish, nudge: () => undefined }), db, now: clock.now, newId: ids.newId, logger, diary, facts: timetableFacts, scoreOf: async () => () => -1, notify: () => undefined,
    startSolve: (problem, options, onProgress) => {
      const run = startSolve(problem, options, onProgress)
      const corrupt = (plan: TimetablePlan): TimetablePlan => ({ ...plan, placed: plan.placed.map((one) => ({ ...one, slot: 0 })) })
      return { ...run, result: run.result.then(corrupt) }
    },
  })
  const started = await commands.compute(made.organizer, { eventId: made.event.id, name: '', seconds: 1, seed: 1, hold: true })
  const draftId = started.ok ? started.value.draftId : ''
  await commands.whenComputed(draftId)
  const row = await db.client.timetableDraft.findUniqueOrThrow({ where: { id: draftId } })
  expect([row.state, row.plan, (row.measures as { failure: string }).failure]).toEqual(['failed', null, 'draft.unsound'])
  // A plan that went bad in the database is refused as well.
  const good = await computeDraft(test, made)
  const stored = await db.client.timetableDraft.findUniqueOrThrow({ where: { id: good } })
  const plan = stored.plan as unknown as TimetablePlan
  await db.client.timetableDraft.update({ where: { id: good }, data: { plan: { ...plan, placed: plan.placed.map((one) => ({ ...one, table: plan.placed[0]!.table, slot: 0 })) } as object } })
  expect(await test.app.timetable.get(made.organizer, { eventId: made.event.id, draftId: good })).toEqual({ ok: false, error: { code: 'draft.unsound' } })
  expect(await test.app.timetable.release(made.organizer, { draftId: good, version: 2, name: 'x', notes: '' })).toEqual({ ok: false, error: { code: 'draft.unsound' } })
})

it('one draft at a time; a draft that a stopped server left behind is failed at start with nothing half written', async () => {
  const first = await compute(60)
  expect(first.ok).toBe(true)
  expect(await compute()).toEqual({ ok: false, error: { code: 'draft.busy' } })
  const draftId = first.ok ? first.value.draftId : ''
  expect(await test.app.timetable.recover(true)).toBe(0)
  test.app.timetable.abandonAll()
  await test.app.timetable.whenComputed(draftId)
  const left = await test.db.client.timetableDraft.create({
    data: { id: test.platform.ids.newId(), eventId: made.event.id, name: 'left', problem: {}, measures: { seconds: 5, seed: 1, failure: null, status: null, measures: null }, pins: [], createdById: '', createdAt: new Date(test.clock.now()), updatedAt: new Date(test.clock.now()) },
  })
  expect(await test.app.timetable.recover(false)).toBe(0)
  expect(await test.app.timetable.recover(true)).toBe(1)
  const rows = await test.db.client.timetableDraft.findMany({ select: { id: true, state: true, plan: true }, orderBy: { id: 'asc' } })
  expect(rows).toEqual([{ id: draftId, state: 'failed', plan: null }, { id: left.id, state: 'failed', plan: null }])
})

it('a meeting moves by hand where it may; elsewhere the reasons come back and nothing changes', async () => {
  const draftId = await computeDraft(test, made)
  const { placed, frame } = await board(draftId)
  const [one, two] = [placed[0]!, placed.find((other) => other.table !== placed[0]!.table || other.slot !== placed[0]!.slot)!]
  const move = (version: number, slot: number | null, table: string | null) => test.app.timetable.moveInDraft(made.organizer, { draftId, version, meeting: one.meeting, slot, table })
  const refused = await move(2, two.slot, two.table)
  expect(refused).toEqual({ ok: false, error: { code: 'draft.cannot_place', detail: { reasons: expect.arrayContaining([expect.objectContaining({ code: 'table_taken' })]) } } })
  const far = frame.slots.length - 1
  expect(await move(2, far, made.event.tables[3]!.id)).toMatchObject({ ok: true, value: { draftId, version: 3 } })
  expect((await board(draftId)).placed.find((other) => other.meeting === one.meeting)).toEqual({ meeting: one.meeting, slot: far, table: made.event.tables[3]!.id })
  expect(await move(3, null, null)).toMatchObject({ ok: true, value: { measures: { placed: 5, unplaced: 1 } } })
  expect((await board(draftId)).unplaced.map((other) => other.meeting)).toEqual([one.meeting])
})

it('of two organizers on one board the second is told; facts carry the move to the other screen', async () => {
  const draftId = await computeDraft(test, made)
  const second = await makeStaff(test.db, made.event.id)
  const { placed } = await board(draftId)
  test.facts.length = 0
  const pin = (actor: typeof second, version: number) => test.app.timetable.pin(actor, { draftId, version, meeting: placed[0]!.meeting, pinned: true })
  expect((await pin(made.organizer, 2)).ok).toBe(true)
  expect(await pin(second, 2)).toEqual({ ok: false, error: { code: 'record.changed' } })
  expect(test.facts.map((fact) => fact.payload)).toEqual([{ draftId, state: 'ready', version: 3, moved: { ...placed[0], pinned: true } }])
  const elsewhere = placed[0]!.slot === 5 ? 4 : 5
  expect(await test.app.timetable.moveInDraft(second, { draftId, version: 3, meeting: placed[0]!.meeting, slot: elsewhere, table: placed[0]!.table })).toMatchObject({ ok: false, error: { code: 'draft.cannot_place' } })
})

it('a draft computed anew keeps the pins, and two drafts are told apart', async () => {
  const draftId = await computeDraft(test, made, { name: 'a' })
  const { placed, frame } = await board(draftId)
  // The last slot that is free for it: which one depends on the draft that the search came to.
  let far = frame.slots.length
  for (let moved = false; !moved; ) {
    far -= 1
    moved = (await test.app.timetable.moveInDraft(made.organizer, { draftId, version: 2, meeting: placed[0]!.meeting, slot: far, table: placed[0]!.table })).ok
  }
  await test.app.timetable.pin(made.organizer, { draftId, version: 3, meeting: placed[0]!.meeting, pinned: true })
  const again = await test.app.timetable.recompute(made.organizer, { draftId, name: 'b', seconds: 1, seed: 2, hold: true })
  const other = again.ok ? again.value.draftId : ''
  await test.app.timetable.whenComputed(other)
  expect((await board(other)).placed.find((one) => one.meeting === placed[0]!.meeting)).toEqual({ meeting: placed[0]!.meeting, slot: far, table: placed[0]!.table })
  const compared = await test.app.timetable.compare(made.organizer, { eventId: made.event.id, a: draftId, b: other })
  expect(compared.ok && [compared.value.changes.added, compared.value.changes.gone]).toEqual([[], []])
  expect(compared.ok && [...compared.value.changes.moved, ...compared.value.changes.retabled].some((one) => one.key === placed[0]!.meeting)).toBe(false)
})

it('a bound falls with a pin that it was proved for; other pins come and go without harm', async () => {
  const first = await computeDraft(test, made)
  const meeting = (await board(first)).placed[0]!.meeting
  await test.app.timetable.pin(made.organizer, { draftId: first, version: 2, meeting, pinned: true })
  const again = await test.app.timetable.recompute(made.organizer, { draftId: first, name: 'b', seconds: 1, seed: 2, hold: true })
  const draftId = again.ok ? again.value.draftId : ''
  await test.app.timetable.whenComputed(draftId)
  const { draft, placed, trace } = await board(draftId)
  expect([draft.provedWith, draft.measures?.weightBound]).toEqual([[meeting], draft.measures?.weight])
  expect(['proved_best', 'meetings_best', 'meetings_and_breaks_best']).toContain(draft.verdict.code)
  expect(trace.at(-1)).toMatchObject({ weight: draft.measures?.weight, weightBound: draft.measures?.weightBound })
  const other = placed.find((one) => one.meeting !== meeting)!.meeting
  const pin = (version: number, key: string, pinned: boolean) => test.app.timetable.pin(made.organizer, { draftId, version, meeting: key, pinned })
  expect(await pin(2, other, true)).toMatchObject({ ok: true, value: { measures: { weightBound: draft.measures?.weightBound } } })
  expect(await pin(3, other, false)).toMatchObject({ ok: true, value: { measures: { weightBound: draft.measures?.weightBound } } })
  expect(await pin(4, meeting, false)).toMatchObject({ ok: true, value: { measures: { weightBound: null, breaksBound: null } } })
  expect((await board(draftId)).draft.verdict).toEqual({ code: 'unproved', params: {} })
})

it('a draft that can’t be says which musts contradict each other, and nothing is shown as a timetable', async () => {
  const { event, funds, startups } = made
  // Two meetings that stand at times at which their person is away now, both to be held and free to move.
  for (const [at, to] of [['09:00', startups[0]!], ['09:20', startups[1]!]] as const) await makeMeeting(test.db, event.id, { a: funds[0]!, b: to, startsAt: event.at(at), tableId: event.tables[0]!.id })
  const away = [{ startsAt: new Date(event.at('08:00')).toISOString(), endsAt: new Date(event.at('18:00')).toISOString() }]
  await test.db.client.delegation.update({ where: { id: funds[0]!.id }, data: { unavailable: away } })
  const draftId = await computeDraft(test, made, { hold: false })
  const listed = await test.app.timetable.list(made.organizer, event.id)
  const draft = listed.ok ? listed.value.drafts.find((one) => one.id === draftId) : null
  expect(draft).toMatchObject({ state: 'failed', failure: 'draft.no_solution', verdict: { code: 'infeasible', params: {} }, measures: null, core: { code: expect.any(String) as string } })
  expect(listed.ok && listed.value.names.people.length).toBeGreaterThan(0)
})

it('a meeting of a draft says why it is where it is, and one without a place why it has none', async () => {
  const draftId = await computeDraft(test, made)
  const { placed } = await board(draftId)
  const why = (meeting: string) => test.app.timetable.why(made.organizer, { eventId: made.event.id, draftId, meeting })
  expect(await why(placed[0]!.meeting)).toMatchObject({ ok: true, value: { meeting: placed[0]!.meeting, here: expect.arrayContaining([{ code: expect.stringMatching('pinned|only|breaks|as_good|improve') as string, params: expect.any(Object) as object }]) as object[], missing: null } })
  await test.app.timetable.moveInDraft(made.organizer, { draftId, version: 2, meeting: placed[0]!.meeting, slot: null, table: null })
  expect(await why(placed[0]!.meeting)).toMatchObject({ ok: true, value: { here: [], missing: { meeting: placed[0]!.meeting, why: expect.any(String) as string } } })
  expect(await why('01arz3ndektsv4rrffq69g5fav')).toEqual({ ok: false, error: { code: 'record.not_found' } })
})

it('drafts of other events, and people without the right, get nothing', async () => {
  const draftId = await computeDraft(test, made)
  const other = await makeAcceptedRequests(test, { funds: 1, startups: 1 })
  const incubator = await makeStaff(test.db, made.event.id, 'co_organizer')
  const notFound = { ok: false, error: { code: 'record.not_found' } }
  for (const actor of [other.organizer, made.funds[0]!.actor()]) {
    expect(await test.app.timetable.list(actor, made.event.id)).toEqual(notFound)
    expect(await test.app.timetable.stop(actor, draftId)).toEqual(notFound)
    expect(await test.app.timetable.discard(actor, draftId)).toEqual(notFound)
    expect(await test.app.timetable.live(actor, made.event.id)).toEqual(notFound)
    expect(await test.app.timetable.compare(actor, { eventId: made.event.id, a: draftId, b: draftId })).toEqual(notFound)
  }
  expect((await test.app.timetable.list(incubator, made.event.id)).ok).toBe(true)
  expect(await test.app.timetable.discard(incubator, draftId)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
})

it('listing three drafts and a bigger board costs as many statements as one and a small one', async () => {
  const counted = async (eventId: string): Promise<number> => {
    let statements = 0
    const counting = <T>(work: (sql: SyncSql) => T): T =>
      test.db.read((sql) => work({ ...sql, get: (...values) => ((statements += 1), sql.get(...values)), all: (...values) => ((statements += 1), sql.all(...values)) } as SyncSql))
    const queries = createTimetableQueries({ db: { ...test.db, read: counting }, now: test.clock.now, diary, facts: timetableFacts })
    const listed = await queries.list({ ...made.organizer, isAdmin: true }, eventId)
    const live = await queries.live({ ...made.organizer, isAdmin: true }, eventId)
    expect([listed.ok, live.ok]).toEqual([true, true])
    return statements
  }
  await computeDraft(test, made)
  const small = await counted(made.event.id)
  const big = await makeAcceptedRequests(test, { funds: 3, startups: 4 })
  for (const name of ['a', 'b', 'c']) await computeDraft(test, big, { name })
  const drafts = await test.app.timetable.list(big.organizer, big.event.id)
  expect(drafts.ok && drafts.value.drafts.length).toBe(3)
  await test.app.timetable.release(big.organizer, { draftId: drafts.ok ? drafts.value.drafts[0]!.id : '', version: 2, name: 'x', notes: '' })
  expect(await counted(big.event.id)).toBe(small)
})
