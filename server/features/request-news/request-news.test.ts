import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { OutgoingMail } from '#server/platform/mailer.ts'
import { makeDelegation, type MadeDelegation } from '#tests/factories/meetings.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

const minute = 60_000
const window = 5 * minute + 1

let house: MailHouse
let fund: MadeDelegation
let startups: MadeDelegation[]
let onSend: () => Promise<void>
const sent: OutgoingMail[] = []

beforeEach(async () => {
  onSend = async () => undefined
  sent.length = 0
  house = await openMailHouse({ mailer: { send: async (mail) => { sent.push(mail); await onSend() }, close: () => undefined } })
  fund = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本', people: 2, inboundCap: 50 })
  startups = await Promise.all(Array.from({ length: 20 }, (_, i) => makeDelegation(house.db, house.event.id, { nameZh: `企业${String.fromCharCode(65 + i)}` })))
  await house.db.client.person.updateMany({ data: { locale: 'zh-CN' } })
})
afterEach(() => house.dispose())

async function ask(from: MadeDelegation, holds: string[] = [], to = fund): Promise<string> {
  const asked = await house.app.requests.create(from.actor(), { eventId: house.event.id, toDelegationId: to.id, holds: holds.map((wall) => house.event.at(wall)), message: '想请您看看样机' })
  if (!asked.ok) throw new Error(asked.error.code)
  return asked.value.requestId
}
const decline = (requestId: string, version = 1) => house.app.requests.decline(fund.actor(), { requestId, version, reason: 'no_time', note: '' })
const accept = (requestId: string, version = 1) => house.app.requests.accept(fund.actor(), { requestId, version, startsAt: null })
async function mailsTo(who: MadeDelegation, nth = 0): Promise<OutgoingMail[]> {
  const person = await house.db.client.person.findUniqueOrThrow({ where: { id: who.people[nth] ?? '' } })
  return sent.filter((mail) => mail.to.address === person.email)
}
const subjects = async (who: MadeDelegation, nth = 0): Promise<string[]> => (await mailsTo(who, nth)).map((mail) => mail.subject)
const queued = () => house.db.client.mailMessage.count({ where: { state: 'queued' } })
const event = '投海Demo Day 第一期'

describe('twenty requests within five minutes', () => {
  it('are one mail to each of those who are asked, with every one of them in it', async () => {
    for (const startup of startups) {
      await ask(startup)
      await house.later(14_000)
    }
    expect(sent).toEqual([])
    await house.later(minute)
    for (const nth of [0, 1]) expect(await subjects(fund, nth)).toEqual([`${event}：收到 20 条新约见`])
    const text = (await mailsTo(fund))[0]?.text ?? ''
    expect(startups.map((_, i) => text.split(`企业${String.fromCharCode(65 + i)}`).length - 1)).toEqual(startups.map(() => 1))
    await house.later(window)
    expect([sent.length, await queued()]).toEqual([2, 0])
    await ask((await makeDelegation(house.db, house.event.id, { nameZh: '晚到科技' })))
    await house.later(window)
    expect((await subjects(fund)).at(-1)).toBe('晚到科技约您见面')
  })

  it('of which one is left are the mail about that one; of which none is left are none', async () => {
    const ids = await Promise.all(startups.slice(0, 3).map((startup) => ask(startup)))
    for (const nth of [0, 1]) await house.app.requests.withdraw(startups[nth]!.actor(), { requestId: ids[nth] ?? '', version: 1 })
    await house.later(window)
    expect(await subjects(fund)).toEqual(['企业C约您见面'])
    expect((await mailsTo(fund))[0]?.text).toContain('想请您看看样机')
    const gone = await ask(startups[4]!)
    await house.app.requests.withdraw(startups[4]!.actor(), { requestId: gone, version: 1 })
    await house.later(window)
    expect([(await mailsTo(fund)).length, await queued()]).toEqual([1, 0])
  })
})

it('answers come together, with what else happened to one’s requests; what was told is not told again', async () => {
  const funds = await Promise.all(['甲基金', '乙基金', '丙基金'].map((nameZh) => makeDelegation(house.db, house.event.id, { side: 'investor', nameZh })))
  const [asker] = startups as [MadeDelegation]
  const ids: string[] = []
  for (const one of funds) ids.push(await ask(asker, [], one))
  await house.later(window)
  sent.length = 0
  await house.app.requests.decline(funds[0]!.actor(), { requestId: ids[0] ?? '', version: 1, reason: 'no_time', note: '' })
  await house.app.requests.accept(funds[1]!.actor(), { requestId: ids[1] ?? '', version: 1, startsAt: null })
  await house.app.requests.counter(funds[2]!.actor(), { requestId: ids[2] ?? '', version: 1, holds: [house.event.at('16:00')], message: '下午方便' })
  await house.later(window)
  expect(await subjects(asker)).toEqual([`${event}：您有 3 条约见有新进展`])
  const text = (await mailsTo(asker))[0]?.text.replace(/\s+/g, ' ') ?? ''
  expect(['另约时间', '已接受', '已婉拒'].map((word) => text.includes(word))).toEqual([true, true, true])
  expect(text.indexOf('丙基金')).toBeLessThan(text.indexOf('乙基金'))
  await ask(asker, [], fund)
  await house.later(window)
  expect(await mailsTo(asker)).toHaveLength(1)
})

it('an answer that can still be taken back is told by no mail, also where one is about to leave', async () => {
  const [one, two] = [await ask(startups[0]!), await ask(startups[1]!)]
  await house.later(window)
  sent.length = 0
  const other = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '他山资本' })
  const elsewhere = await ask(startups[0]!, [], other)
  await house.app.requests.decline(other.actor(), { requestId: elsewhere, version: 1, reason: 'no_time', note: '' })
  house.clock.advance(window - 5_000)
  await decline(one)
  await accept(two)
  await house.later(5_001)
  expect(sent.map((mail) => mail.subject)).toEqual(['他山资本婉拒了约见'])
  expect((await house.app.requests.undo(fund.actor(), { requestId: one, version: 2 })).ok).toBe(true)
  await house.later(window)
  expect(sent.map((mail) => mail.subject)).toEqual(['他山资本婉拒了约见', '北辰资本接受了约见'])
})

it('what comes while the mail is on its way is told in the next, once', async () => {
  await ask(startups[0]!)
  onSend = async () => {
    onSend = async () => undefined
    await ask(startups[1]!)
    house.clock.advance(1_000)
    await ask(startups[2]!)
  }
  for (let i = 0; i < 3; i += 1) await house.later(window)
  expect(await subjects(fund)).toEqual(['企业A约您见面', `${event}：收到 2 条新约见`])
  expect(await queued()).toBe(0)
})

it('a request that is handed on is told to whoever is to answer it, and to nobody else any more', async () => {
  const requestId = await ask(startups[0]!)
  await house.app.requests.delegate(fund.actor(), { requestId, version: 1, personId: fund.people[1] ?? '' })
  await house.later(window)
  expect([await subjects(fund, 0), await subjects(fund, 1)]).toEqual([[], ['企业A的约见交由您答复']])
  // Back and forth, and as it was: no mail.
  for (const [version, nth] of [[2, 0], [3, 1]] as const) expect((await house.app.requests.delegate(fund.actor(), { requestId, version, personId: fund.people[nth] ?? '' })).ok).toBe(true)
  await house.later(window)
  expect([await subjects(fund, 0), (await subjects(fund, 1)).length]).toEqual([[], 1])
})

describe('what ends soon', () => {
  const soon = () => house.clock.set(house.event.at('13:30'))

  it('is told while there is time to answer, and brings what waits along', async () => {
    soon()
    await ask(startups[0]!)
    await ask(startups[1]!, ['14:00'])
    await house.later(2 * minute)
    expect(sent).toEqual([])
    await house.later(minute / 2 + 1)
    expect(await subjects(fund)).toEqual([`${event}：收到 2 条新约见`])
    // What ends first comes first.
    expect((await mailsTo(fund))[0]?.text).toMatch(/企业B[^]*企业A/)
    await house.later(window)
    expect([(await mailsTo(fund)).length, await queued()]).toEqual([1, 0])
  })

  it('leaves at night too, where it would be over in the morning; what does not waits for the morning', async () => {
    // 23:00 in Beijing, on the eve of the event.
    house.clock.set(house.event.at('09:00') - 10 * 60 * minute)
    await ask(startups[0]!)
    await house.later(window)
    const [held] = await house.db.client.mailMessage.findMany({ select: { state: true, heldUntil: true } })
    expect([sent.length, held?.state]).toEqual([0, 'queued'])
    await ask(startups[1]!, ['09:00'])
    await house.later(window)
    expect(await subjects(fund)).toEqual([`${event}：收到 2 条新约见`])
  })
})

it('whoever has left mails about requests gets none, and can leave them from each', async () => {
  await ask(startups[0]!)
  await house.app.mailChoices.setPurpose(fund.actor(), { purpose: 'requests', isWanted: false })
  await house.later(window)
  expect([(await mailsTo(fund)).length, (await mailsTo(fund, 1)).length]).toEqual([0, 1])
  expect((await mailsTo(fund, 1))[0]?.headers?.['List-Unsubscribe']).toMatch(/\/unsubscribe\//)
  expect(await house.db.client.mailMessage.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } })).toEqual([{ state: 'sent', _count: 1 }, { state: 'suppressed', _count: 1 }])
})
