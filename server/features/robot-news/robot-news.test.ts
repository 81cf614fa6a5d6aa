import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createApp } from '#server/app.ts'
import { robotFacts } from '#server/domain/messages/robots.ts'
import { listRobots } from '#server/features/robots/store.ts'
import type { PendingFact } from '#server/jobs/following.ts'
import { enqueue } from '#server/jobs/outbox.ts'
import { createRegistry } from '#server/jobs/registry.ts'
import { createRunner } from '#server/jobs/runner.ts'
import { addRobotInput } from '#server/protocol/inputs/messages.ts'
import { deskRoom, eventRoom, stageRoom } from '#server/protocol/rooms.ts'
import { factPayloads, type FactName } from '#server/protocol/server-to-client.ts'
import { makeDelegation, makeMeeting } from '#tests/factories/meetings.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

import { createRobotEars } from './commands.ts'

const minute = 60_000
const wecom = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa'

let house: MailHouse
beforeEach(async () => {
  house = await openMailHouse()
})
afterEach(() => house.dispose())

async function addRobot(more: Record<string, unknown> = {}): Promise<string> {
  const added = await house.app.robots.add(house.organizer, addRobotInput.parse({ eventId: house.event.id, product: 'wecom', name: '筹备群', address: wecom, facts: [...robotFacts], ...more }))
  if (!added.ok) throw new Error(added.error.code)
  return added.value.robotId
}
async function makePair(): Promise<{ id: string }> {
  const [a, b] = await Promise.all([makeDelegation(house.db, house.event.id, { nameZh: '云图', nameEn: 'Yuntu' }), makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本', nameEn: 'Beichen' })])
  return makeMeeting(house.db, house.event.id, { a, b, startsAt: house.event.at('10:00') })
}
/** Whole as browsers would hear it, so that a fact that changes its shape is noticed here. */
const fact = (room: string, name: FactName, payload: unknown): PendingFact => ({ room, name, payload: factPayloads[name].parse(payload) })
async function hear(...facts: PendingFact[]): Promise<string[]> {
  const before = house.said.length
  const ears = createRobotEars({ db: house.db, listRobots })
  await house.db.transaction(async (tx) => {
    for (const job of ears(facts, house.clock.now())) await enqueue(tx, job, { now: house.clock.now(), newId: house.platform.ids.newId })
  })
  await house.runJobs()
  return house.said.slice(before).map((call) => call.text).sort()
}
/** Another server on the same database. */
async function restarted(): Promise<() => Promise<void>> {
  const app = createApp(house.platform)
  const runner = createRunner({ db: house.db, registry: createRegistry(app.jobHandlers), clock: house.clock, logger: house.platform.logger, random: () => 0 })
  return () => runner.runDue()
}

describe('every fact that robots tell', () => {
  beforeEach(async () => {
    await addRobot()
    await addRobot({ locale: 'en' })
  })
  const of = (rest: string, at: 'event' | 'desk' = 'event') => (at === 'event' ? eventRoom(house.event.id) : deskRoom(house.event.id)) + rest

  it('has a sentence in both languages', async () => {
    const by = { createdById: house.organizer.personId, createdAt: new Date(house.clock.now()), eventId: house.event.id, changelog: {}, snapshot: {}, number: 2, name: '第二版' }
    await house.db.client.timetableRelease.create({ data: { id: house.platform.ids.newId(), ...by } })
    await house.db.client.programmeRelease.create({ data: { id: house.platform.ids.newId(), ...by } })
    const release = { number: 2, name: '第二版', at: house.clock.now() }
    expect(await hear(fact(of(''), 'release:published', release))).toEqual(['Touhai Demo Day, first edition: the timetable “第二版” is released.', '投海Demo Day 第一期：会谈安排“第二版”已发布。'])
    expect(await hear(fact(of(''), 'programme:released', release))).toEqual(['Touhai Demo Day, first edition: the programme “第二版” is released.', '投海Demo Day 第一期：日程“第二版”已发布。'])
    expect(await hear(fact(of(''), 'phase:changed', { phase: 'requests_open' }))).toEqual(['Touhai Demo Day, first edition has moved on to: Requests open.', '投海Demo Day 第一期进入新阶段：约见开放。'])
    expect(await hear(fact(of(''), 'clearing:changed', { state: 'closed', version: 2 }))).toEqual(['Touhai Demo Day, first edition: the clearing goes on to its next step.', '投海Demo Day 第一期：撮合进入下一步。'])
  })

  it('also of meetings that moved and were called off; not of new ones, nor of those that a release moves', async () => {
    const { id } = await makePair()
    const meeting = (state: string) => fact(of('', 'desk'), 'board:changed', { meeting: { id, aDelegationId: 'a', bDelegationId: 'b', startsAt: house.event.at('15:00'), endsAt: house.event.at('15:20'), tableId: null, pinned: false, state, version: 2 } })
    expect(await hear(meeting('scheduled'))).toEqual([])
    await house.db.client.meeting.update({ where: { id }, data: { sequence: 1, updatedAt: new Date(house.clock.now()) } })
    expect(await hear(meeting('scheduled'))).toEqual(['Touhai Demo Day, first edition: Yuntu and Beichen now meet Wed 2 Dec 15:00–15:20.', '投海Demo Day 第一期：云图与北辰资本的洽谈改到 12月2日 周三 15:00–15:20。'])
    expect(await hear(meeting('cancelled'))).toEqual(['Touhai Demo Day, first edition: the meeting of Yuntu and Beichen Wed 2 Dec 15:00–15:20 is cancelled.', '投海Demo Day 第一期：云图与北辰资本 12月2日 周三 15:00–15:20 的洽谈已取消。'])
    expect(await hear(meeting('scheduled'), fact(of(''), 'release:published', { number: 1, name: '一', at: 0 }))).toEqual([expect.stringContaining('timetable'), expect.stringContaining('会谈安排')])
  })

  it('and of a stage that is late, later by five minutes, and on time again; also by another server', async () => {
    const stageId = house.event.stages[0]?.id ?? ''
    const begun = (late: number, isRehearsal = false): PendingFact => {
      const [plannedAt, startedAt] = [house.clock.now(), house.clock.now() + late * minute]
      return { room: stageRoom(stageId), name: 'stage:changed', payload: { kind: 'next', patch: { head: { isRehearsal, current: { lineId: 'x' } }, lines: [{ id: 'x', plannedAt, startedAt }] } } }
    }
    expect(await hear(begun(4))).toEqual([])
    expect(await hear(begun(9, true))).toEqual([])
    expect(await hear(begun(7))).toEqual(['Touhai Demo Day, first edition, Main stage: 7 minutes late.', '投海Demo Day 第一期 主舞台：晚点 7 分钟。'])
    expect(await hear(begun(9))).toEqual([])
    expect(await hear(begun(12))).toHaveLength(2)
    expect(await hear(begun(0))).toEqual(['Touhai Demo Day, first edition, Main stage: on time again.', '投海Demo Day 第一期 主舞台：已恢复准点。'])
    expect(await hear(begun(0))).toEqual([])
  })
})

it('a meeting that is fixed where it stands, or put at another table, is no news to a group', async () => {
  await addRobot()
  const [a, b] = await Promise.all([makeDelegation(house.db, house.event.id, { nameZh: '云图' }), makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本' })])
  const { id } = await makeMeeting(house.db, house.event.id, { a, b, startsAt: house.event.at('10:00'), tableId: house.event.tables[0]!.id })
  const about = { eventId: house.event.id, meetingId: id }
  expect((await house.app.meetings.move(house.organizer, { ...about, version: 1, startsAt: house.event.at('15:00'), tableId: house.event.tables[0]!.id })).ok).toBe(true)
  await house.later(minute)
  for (const [version, pinned] of [[2, false], [3, true]] as const) {
    expect((await house.app.meetings.pin(house.organizer, { ...about, version, pinned })).ok).toBe(true)
    await house.later(minute)
  }
  expect((await house.app.meetings.move(house.organizer, { ...about, version: 4, startsAt: house.event.at('15:00'), tableId: house.event.tables[1]!.id })).ok).toBe(true)
  await house.later(minute)
  expect(house.said.map((call) => call.text)).toEqual(['投海Demo Day 第一期：云图与北辰资本的洽谈改到 12月2日 周三 15:00–15:20。'])
})

it('what nobody listens to costs no job, and a change that is undone leaves none', async () => {
  await addRobot({ facts: ['phase'] })
  const off = await addRobot()
  await house.app.robots.switchRobot(house.organizer, { eventId: house.event.id, robotId: off, isOn: false })
  const { id } = await makePair()
  const jobs = () => house.db.client.job.count({ where: { name: 'robots:hear' } })
  await house.app.meetings.move(house.organizer, { meetingId: id, version: 1, startsAt: house.event.at('15:00'), tableId: null })
  expect(await jobs()).toBe(0)
  await house.app.robots.switchRobot(house.organizer, { eventId: house.event.id, robotId: off, isOn: true })
  expect((await house.app.meetings.move(house.organizer, { meetingId: id, version: 1, startsAt: house.event.at('16:00'), tableId: null })).ok).toBe(false)
  expect(await jobs()).toBe(0)
  expect((await house.app.meetings.move(house.organizer, { meetingId: id, version: 2, startsAt: house.event.at('16:00'), tableId: null })).ok).toBe(true)
  expect(await jobs()).toBe(1)
})

describe('a server that is killed', () => {
  it('right after the commit leaves what its robots are to say, and the next one says it once', { timeout: 60_000 }, async () => {
    await addRobot()
    const { id } = await makePair()
    const order = { file: house.db.file, now: house.clock.now(), actor: house.organizer, move: { meetingId: id, version: 1, startsAt: house.event.at('15:00'), tableId: null } }
    const child = fork('tests/fixtures/dying-server-process.ts', [JSON.stringify(order)], { execArgv: ['--import', 'tsx'] })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    expect((await house.db.client.meeting.findUniqueOrThrow({ where: { id } })).startsAt.getTime()).toBe(house.event.at('15:00'))
    const run = await restarted()
    await run()
    await run()
    expect(house.said.map((call) => call.text)).toEqual(['投海Demo Day 第一期：云图与北辰资本的洽谈改到 12月2日 周三 15:00–15:20。'])
  })

  it('and started again sends no more than the product takes: twenty a minute, and none in the ten minutes of its silence', async () => {
    const robotId = await addRobot()
    const say = () => house.app.robots.test(house.organizer, { eventId: house.event.id, robotId })
    for (let i = 0; i < 20; i += 1) {
      await say()
      await house.runJobs()
    }
    expect(house.said).toHaveLength(20)
    const run = await restarted()
    await say()
    await run()
    expect(house.said).toHaveLength(20)
    house.clock.advance(minute + 1)
    await run()
    expect(house.said).toHaveLength(21)
  })

  it('while it was speaking says it again', async () => {
    const robotId = await addRobot()
    await house.app.robots.test(house.organizer, { eventId: house.event.id, robotId })
    // What is left of it: a job under a lease, and a message that was on its way.
    const gone = { state: 'running', leaseUntil: new Date(house.clock.now() + minute), attempts: 1 }
    await house.db.client.job.updateMany({ where: { name: 'robots:say' }, data: gone })
    await house.db.client.robotMessage.updateMany({ data: { state: 'sending', attempts: 1, triedAt: new Date(house.clock.now() + 5) } })
    const run = await restarted()
    house.clock.advance(minute)
    await run()
    expect([house.said.length, await house.db.client.robotMessage.findFirst({ select: { state: true, attempts: true } })]).toEqual([1, { state: 'sent', attempts: 2 }])
  })
})
