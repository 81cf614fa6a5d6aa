import { createHmac } from 'node:crypto'

import { readRobotAnswer, robotRules, type RobotAnswer, type RobotProduct } from '#server/domain/messages/robots.ts'

export type RobotCall = { product: RobotProduct; address: string; secret: string; text: string; nowMs: number }
/** Says one text in one group chat. Throws where the product can't be reached. */
export type RobotPost = (call: RobotCall) => Promise<RobotAnswer>

const patienceMs = 5_000
const mostBytes = 64_000

/** Feishu: the key is made of time (s) and secret, over nothing; DingTalk: the secret over time (ms) and secret. */
const feishuSign = (seconds: number, secret: string): string => createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64')
const dingtalkSign = (ms: number, secret: string): string => createHmac('sha256', secret).update(`${ms}\n${secret}`).digest('base64')

/** Address and body as each product wants them. */
export function robotRequest({ product, address, secret, text, nowMs }: RobotCall): { address: string; body: unknown } {
  if (product === 'feishu') {
    const seconds = Math.floor(nowMs / 1000)
    return { address, body: { ...(secret === '' ? {} : { timestamp: String(seconds), sign: feishuSign(seconds, secret) }), msg_type: 'text', content: { text } } }
  }
  const signed = product === 'dingtalk' && secret !== '' ? `${address}&timestamp=${nowMs}&sign=${encodeURIComponent(dingtalkSign(nowMs, secret))}` : address
  return { address: signed, body: { msgtype: 'text', text: { content: text } } }
}

/**
 * Posts to the three products and to nobody else: the address is compared whole with what they give out, right before it is
 * called, and no redirect is followed. `origin`: another place that plays them, for rehearsals and tests.
 */
export function createRobotPost(origin: string | null = null): RobotPost {
  return async (call) => {
    if (!robotRules[call.product].address.test(call.address)) return { kind: 'refused', code: 'robot.bad_address' }
    const { address, body } = robotRequest(call)
    const target = origin === null ? address : address.replace(/^https:\/\/[^/]+/, origin)
    const response = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body), redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    const text = await readSome(response)
    let answer: unknown = null
    try {
      answer = JSON.parse(text)
    } catch {
      // No JSON is no answer of theirs; the status decides.
    }
    return readRobotAnswer(call.product, response.status, answer)
  }
}

async function readSome(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  for (let size = 0; reader !== undefined && size < mostBytes; ) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    parts.push(value)
  }
  await reader?.cancel()
  return Buffer.concat(parts).toString('utf8')
}
