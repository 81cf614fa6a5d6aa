import { describe, expect, test } from 'vitest'

import { foldTexts, readRobotAnswer, robotRules, roomNow } from './robots.ts'

const key = '693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa'
const good = {
  wecom: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`,
  feishu: `https://open.feishu.cn/open-apis/bot/v2/hook/${key}`,
  dingtalk: `https://oapi.dingtalk.com/robot/send?access_token=${'a1'.repeat(32)}`,
}

describe('the address of a robot', () => {
  test('is one that its product gives out, and no other product’s', () => {
    for (const product of ['wecom', 'feishu', 'dingtalk'] as const) {
      expect(Object.entries(good).filter(([, address]) => robotRules[product].address.test(address)).map(([name]) => name)).toEqual([product])
    }
  })

  test.each([
    `http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`, `https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=${key}`, `https://evil.example/?https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`,
    `https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key=${key}`, `https://127.0.0.1/cgi-bin/webhook/send?key=${key}`, 'https://169.254.169.254/latest/meta-data', 'https://[::ffff:127.0.0.1]/', 'https://2130706433/', 'file:///etc/passwd',
    `https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=${key}`, `https://qyapi.weixin.qq.com/cgi-bin/webhook/../../x?key=${key}`, `${good.wecom}&next=http://127.0.0.1`, `${good.wecom}\r\nHost: evil.example`, ` ${good.wecom}`, good.wecom.toUpperCase(), '',
  ])('is not %j', (address) => {
    expect(Object.values(robotRules).some((rule) => rule.address.test(address))).toBe(false)
  })
})

describe('the limits of the products', () => {
  test('WeCom and DingTalk take twenty a minute, Feishu five a second and a hundred a minute', () => {
    const minute = Array.from({ length: 20 }, (_, at) => 1_000_000 + at * 100)
    expect(roomNow('wecom', minute.slice(0, 19), 1_010_000)).toEqual({ now: 1, nextAt: 1_010_000 })
    expect(roomNow('wecom', minute, 1_010_000)).toEqual({ now: 0, nextAt: 1_060_000 })
    expect(roomNow('dingtalk', minute, 1_060_001).now).toBe(1)
    expect(roomNow('feishu', [0, 10, 20, 30, 40], 500)).toEqual({ now: 0, nextAt: 1_000 })
    expect(roomNow('feishu', [0, 10, 20, 30, 40], 1_000).now).toBe(1)
    expect(roomNow('feishu', Array.from({ length: 100 }, (_, at) => at * 300), 35_000)).toEqual({ now: 0, nextAt: 60_000 })
  })
})

describe('several messages in one', () => {
  test('are a line each; where they don’t fit the newest stay and the number of the others is said', () => {
    expect(foldTexts('wecom', ['甲\n乙', ' 丙 '], (count) => `还有${count}条`)).toBe('甲 乙\n丙')
    const many = Array.from({ length: 200 }, (_, at) => `第${at}条：${'动'.repeat(20)}`)
    const folded = foldTexts('wecom', many, (count) => `另有 ${count} 条`)
    expect(Buffer.byteLength(folded)).toBeLessThanOrEqual(2_048)
    const lines = folded.split('\n')
    expect([lines[0], lines.at(-1)]).toEqual([`另有 ${200 - lines.length + 1} 条`, many.at(-1)])
  })

  test('of any length fit, cut between signs', () => {
    const folded = foldTexts('wecom', ['😀'.repeat(5_000)], String)
    expect([Buffer.byteLength(folded) <= 2_048, folded.endsWith('😀…')]).toEqual([true, true])
  })
})

test.each([
  ['wecom', 200, { errcode: 0, errmsg: 'ok' }, 'ok'],
  ['wecom', 200, { errcode: 45009, errmsg: '' }, 'limited'],
  ['wecom', 200, { errcode: 93000, errmsg: '' }, 'refused'],
  ['dingtalk', 200, { errcode: 310000 }, 'refused'],
  ['dingtalk', 200, { errcode: 130101 }, 'limited'],
  ['feishu', 200, { code: 0 }, 'ok'],
  ['feishu', 200, { StatusCode: 0, StatusMessage: 'success' }, 'ok'],
  ['feishu', 200, { code: 19021 }, 'refused'],
  ['feishu', 200, { code: 11232 }, 'limited'],
  ['feishu', 503, null, 'away'],
  ['wecom', 429, null, 'limited'],
  ['wecom', 302, null, 'refused'],
  ['wecom', 200, 'ok', 'refused'],
] as const)('%s answering %i %j means %s', (product, status, body, kind) => {
  expect(readRobotAnswer(product, status, body).kind).toBe(kind)
})
