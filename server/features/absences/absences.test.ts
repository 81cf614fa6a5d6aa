import { afterEach, beforeEach, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { tickOf } from '#server/domain/shared/time.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable
let person: string

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 1, startups: 2 }, { windows: [['09:00', '11:00']] })
  person = made.startups[0]!.people[0]!
  const draftId = await computeDraft(test, made)
  expect((await test.app.timetable.release(made.organizer, { draftId, version: 2, name: 'first', notes: '' })).ok).toBe(true)
})
afterEach(() => test.dispose())

const at = (clock: string) => made.event.at(clock)
const standing = () => test.db.client.meeting.findMany({ where: { eventId: made.event.id, state: 'scheduled' }, orderBy: { id: 'asc' } })
const ticksOf = async (repairId: string) => (await test.db.client.occupancy.findMany({ where: { owner: `away:${repairId}` }, orderBy: { tick: 'asc' } })).map((row) => row.tick)
const listed = async (actor: PersonActor = made.organizer) => {
  const found = await test.app.absences.list(actor, made.event.id)
  return found.ok ? found.value : found.error.code
}
const takeBack = (repairId: string, actor: PersonActor = made.organizer) => test.app.absences.takeBack(actor, { absenceId: repairId })

async function propose(input: { kind: 'away'; personId: string; fromMs: number; untilMs: number } | { kind: 'cancel'; meetingId: string }) {
  const proposed = await test.app.repairs.propose(made.organizer, { eventId: made.event.id, noticeMinutes: 0, ...input })
  if (!proposed.ok) throw new Error(proposed.error.code)
  const { repairId } = proposed.value
  await test.app.repairs.whenImproved(repairId)
  const room = await test.app.repairs.listRepairs(made.organizer, made.event.id)
  return { repairId, version: room.ok ? (room.value.repairs.find((one) => one.id === repairId)?.version ?? 0) : 0 }
}

async function beAway(from: string, until: string, personId = person): Promise<string> {
  const proposal = await propose({ kind: 'away', personId, fromMs: at(from), untilMs: at(until) })
  expect((await test.app.repairs.approve(made.organizer, proposal)).ok).toBe(true)
  return proposal.repairId
}

it('the person herself takes it back: her hours can be booked again, meetings stay where they went, and the desk hears of it', async () => {
  const repairId = await beAway('09:00', '11:00')
  const left = await standing()
  expect(left).toHaveLength(1)
  expect(await listed()).toEqual([{ id: repairId, personId: person, startsAt: at('09:00'), endsAt: at('11:00') }])
  expect((await test.app.absences.listOwn(made.startups[0]!.actor(), made.event.id)).map((one) => one.id)).toEqual([repairId])
  expect(await test.app.absences.listOwn(made.startups[1]!.actor(), made.event.id)).toEqual([])
  test.facts.length = 0
  expect(await takeBack(repairId, made.startups[0]!.actor())).toEqual({ ok: true, value: { absenceId: repairId, outdated: 0 } })
  expect([await ticksOf(repairId), await listed(), await standing()]).toEqual([[], [], left])
  expect(test.facts.map((fact) => [fact.room, fact.name, fact.payload])).toEqual([[`desk:${made.event.id}`, 'repair:changed', { repairId, state: 'taken_back', version: 3 }]])
  expect(await test.db.client.auditEntry.count({ where: { action: 'absence:taken_back', subject: `repair:${repairId}` } })).toBe(1)
})

it('is refused to everybody else, of two at once to the second, and once its hours are over', async () => {
  const repairId = await beAway('09:00', '10:00')
  const elsewhere = await makeAcceptedRequests(test, { funds: 1, startups: 1 })
  for (const actor of [made.funds[0]!.actor(), elsewhere.organizer]) expect(await takeBack(repairId, actor)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  expect(await takeBack(repairId, await makeStaff(test.db, made.event.id, 'co_organizer'))).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
  const { repairId: unanswered } = await propose({ kind: 'away', personId: person, fromMs: at('10:00'), untilMs: at('11:00') })
  expect(await takeBack(unanswered)).toEqual({ ok: false, error: { code: 'repair.absence_over' } })
  const both = await Promise.all([takeBack(repairId), takeBack(repairId, made.startups[0]!.actor())])
  expect(both.map((done) => (done.ok ? 'done' : done.error.code)).sort()).toEqual(['done', 'repair.absence_over'])
  const later = await beAway('09:00', '10:00')
  test.clock.set(at('10:00'))
  expect([await listed(), await takeBack(later)]).toEqual([[], { ok: false, error: { code: 'repair.absence_over' } }])
  expect(await ticksOf(later)).not.toEqual([])
})

it('of two absences that overlap, the one that stands keeps all of its own hours', async () => {
  const wide = await beAway('09:00', '09:40')
  const late = await beAway('09:30', '10:00')
  const inside = await beAway('09:10', '09:30')
  expect([(await ticksOf(late))[0], await ticksOf(inside)]).toEqual([tickOf(at('09:40')), []])
  expect((await takeBack(wide)).ok).toBe(true)
  expect([(await ticksOf(late))[0], (await ticksOf(inside))[0]]).toEqual([tickOf(at('09:30')), tickOf(at('09:10'))])
  expect(await listed()).toEqual([{ id: inside, personId: person, startsAt: at('09:10'), endsAt: at('09:30') }, { id: late, personId: person, startsAt: at('09:30'), endsAt: at('10:00') }])
})

it('a proposal that counts on the absence goes out of date; one about others stays', async () => {
  const repairId = await beAway('09:00', '09:20')
  const meetings = await standing()
  const other = made.startups[1]!
  const [own, apart] = [false, true].map((isOthers) => meetings.find((one) => [one.aDelegationId, one.bDelegationId].includes(other.id) === isOthers)!)
  const [hers, theirs] = [await propose({ kind: 'away', personId: person, fromMs: own!.startsAt.getTime(), untilMs: own!.endsAt.getTime() }), await propose({ kind: 'away', personId: other.people[0]!, fromMs: apart!.startsAt.getTime(), untilMs: apart!.endsAt.getTime() })]
  const states = async () => (await test.db.client.timetableRepair.findMany({ where: { id: { in: [hers.repairId, theirs.repairId] } }, orderBy: { createdAt: 'asc' } })).map((row) => row.state)
  expect(await takeBack(repairId)).toMatchObject({ ok: true, value: { outdated: 1 } })
  expect(await states()).toEqual(['outdated', 'ready'])
  expect(await test.app.repairs.approve(made.organizer, hers)).toEqual({ ok: false, error: { code: 'repair.outdated' } })
})
