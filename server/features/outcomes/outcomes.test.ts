import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import type { OutcomeAnswer } from '#server/domain/followup/outcomes.ts'
import { writeOutcome } from '#server/features/outcomes/store.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation
let meetingId: string
let organizer: PersonActor
const dayMs = 86_400_000
const sentinel = '哨兵备注：我们只出三百万'

beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { phase: 'live' })
  fund = await makeDelegation(house.db, event.id, { side: 'investor', people: 2, nameZh: '远山资本' })
  startup = await makeDelegation(house.db, event.id, { nameZh: '星河生物' })
  meetingId = (await makeMeeting(house.db, event.id, { a: fund, b: startup, startsAt: event.at('14:00') })).id
  organizer = await makeStaff(house.db, event.id)
  house.clock.set(event.at('14:20'))
})
afterEach(() => house.dispose())

type Said = { answer: OutcomeAnswer; version?: number; note?: string }
const say = (actor: PersonActor, { answer, version = 0, note = '' }: Said, id = meetingId) => house.app.outcomes.record(actor, { meetingId: id, version, answer, note })
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))
const seen = async (actor: PersonActor) => house.app.outcomes.forMeeting(actor, meetingId)

describe('a side that says how it went', () => {
  it('finds its answer and its note again, with who said it when; a change is a further line', async () => {
    expect(await say(fund.actor(), { answer: 'keep_in_touch', note: sentinel })).toEqual({ ok: true, value: { meetingId, answer: 'keep_in_touch', version: 1 } })
    house.clock.advance(dayMs)
    expect(await say(fund.actor(1), { answer: 'second_meeting', version: 1 })).toEqual({ ok: true, value: { meetingId, answer: 'second_meeting', version: 2 } })
    const page = await seen(fund.actor())
    expect(page?.meeting).toMatchObject({ answer: 'second_meeting', version: 2, partnerZh: '星河生物', isMutual: false })
    expect([page?.note, page?.state, page?.history.map(({ answer, at }) => [answer, at])]).toEqual(['', 'open', [['second_meeting', event.at('14:20') + dayMs], ['keep_in_touch', event.at('14:20')]]])
    const trail = await house.db.client.auditEntry.findMany({ where: { action: 'outcome:recorded' } })
    expect(trail).toHaveLength(2)
    expect(JSON.stringify(trail)).not.toMatch(/哨兵|keep_in_touch|second_meeting/)
  })

  it('changes nothing by pressing twice, also when the first answer to the press was lost', async () => {
    const twice = await Promise.all([say(fund.actor(), { answer: 'term_sheet' }), say(fund.actor(), { answer: 'term_sheet' })])
    const again = await say(fund.actor(1), { answer: 'term_sheet' })
    expect([...twice, again]).toEqual(Array(3).fill({ ok: true, value: { meetingId, answer: 'term_sheet', version: 1 } }))
    expect(await house.db.client.meetingOutcomeChange.count()).toBe(1)
  })

  it('with two colleagues at once has one answer; the other is told and, having seen it, has the last word', async () => {
    const both = await Promise.all([say(fund.actor(0), { answer: 'no_interest' }), say(fund.actor(1), { answer: 'due_diligence' })])
    expect(both.map(codeOf).sort()).toEqual(['ok', 'record.changed'])
    const loser = both[0]?.ok ? { actor: fund.actor(1), answer: 'due_diligence' as const } : { actor: fund.actor(0), answer: 'no_interest' as const }
    expect(codeOf(await say(loser.actor, { answer: loser.answer, version: 1 }))).toBe('ok')
    expect((await seen(fund.actor()))?.history).toHaveLength(2)
  })

  it('is decided by the database: a version is written once, a first answer too', async () => {
    const row = { meetingId, delegationId: fund.id, eventId: event.id, answer: 'no_interest' as const, note: '', byPersonId: fund.people[0]!, now: 0 }
    expect(await house.db.write((sql) => [1, 1, 2, 2].map((version) => writeOutcome(sql, { ...row, version })))).toEqual([true, false, true, false])
  })

  it('has a history that nobody changes or deletes', async () => {
    await say(fund.actor(), { answer: 'keep_in_touch' })
    for (const statement of [`UPDATE "MeetingOutcomeChange" SET "answer" = 'term_sheet'`, 'DELETE FROM "MeetingOutcomeChange"']) await expect(house.db.write((sql) => sql.run(statement))).rejects.toThrow(/append-only/)
  })
})

describe('the time for it', () => {
  it('begins with the end of the meeting and ends with the follow-up; called off, there is nothing to say', async () => {
    house.clock.set(event.at('14:20') - 1)
    expect([codeOf(await say(fund.actor(), { answer: 'keep_in_touch' })), await seen(fund.actor())]).toEqual(['outcome.not_open', null])
    house.clock.set(event.at('00:00') + 121 * dayMs - 1)
    expect(codeOf(await say(fund.actor(), { answer: 'keep_in_touch' }))).toBe('ok')
    house.clock.advance(1)
    expect([codeOf(await say(fund.actor(), { answer: 'no_interest', version: 1 })), (await seen(fund.actor()))?.state]).toEqual(['outcome.not_open', 'over'])
    house.clock.set(event.at('15:00'))
    await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'locked' } })
    expect([codeOf(await say(fund.actor(), { answer: 'no_interest', version: 1 })), (await seen(fund.actor()))?.state]).toEqual(['phase.closed', 'shut'])
    await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'live' } })
    await house.db.client.meeting.update({ where: { id: meetingId }, data: { state: 'cancelled' } })
    expect([codeOf(await say(fund.actor(), { answer: 'no_interest', version: 1 })), await seen(fund.actor())]).toEqual(['meeting.over', null])
  })
})

describe('the other side', () => {
  /** All that the start-up can be told of the meeting by this feature and by what shows meetings. */
  const told = async () => JSON.stringify([await seen(startup.actor()), await house.app.outcomes.own(startup.actor(), event.id), await house.app.outcomes.waiting(startup.actor(), event.id), await house.app.agenda.snapshot(startup.actor(), event.id), await house.app.meetings.forCalendar(startup.actor(), meetingId, 'en')])

  it.each([['no_interest', 'no_interest'], ['second_meeting', 'keep_in_touch'], ['second_meeting', null], ['not_held', 'term_sheet']] as const)('of one that says %s learns nothing at all while it says %s itself', async (theirs, own) => {
    if (own !== null) await say(startup.actor(), { answer: own })
    const before = await told()
    expect(codeOf(await say(fund.actor(), { answer: theirs, note: sentinel }))).toBe('ok')
    expect(await told()).toBe(before)
    expect(house.facts).toEqual([])
  })

  it('learns that both want to go on where both do, not what the other chose or wrote; and no more once one of them doesn’t', async () => {
    await say(startup.actor(), { answer: 'second_meeting' })
    const before = await told()
    await say(fund.actor(), { answer: 'term_sheet', note: sentinel })
    expect(JSON.parse(await told())).toEqual(JSON.parse(before.replaceAll('"isMutual":false', '"isMutual":true')))
    expect((await seen(startup.actor()))?.meeting.isMutual).toBe(true)
    await say(fund.actor(), { answer: 'no_interest', version: 1 })
    expect(await told()).toBe(before)
  })

  it('and everybody else finds no such meeting, whichever event it is of', async () => {
    const elsewhere = await makeDelegation(house.db, (await makeEvent(house.db, { phase: 'live' })).id)
    const other = await makeDelegation(house.db, event.id)
    const admin = { ...organizer, isAdmin: true }
    for (const actor of [elsewhere.actor(), other.actor(), organizer, admin]) expect([codeOf(await say(actor, { answer: 'no_interest' })), await seen(actor)]).toEqual(['record.not_found', null])
    expect([codeOf(await house.app.outcomes.record(anonymous, { meetingId, version: 0, answer: 'no_interest', note: '' })), await house.app.outcomes.forMeeting(anonymous, meetingId)]).toEqual(['auth.required', null])
    const reading = { ...fund.actor(), token: { scopes: ['read' as const], eventId: null } }
    expect([codeOf(await say(reading, { answer: 'no_interest' })), (await seen(reading))?.meeting.answer]).toEqual(['auth.forbidden', null])
    expect(codeOf(await house.app.outcomes.own(elsewhere.actor(), event.id))).toBe('record.not_found')
    expect(await house.db.client.meetingOutcome.count()).toBe(0)
  })
})

describe('organizers', () => {
  it('see what both sides say and how many have spoken, never a note; nobody else does', async () => {
    const third = await makeDelegation(house.db, event.id, { nameZh: '云图' })
    const [second, ahead] = [(await makeMeeting(house.db, event.id, { a: third, b: fund, startsAt: event.at('10:00') })).id, await makeMeeting(house.db, event.id, { a: third, b: startup, startsAt: event.at('16:00') })]
    const off = await makeMeeting(house.db, event.id, { a: third, b: await makeDelegation(house.db, event.id), startsAt: event.at('09:00') })
    await house.db.client.meeting.update({ where: { id: off.id }, data: { state: 'cancelled' } })
    await say(fund.actor(), { answer: 'second_meeting', note: sentinel })
    await say(startup.actor(), { answer: 'due_diligence' })
    await say(fund.actor(), { answer: 'not_held', note: sentinel }, second)
    const watched = await house.app.outcomes.watch(organizer, event.id, { most: 10 })
    expect(watched.ok && watched.value).toMatchObject({ held: 2, both: 1, one: 1, none: 0, mutual: 1, lines: [{ meetingId: second, aZh: '云图', aAnswer: null, bZh: '远山资本', bAnswer: 'not_held' }, { meetingId, aZh: '远山资本', aAnswer: 'second_meeting', bZh: '星河生物', bAnswer: 'due_diligence' }] })
    const one = await house.app.outcomes.watch(organizer, event.id, { share: 'one', most: 10 })
    expect(one.ok && one.value.lines.map((line) => line.meetingId)).toEqual([second])
    expect(JSON.stringify([watched, ahead])).not.toContain('哨兵')
    const stranger = await makeStaff(house.db, (await makeEvent(house.db)).id)
    for (const actor of [fund.actor(), stranger, await makeStaff(house.db, event.id, 'co_organizer'), await makeStaff(house.db, event.id, 'observer'), await makeStaff(house.db, event.id, 'crew')]) {
      expect([codeOf(await house.app.outcomes.watch(actor, event.id)), codeOf(await house.app.outcomes.exportList(actor, event.id, 'csv', 'en'))]).toEqual(['auth.forbidden', 'auth.forbidden'])
    }
  })

  it('take the list along as a file in which no name is a formula', async () => {
    await house.db.client.organization.update({ where: { id: startup.organizationId }, data: { nameZh: '=HYPERLINK("http://evil.example")' } })
    await say(fund.actor(), { answer: 'second_meeting', note: sentinel })
    await say(startup.actor(), { answer: 'second_meeting' })
    const file = await house.app.outcomes.exportList(organizer, event.id, 'csv', 'zh-CN')
    expect(file.ok && new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.value.bytes)).toBe(`\ufeff时间,甲方,甲方填写,乙方,乙方填写,双方愿意推进\r\n2026-12-02 14:00,远山资本,约定再谈,"'=HYPERLINK(""http://evil.example"")",约定再谈,是\r\n`)
  })
})
