import { afterEach, beforeEach, expect, it } from 'vitest'

import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import { agendaRoom, eventRoom } from '#server/protocol/rooms.ts'
import { makeMeeting } from '#tests/factories/meetings.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 3 })
})
afterEach(() => test.dispose())

const release = (draftId: string, name = '第一版', version = 2) => test.app.timetable.release(made.organizer, { draftId, version, name, notes: '' })

async function board(draftId: string) {
  const found = await test.app.timetable.get(made.organizer, { eventId: made.event.id, draftId })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

/** What a half-done release would have left behind. */
async function everything() {
  const { client } = test.db
  return {
    meetings: await client.meeting.findMany({ orderBy: { id: 'asc' } }),
    occupancy: await client.occupancy.findMany({ orderBy: [{ resource: 'asc' }, { tick: 'asc' }] }),
    releases: await client.timetableRelease.count(),
    mails: await client.mailMessage.count(),
    facts: await client.roomFact.count(),
    drafts: await client.timetableDraft.findMany({ select: { state: true, version: true } }),
  }
}

it('makes every placed request a meeting, takes people, pair and table, and tells each person once by mail', async () => {
  const draftId = await computeDraft(test, made)
  const done = await release(draftId)
  expect(done).toEqual({ ok: true, value: { releaseId: expect.any(String), number: 1, placed: 6, moved: 0, people: 5 } })
  const meetings = await test.db.client.meeting.findMany({ include: { attendees: true } })
  expect(meetings.map((one) => [one.state, one.sequence, one.attendees.length, one.uid === `${one.id}@touhai`])).toEqual(Array(6).fill(['scheduled', 0, 2, true]))
  // Two people and a table for four ticks each, and the pair.
  expect(await test.db.client.occupancy.count()).toBe(6 * (3 * 4 + 1))
  const mails = await test.db.client.mailMessage.findMany({ select: { personId: true, template: true, subjectId: true } })
  const people = [...made.funds, ...made.startups].map((one) => one.people[0] as string)
  expect(mails.map((mail) => mail.personId).sort()).toEqual(people.sort())
  expect(new Set(mails.map((mail) => `${mail.template} ${mail.subjectId}`))).toEqual(new Set([`timetable_released ${done.ok ? done.value.releaseId : ''}`]))
})

it('a clash with something booked since the draft was computed is named, and nothing is half released', async () => {
  const draftId = await computeDraft(test, made)
  const placed = await board(draftId)
  const first = placed.placed[0]!
  const at = placed.frame.slots[first.slot]!
  const outsider = made.funds.find((fund) => !placed.frame.meetings[first.meeting]!.personIds.includes(fund.people[0]!))!
  const other = (await makeAcceptedRequests(test, { funds: 1, startups: 0 })).funds[0]!
  await makeMeeting(test.db, made.event.id, { a: outsider, b: { ...other, id: made.startups[0]!.id }, startsAt: at.startsAtMs, tableId: first.table })
  const before = await everything()
  const refused = await release(draftId)
  expect(refused).toEqual({ ok: false, error: expect.objectContaining({ code: 'release.clash', detail: { clashes: expect.arrayContaining([expect.objectContaining({ meeting: first.meeting, kind: 'table', startsAt: at.startsAtMs })]) } }) })
  expect(await everything()).toEqual(before)
})

it('only people whose day changes are mailed and told; the others keep uid, sequence and version', async () => {
  await release(await computeDraft(test, made))
  await test.db.client.mailMessage.deleteMany()
  const second = await computeDraft(test, made, { name: '第二稿' })
  const { placed, problem, frame } = await board(second)
  // Move one meeting into the empty afternoon by hand; it was held in place before.
  const one = placed[0]!
  const pinned = await test.app.timetable.pin(made.organizer, { draftId: second, version: 2, meeting: one.meeting, pinned: false })
  expect(pinned.ok).toBe(true)
  const moved = await test.app.timetable.moveInDraft(made.organizer, { draftId: second, version: 3, meeting: one.meeting, slot: problem.slots - 1, table: one.table })
  expect(moved.ok).toBe(true)
  const before = await test.db.client.meeting.findMany({ orderBy: { id: 'asc' } })
  test.facts.length = 0
  const done = await release(second, '第二版', 4)
  expect(done.ok && { ...done.value, releaseId: '' }).toEqual({ releaseId: '', number: 2, placed: 0, moved: 1, people: 2 })
  const people = [...frame.meetings[one.meeting]!.personIds].sort()
  const mails = await test.db.client.mailMessage.findMany({ select: { personId: true } })
  expect(mails.map((mail) => mail.personId).sort()).toEqual(people)
  const rooms = test.facts.filter((fact) => fact.room.startsWith('agenda:')).map((fact) => [fact.room, fact.name])
  expect(rooms.sort()).toEqual(people.map((person) => [agendaRoom(made.event.id, person), 'meeting:changed']))
  const after = await test.db.client.meeting.findMany({ orderBy: { id: 'asc' } })
  const id = frame.meetings[one.meeting]!.meetingId
  expect(after.map((row) => [row.uid, row.sequence, row.version])).toEqual(before.map((row) => [row.uid, row.id === id ? 1 : 0, row.id === id ? 2 : 1]))
})

it('facts applied to an old day give what a fresh one says, after a first and a second release', async () => {
  const person = made.funds[0]!.actor()
  const snapshot = async (): Promise<AgendaSnapshot> => {
    const found = await test.app.agenda.snapshot(person, made.event.id)
    if (!found.ok) throw new Error(found.error.code)
    return found.value.snapshot
  }
  let day = await snapshot()
  test.facts.length = 0
  await release(await computeDraft(test, made))
  const own = [agendaRoom(made.event.id, person.personId), eventRoom(made.event.id)]
  for (const fact of test.facts) if (own.includes(fact.room)) day = applyAgendaFact(day, fact as AgendaFact<AgendaSnapshot>)
  expect(day).toEqual(await snapshot())
})

it('a release is immutable, its name can be used once, and its draft can be released once', async () => {
  const draftId = await computeDraft(test, made)
  await release(draftId)
  await expect(test.db.client.timetableRelease.updateMany({ data: { name: 'other' } })).rejects.toThrow()
  await expect(test.db.client.timetableRelease.deleteMany()).rejects.toThrow()
  expect(await release(draftId, '第二版', 3)).toEqual({ ok: false, error: { code: 'draft.not_ready' } })
  expect(await release(await computeDraft(test, made), '第一版')).toEqual({ ok: false, error: { code: 'release.name_taken' } })
})

it('what a live move changed after the draft was computed is not undone by the release', async () => {
  await release(await computeDraft(test, made))
  const second = await computeDraft(test, made, { name: 'b' })
  const { frame, placed } = await board(second)
  const meetingId = frame.meetings[placed[0]!.meeting]!.meetingId!
  const moved = await test.app.meetings.move(made.organizer, { meetingId, version: 1, startsAt: made.event.at('16:40'), tableId: made.event.tables[3]!.id })
  expect(moved.ok).toBe(true)
  expect(await release(second, '第二版')).toEqual({ ok: true, value: { releaseId: expect.any(String), number: 2, placed: 0, moved: 0, people: 0 } })
  const row = await test.db.client.meeting.findUniqueOrThrow({ where: { id: meetingId } })
  expect(row.startsAt.getTime()).toBe(made.event.at('16:40'))
})

it('says why an accepted request got no meeting to the organizer, with figures, and to nobody else', async () => {
  await test.db.client.delegation.updateMany({
    where: { id: made.startups[0]!.id },
    data: { unavailable: [{ startsAt: new Date(made.event.at('08:00')).toISOString(), endsAt: new Date(made.event.at('18:00')).toISOString() }] },
  })
  await release(await computeDraft(test, made))
  const all = await test.app.timetable.listWaiting(made.organizer, made.event.id)
  expect(all.ok && all.value.map((one) => one.why)).toEqual(['participant_unavailable', 'participant_unavailable'])
  for (const one of [made.startups[0]!, made.startups[1]!, made.funds[0]!]) expect(await test.app.timetable.listWaiting(one.actor(), made.event.id)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  const states = await test.db.client.meetingRequest.findMany({ where: { toDelegationId: made.startups[0]!.id }, select: { state: true } })
  expect(states).toEqual([{ state: 'accepted' }, { state: 'accepted' }])
})

it('founders, investors and organizers of other events can neither see nor release a draft', async () => {
  const draftId = await computeDraft(test, made)
  const other = await makeAcceptedRequests(test, { funds: 1, startups: 1 })
  const input = { draftId, version: 2, name: 'x', notes: '' }
  for (const actor of [other.organizer, made.funds[0]!.actor(), made.startups[0]!.actor()]) {
    expect(await test.app.timetable.release(actor, input)).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect(await test.app.timetable.get(actor, { eventId: made.event.id, draftId })).toEqual({ ok: false, error: { code: 'record.not_found' } })
  }
  expect(await test.app.timetable.get(other.organizer, { eventId: other.event.id, draftId })).toEqual({ ok: false, error: { code: 'record.not_found' } })
})

it('the mail names what changed for its reader and carries one calendar file with stable uids', async () => {
  await release(await computeDraft(test, made))
  await test.runJobs()
  const address = `${(await test.db.client.person.findUniqueOrThrow({ where: { id: made.funds[0]!.people[0]! } })).email}`
  const mail = test.sent.filter((one) => one.to.address === address)
  expect(mail.map((one) => [one.subject, one.calendar?.method])).toEqual([['投海Demo Day 第一期：您有 3 场会谈的时间已确定', 'PUBLISH']])
  const meetings = await test.db.client.meeting.findMany({ where: { aDelegationId: made.funds[0]!.id }, orderBy: { startsAt: 'asc' } })
  const uids = [...mail[0]!.calendar!.content.matchAll(/^UID:(.*)\r$/gm)].map((found) => found[1])
  expect(uids).toEqual(meetings.map((meeting) => meeting.uid))
  expect(mail[0]!.calendar!.content).toContain('DTSTART;TZID=Asia/Shanghai:20261202T')
  expect(mail[0]!.text).toContain('企业1')
  expect(test.sent.length).toBe(5)
})
