import { afterEach, beforeEach, expect, it } from 'vitest'

import { proposeRepairInput } from '#server/protocol/inputs/repairs.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 1, startups: 3 }, { windows: [['09:00', '11:00']] })
  const draftId = await computeDraft(test, made)
  expect((await test.app.timetable.release(made.organizer, { draftId, version: 2, name: 'first', notes: '' })).ok).toBe(true)
})
afterEach(() => test.dispose())

const standing = () => test.db.client.meeting.findMany({ where: { eventId: made.event.id, state: 'scheduled' }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }], include: { attendees: true } })

async function propose(input: { kind: 'fill' } | { kind: 'away'; personId: string; fromMs: number; untilMs: number }) {
  const proposed = await test.app.repairs.propose(made.organizer, { eventId: made.event.id, noticeMinutes: 0, ...input })
  if (!proposed.ok) throw new Error(proposed.error.code)
  const { repairId } = proposed.value
  await test.app.repairs.whenImproved(repairId)
  const room = await test.app.repairs.listRepairs(made.organizer, made.event.id)
  const view = room.ok ? room.value.repairs.find((one) => one.id === repairId) : undefined
  return { repairId, version: view?.version ?? 0, changes: view!.changes }
}
const approve = ({ repairId, version }: { repairId: string; version: number }) => test.app.repairs.approve(made.organizer, { repairId, version })

it('a proposal that lay until its times had come is out of date and moves nobody into the past', async () => {
  const before = await standing()
  const { startsAt, endsAt } = before[0]!
  const proposal = await propose({ kind: 'away', personId: made.funds[0]!.people[0]!, fromMs: startsAt.getTime(), untilMs: endsAt.getTime() })
  expect(proposal.changes.moved).not.toEqual([])
  test.clock.set(made.event.at('17:00'))
  expect(await approve(proposal)).toEqual({ ok: false, error: { code: 'repair.outdated' } })
  expect(await standing()).toEqual(before)
})

it('whoever has left the event since gets none of what became free', async () => {
  const [one] = await standing()
  await test.db.client.occupancy.deleteMany({ where: { owner: `meeting:${one!.id}` } })
  await test.db.client.meeting.delete({ where: { id: one!.id } })
  const proposal = await propose({ kind: 'fill' })
  expect(proposal.changes.added.map((added) => added.key)).toEqual([one!.requestId])
  const startup = made.startups.find((who) => who.id === one!.bDelegationId || who.id === one!.aDelegationId)!
  expect((await test.app.directory.removeDelegation(made.organizer, { eventId: made.event.id, delegationId: startup.id })).ok).toBe(true)
  expect(await approve(proposal)).toEqual({ ok: false, error: { code: 'repair.outdated' } })
  expect(await standing()).toHaveLength(2)
})

it('an absence without end takes no more of the book than the hours of the grid', async () => {
  const [one] = await standing()
  const personId = made.startups.find((who) => one!.attendees.some((attendee) => attendee.personId === who.people[0]))!.people[0]!
  const proposal = await propose({ kind: 'away', personId, fromMs: 0, untilMs: 8_000_000_000_000 })
  expect(await approve(proposal)).toMatchObject({ ok: true, value: { dropped: 1 } })
  expect(await test.db.client.occupancy.count({ where: { owner: `away:${proposal.repairId}` } })).toBe(24)
})

it('an absence that ends before it begins is refused where it is said', () => {
  const read = (fromMs: number, untilMs: number) => proposeRepairInput.safeParse({ kind: 'away', eventId: made.event.id, personId: made.funds[0]!.people[0], fromMs, untilMs, noticeMinutes: 0 })
  expect(read(5, 6).success).toBe(true)
  expect(read(6, 6).error?.issues.map((issue) => [issue.path, issue.message])).toEqual([[['untilMs'], 'setup.ends_before_start']])
})
