import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createRobotPost, robotRequest } from '#server/platform/robot-post.ts'
import { openText, sealText } from '#server/platform/secrets.ts'
import { addRobotInput } from '#server/protocol/inputs/messages.ts'
import { makeDelegation, makeMeeting, makeStaff } from '#tests/factories/meetings.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

const wecom = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa'
const feishu = 'https://open.feishu.cn/open-apis/bot/v2/hook/693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa'
const dingtalk = `https://oapi.dingtalk.com/robot/send?access_token=${'a1'.repeat(32)}`

let house: MailHouse
beforeEach(async () => {
  house = await openMailHouse()
})
afterEach(() => house.dispose())

async function add(more: Record<string, unknown> = {}): Promise<string> {
  const added = await house.app.robots.add(house.organizer, addRobotInput.parse({ eventId: house.event.id, product: 'wecom', name: '筹备群', address: wecom, facts: ['meetings', 'phase'], ...more }))
  if (!added.ok) throw new Error(JSON.stringify(added.error))
  return added.value.robotId
}
const test = (robotId: string) => house.app.robots.test(house.organizer, { eventId: house.event.id, robotId })
const states = async () => (await house.db.client.robotMessage.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { state: true, error: true } })).map(({ state, error }) => [state, error].filter(Boolean).join(' '))

describe('a robot', () => {
  it('says a test; its address and secret are sealed and never come out again', async () => {
    const robotId = await add({ product: 'feishu', address: feishu, secret: 'SecretOfFeishu123' })
    await test(robotId)
    await house.runJobs()
    expect(house.said.map(({ product, address, secret, text }) => ({ product, address, secret, text }))).toEqual([{ product: 'feishu', address: feishu, secret: 'SecretOfFeishu123', text: '投海Demo Day 第一期：这是一条来自投海的测试消息。' }])
    const desk = await house.app.robots.desk(house.organizer, house.event.id)
    expect(desk).toMatchObject({ ok: true, value: { robots: [{ id: robotId, product: 'feishu', hint: '5aaa', isSigned: true }], messages: [{ state: 'sent', fact: 'test' }] } })
    const everything = JSON.stringify([desk, await house.db.client.eventRobot.findMany(), await house.db.client.auditEntry.findMany(), await house.db.client.job.findMany()])
    expect(everything).not.toMatch(/693a91f6|SecretOfFeishu/)
  })

  it('is only at the three products: no other host, port, scheme or path', async () => {
    for (const address of ['https://127.0.0.1/x', 'http://169.254.169.254/', `${wecom}&x=1`, wecom.replace('https', 'http'), 'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=693a91f6-7abc', feishu]) {
      const added = await house.app.robots.add(house.organizer, addRobotInput.parse({ eventId: house.event.id, product: 'wecom', name: 'x', address }))
      expect([address, added.ok, added.ok ? null : added.error.fields]).toEqual([address, false, [{ path: 'address', code: 'robot.bad_address' }]])
    }
    expect(await house.app.robots.add(house.organizer, addRobotInput.parse({ eventId: house.event.id, product: 'dingtalk', name: 'x', address: dingtalk, secret: 'no secret' }))).toMatchObject({ ok: false, error: { fields: [{ path: 'secret' }] } })
    expect(await house.db.client.eventRobot.count()).toBe(0)
  })

  it('belongs to the organizers of its event', async () => {
    const robotId = await add()
    const others = [await makeStaff(house.db, house.event.id, 'crew'), (await makeDelegation(house.db, house.event.id)).actor()]
    for (const actor of others) {
      expect([(await house.app.robots.desk(actor, house.event.id)).ok, (await house.app.robots.test(actor, { eventId: house.event.id, robotId })).ok, (await house.app.robots.remove(actor, { eventId: house.event.id, robotId })).ok]).toEqual([false, false, false])
    }
    await house.app.robots.switchRobot(house.organizer, { eventId: house.event.id, robotId, isOn: false })
    await test(robotId)
    await house.runJobs()
    expect(house.said).toEqual([])
    await house.app.robots.switchRobot(house.organizer, { eventId: house.event.id, robotId, isOn: true })
    await house.runJobs()
    expect(house.said).toHaveLength(1)
    await house.app.robots.remove(house.organizer, { eventId: house.event.id, robotId })
    expect(await house.db.client.robotMessage.count()).toBe(0)
  })
})

describe('what a robot says', () => {
  it('is what it was told to say of its event, once, after the commit', async () => {
    await add()
    await add({ locale: 'en', product: 'dingtalk', address: dingtalk, facts: ['meetings'] })
    await add({ facts: ['timetable'] })
    const [a, b] = await Promise.all([makeDelegation(house.db, house.event.id, { nameZh: '云图', nameEn: 'Yuntu' }), makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本', nameEn: 'Beichen' })])
    const meeting = await makeMeeting(house.db, house.event.id, { a, b, startsAt: house.event.at('10:00') })
    await house.app.meetings.move(house.organizer, { meetingId: meeting.id, version: 1, startsAt: house.event.at('15:00'), tableId: null })
    await house.runJobs()
    expect(house.said.map((one) => one.text).sort()).toEqual([expect.stringMatching(/: Yuntu and Beichen now meet .*15:00–/), expect.stringMatching(/云图与北辰资本的洽谈改到 .*15:00–/)])
  })

  it('keeps to twenty a minute, and what is more becomes one message', async () => {
    const robotId = await add()
    for (let i = 0; i < 19; i += 1) await test(robotId)
    await house.runJobs()
    expect(house.said).toHaveLength(19)
    for (let i = 0; i < 12; i += 1) await test(robotId)
    await house.runJobs()
    expect(house.said).toHaveLength(20)
    expect(house.said[19]?.text.split('\n')).toHaveLength(12)
    expect((await states()).filter((state) => state === 'folded')).toHaveLength(11)
    await test(robotId)
    await house.later(30_000)
    expect(house.said).toHaveLength(20)
    await house.later(30_001)
    expect([house.said.length, (await states()).filter((state) => state === 'queued')]).toEqual([21, []])
  })

  it('waits where the product says that it was too much: DingTalk for ten minutes', async () => {
    const robotId = await add({ product: 'dingtalk', address: dingtalk })
    house.answers.push({ kind: 'limited', code: 'limited.130101' })
    await test(robotId)
    await house.runJobs()
    await house.later(9 * 60_000)
    expect([house.said.length, await states()]).toEqual([1, ['queued limited.130101']])
    await house.later(60_001)
    expect([house.said.length, await states()]).toEqual([2, ['sent']])
  })

  it('is tried again after an outage, and given up where it is refused', async () => {
    const robotId = await add()
    house.answers.push({ kind: 'away', code: 'http.503' })
    await test(robotId)
    await house.runJobs()
    expect(await states()).toEqual(['queued Error:http.503'])
    await house.later(60_000)
    expect(await states()).toEqual(['sent'])
    house.answers.push({ kind: 'refused', code: 'wecom.93000' })
    await test(robotId)
    await house.runJobs()
    expect((await states())[1]).toBe('failed wecom.93000')
  })

  it('goes on after one message that was refused: news of one change waits under one job', async () => {
    const robotId = await add()
    const one = { robotId, fact: 'meetings', createdAt: new Date(house.clock.now() - 1_000) }
    await house.db.client.robotMessage.createMany({ data: ['甲', '乙'].map((text) => ({ ...one, id: house.platform.ids.newId(), text })) })
    house.answers.push({ kind: 'refused', code: 'wecom.93000' }, { kind: 'ok' })
    await test(robotId)
    await house.runJobs()
    expect([house.said.length, await states()]).toEqual([3, ['failed wecom.93000', 'sent', 'sent']])
  })
})

describe('over the wire', () => {
  it('each product gets what it documents, signed where it signs', () => {
    const nowMs = 1_700_000_000_123
    expect(robotRequest({ product: 'wecom', address: wecom, secret: '', text: '你好', nowMs })).toEqual({ address: wecom, body: { msgtype: 'text', text: { content: '你好' } } })
    const sign = createHmac('sha256', '1700000000\nkey').update('').digest('base64')
    expect(robotRequest({ product: 'feishu', address: feishu, secret: 'key', text: '你好', nowMs })).toEqual({ address: feishu, body: { timestamp: '1700000000', sign, msg_type: 'text', content: { text: '你好' } } })
    const ding = encodeURIComponent(createHmac('sha256', 'SECkey').update('1700000000123\nSECkey').digest('base64'))
    expect(robotRequest({ product: 'dingtalk', address: dingtalk, secret: 'SECkey', text: '你好', nowMs })).toEqual({ address: `${dingtalk}&timestamp=1700000000123&sign=${ding}`, body: { msgtype: 'text', text: { content: '你好' } } })
  })

  it('no redirect is followed, an endless answer is not read to its end, another host is never called', async () => {
    const asked: IncomingMessage[] = []
    const server = createServer((request, response) => {
      asked.push(request)
      if (request.url?.startsWith('/elsewhere')) return void response.end('{"errcode":0}')
      if (asked.length === 1) return void response.writeHead(302, { location: '/elsewhere' }).end()
      response.writeHead(200)
      const more = (): void => void (response.write('x'.repeat(16_000)) ? setImmediate(more) : response.once('drain', more))
      response.on('error', () => undefined)
      more()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const post = createRobotPost(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const call = { product: 'wecom', address: wecom, secret: '', text: 'x', nowMs: 0 } as const
    expect(await post(call)).toEqual({ kind: 'refused', code: 'http.302' })
    expect(await post(call)).toEqual({ kind: 'refused', code: 'http.200' })
    expect(await post({ ...call, address: 'https://127.0.0.1/' })).toEqual({ kind: 'refused', code: 'robot.bad_address' })
    expect(asked.map((request) => request.url)).toEqual([1, 2].map(() => new URL(wecom).pathname + new URL(wecom).search))
    server.closeAllConnections()
    server.close()
  })
})

it('what is sealed opens only with the same secret, and not where a letter was changed', () => {
  const sealed = sealText('one', 'robot', wecom)
  expect([openText('one', 'robot', sealed), openText('two', 'robot', sealed), openText('one', 'other', sealed), openText('one', 'robot', `${sealed.slice(0, -2)}AA`), openText('one', 'robot', 'x')]).toEqual([wecom, null, null, null, null])
})
