import { afterEach, beforeEach, expect, it } from 'vitest'

import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 3 })
  const draftId = await computeDraft(test, made)
  const released = await test.app.timetable.release(made.organizer, { draftId, version: 2, name: 'first', notes: '' })
  expect(released.ok).toBe(true)
})
afterEach(() => test.dispose())

const standing = () => test.db.client.meeting.findMany({ where: { eventId: made.event.id, state: 'scheduled' }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }], include: { attendees: true } })
const proposals = async () => {
  const room = await test.app.repairs.listRepairs(made.organizer, made.event.id)
  if (!room.ok) throw new Error(room.error.code)
  return room.value.repairs
}
const about = () => ({ eventId: made.event.id, noticeMinutes: 0 })
const claims = (owner: string) => test.db.client.occupancy.count({ where: { owner } })

it('proposes the smallest change, changes nothing until it is approved, then tells only the people concerned', async () => {
  const before = await standing()
  const first = before[0]!
  const personId = made.startups.find((one) => first.attendees.some(({ personId }) => one.people.some((own) => own === personId)))!.people[0]!
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'away', personId, fromMs: first.startsAt.getTime(), untilMs: first.endsAt.getTime(), ...about() })
  expect(proposed.ok).toBe(true)
  const repairId = proposed.ok ? proposed.value.repairId : ''
  await test.app.repairs.whenImproved(repairId)
  const [view] = await proposals()
  expect(view!.changes.moved.map((one) => one.key)).toContain(first.requestId)
  expect([view!.changes.gone, view!.cancelled]).toEqual([[], []])
  expect((await standing()).map((one) => [one.id, one.startsAt])).toEqual(before.map((one) => [one.id, one.startsAt]))
  test.facts.length = 0
  const mails = await test.db.client.mailMessage.count()
  const approved = await test.app.repairs.approve(made.organizer, { repairId, version: view!.version })
  expect(approved).toMatchObject({ ok: true, value: { dropped: 0, added: 0, moved: view!.changes.moved.length } })
  const after = await standing()
  const changed = after.filter((one) => before.some((old) => old.id === one.id && (old.startsAt.getTime() !== one.startsAt.getTime() || old.tableId !== one.tableId)))
  const concerned = new Set(changed.flatMap((one) => one.attendees.map((attendee) => attendee.personId)))
  const told = new Set(test.facts.filter((fact) => fact.name === 'meeting:changed').map((fact) => fact.room.split(':')[2]))
  expect(told).toEqual(concerned)
  expect((await test.db.client.mailMessage.count()) - mails).toBe(changed.flatMap((one) => one.attendees).length)
  // Whoever is away can't be booked into that time any more.
  expect(await claims(`away:${repairId}`)).toBeGreaterThan(0)
  expect(after.some((one) => one.attendees.some((attendee) => attendee.personId === personId) && one.startsAt < first.endsAt && first.startsAt < one.endsAt)).toBe(false)
  expect(await proposals()).toEqual([])
})

it('gives what a cancelled meeting leaves to those who wait before anybody is moved', async () => {
  const before = await standing()
  // Nobody of the others waits, so one request is made to: its meeting is taken back as if it had never been.
  const [gone, kept] = [before[0]!, before.find((one) => one.startsAt.getTime() !== before[0]!.startsAt.getTime())!]
  await test.db.client.occupancy.deleteMany({ where: { owner: `meeting:${kept.id}` } })
  await test.db.client.meeting.delete({ where: { id: kept.id } })
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'cancel', meetingId: gone.id, ...about() })
  const repairId = proposed.ok ? proposed.value.repairId : ''
  await test.app.repairs.whenImproved(repairId)
  const [view] = await proposals()
  expect(view!.cancelled.map((one) => one.key)).toEqual([gone.requestId])
  expect(view!.changes).toMatchObject({ moved: [], gone: [] })
  expect(view!.changes.added.map((one) => one.key)).toEqual([kept.requestId])
  expect(await test.app.repairs.approve(made.organizer, { repairId, version: view!.version })).toMatchObject({ ok: true, value: { dropped: 1, added: 1, moved: 0 } })
  expect((await test.db.client.meeting.findUniqueOrThrow({ where: { id: gone.id } })).state).toBe('cancelled')
  expect(await claims(`meeting:${gone.id}`)).toBe(0)
  const held = await test.db.client.meeting.findFirstOrThrow({ where: { requestId: kept.requestId, state: 'scheduled' } })
  expect(await claims(`meeting:${held.id}`)).toBeGreaterThan(0)
})

it('fills free places without moving anybody, and brings in what must be held', async () => {
  const [one] = await standing()
  await test.db.client.occupancy.deleteMany({ where: { owner: `meeting:${one!.id}` } })
  await test.db.client.meeting.delete({ where: { id: one!.id } })
  for (const input of [{ kind: 'fill' as const, ...about() }, { kind: 'must' as const, requestId: one!.requestId!, ...about() }]) {
    const proposed = await test.app.repairs.propose(made.organizer, input)
    await test.app.repairs.whenImproved(proposed.ok ? proposed.value.repairId : '')
    const [view] = await proposals()
    expect([view!.trouble.kind, view!.changes.added.map((added) => added.key), view!.changes.moved, view!.changes.gone]).toEqual([input.kind, [one!.requestId], [], []])
  }
})

it('a lost table is blocked for good, and its meetings go elsewhere', async () => {
  const before = await standing()
  const tableId = before[0]!.tableId!
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'table', tableId, fromMs: made.event.startsAtMs ?? before[0]!.startsAt.getTime(), untilMs: before.at(-1)!.endsAt.getTime() + 86_400_000, ...about() })
  const repairId = proposed.ok ? proposed.value.repairId : ''
  await test.app.repairs.whenImproved(repairId)
  const [view] = await proposals()
  expect(await test.app.repairs.approve(made.organizer, { repairId, version: view!.version })).toMatchObject({ ok: true, value: { dropped: 0 } })
  expect((await standing()).filter((one) => one.tableId === tableId)).toEqual([])
  expect(await test.db.client.gridBlock.count({ where: { tableId } })).toBe(1)
})

it('of two approvals one wins, and what was worked out for an older timetable is refused', async () => {
  const [one, two] = await standing()
  const propose = async (meetingId: string) => {
    const proposed = await test.app.repairs.propose(made.organizer, { kind: 'cancel', meetingId, ...about() })
    const repairId = proposed.ok ? proposed.value.repairId : ''
    await test.app.repairs.whenImproved(repairId)
    return { repairId, version: (await proposals()).find((view) => view.id === repairId)!.version }
  }
  const [a, b] = [await propose(one!.id), await propose(two!.id)]
  const answers = await Promise.all([test.app.repairs.approve(made.organizer, a), test.app.repairs.approve(made.organizer, a)])
  expect(answers.map((answer) => (answer.ok ? 'done' : answer.error.code)).sort()).toEqual(['done', 'record.changed'])
  expect(await test.app.repairs.approve(made.organizer, b)).toEqual({ ok: false, error: { code: 'repair.outdated' } })
  const c = await propose(two!.id)
  const row = await test.db.client.meeting.findUniqueOrThrow({ where: { id: two!.id } })
  expect((await test.app.meetings.pin(made.organizer, { meetingId: row.id, version: row.version, pinned: true })).ok).toBe(true)
  expect(await test.app.repairs.approve(made.organizer, c)).toEqual({ ok: false, error: { code: 'repair.outdated' } })
  expect((await test.app.repairs.dismiss(made.organizer, c)).ok).toBe(true)
  expect(await proposals()).toEqual([])
})

it('is the organizer\'s business, and only of her own event', async () => {
  const other = await makeAcceptedRequests(test, { funds: 1, startups: 1 })
  const incubator = await makeStaff(test.db, made.event.id, 'co_organizer')
  const [one] = await standing()
  const input = { kind: 'cancel' as const, meetingId: one!.id, ...about() }
  expect(await test.app.repairs.propose(incubator, input)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
  for (const actor of [other.organizer, made.funds[0]!.actor()]) {
    expect(await test.app.repairs.propose(actor, input)).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect(await test.app.repairs.listRepairs(actor, made.event.id)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  }
  expect(await test.app.repairs.propose(other.organizer, { ...input, eventId: other.event.id })).toEqual({ ok: false, error: { code: 'repair.not_in_timetable' } })
})

it('what could have been planned before is not a repair: only people who lose a meeting get something in its place', async () => {
  const [gone, ...others] = await standing()
  const waiting = others.slice(0, 2)
  for (const one of waiting) {
    await test.db.client.occupancy.deleteMany({ where: { owner: `meeting:${one.id}` } })
    await test.db.client.meeting.delete({ where: { id: one.id } })
  }
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'cancel', meetingId: gone!.id, ...about() })
  await test.app.repairs.whenImproved(proposed.ok ? proposed.value.repairId : '')
  const losing = new Set(gone!.attendees.map((one) => one.personId))
  const expected = waiting.filter((one) => one.attendees.some((attendee) => losing.has(attendee.personId))).map((one) => one.requestId)
  const [view] = await proposals()
  expect(view!.changes.added.map((one) => one.key).sort()).toEqual(expected.sort())
})

it('whoever is kept away for a while leaves others nothing but that time: nobody who waits is asked for another, and nobody has to move for them', async () => {
  const before = await standing()
  const first = before[0]!
  const startup = made.startups.find((one) => first.attendees.some(({ personId }) => personId === one.people[0]))!
  const fund = made.funds.find((one) => first.attendees.some(({ personId }) => personId === one.people[0]))!
  // The fund’s other meetings wait, at times that have been free all along.
  const waiting = before.filter((one) => one.id !== first.id && one.attendees.some(({ personId }) => personId === fund.people[0]))
  for (const one of waiting) {
    await test.db.client.occupancy.deleteMany({ where: { owner: `meeting:${one.id}` } })
    await test.db.client.meeting.delete({ where: { id: one.id } })
  }
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'away', personId: startup.people[0]!, fromMs: first.startsAt.getTime(), untilMs: first.endsAt.getTime(), ...about() })
  await test.app.repairs.whenImproved(proposed.ok ? proposed.value.repairId : '')
  const [view] = await proposals()
  expect(waiting).toHaveLength(2)
  expect(view!.changes.added.map((one) => one.startsAtMs)).toEqual([first.startsAt.getTime()])
  expect(waiting.map((one) => one.requestId)).toContain(view!.changes.added[0]!.key)
  expect([view!.changes.moved.map((one) => one.key), view!.changes.gone]).toEqual([[first.requestId], []])
})
