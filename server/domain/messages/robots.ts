/** Group chats that take messages from robots by webhook. */
export const robotProducts = ['wecom', 'feishu', 'dingtalk'] as const
export type RobotProduct = (typeof robotProducts)[number]

/** What a robot can be told to say. */
export const robotFacts = ['timetable', 'programme', 'stage', 'meetings', 'phase', 'clearing'] as const
export type RobotFact = (typeof robotFacts)[number]

export const mostRobots = 10

type Rule = {
  /** A whole webhook address as the product gives it out: nothing else is ever called. */
  address: RegExp
  /** Whether messages may be signed with a secret, and what such a secret looks like. */
  secret: RegExp | null
  /** At most so many messages within so many ms, each of these. */
  limits: { most: number; withinMs: number }[]
  /** Bytes of UTF-8 that a text may have. */
  bytes: number
}

/**
 * Addresses, signing and limits as the products' own pages state them: 企业微信群机器人 (20 a minute, texts of 2,048 bytes),
 * 飞书自定义机器人 (100 a minute and 5 a second, bodies of 20 KB), 钉钉自定义机器人 (20 a minute, else ten minutes of silence).
 */
export const robotRules: Record<RobotProduct, Rule> = {
  wecom: { address: /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[0-9A-Za-z-]{8,80}$/, secret: null, limits: [{ most: 20, withinMs: 60_000 }], bytes: 2_048 },
  feishu: { address: /^https:\/\/open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/[0-9A-Za-z-]{8,80}$/, secret: /^[0-9A-Za-z]{8,80}$/, limits: [{ most: 5, withinMs: 1_000 }, { most: 100, withinMs: 60_000 }], bytes: 10_000 },
  dingtalk: { address: /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=[0-9A-Za-z]{16,128}$/, secret: /^SEC[0-9A-Za-z]{8,128}$/, limits: [{ most: 20, withinMs: 60_000 }], bytes: 6_000 },
}

/** How many messages may leave now, and when (ms) the next one may where none does. `tried`: when the last ones left, in any order; a failed one counts. */
export function roomNow(product: RobotProduct, tried: readonly number[], nowMs: number): { now: number; nextAt: number } {
  const { limits } = robotRules[product]
  const perLimit = limits.map(({ most, withinMs }) => {
    const recent = tried.filter((at) => at > nowMs - withinMs).sort((a, b) => a - b)
    const last = recent.at(-most)
    return { now: Math.max(0, most - recent.length), nextAt: last === undefined ? nowMs : last + withinMs }
  })
  return { now: Math.min(...perLimit.map((one) => one.now)), nextAt: Math.max(...perLimit.map((one) => one.nextAt)) }
}

const bytesOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! < 0x80 ? 1 : sign.codePointAt(0)! < 0x800 ? 2 : sign.codePointAt(0)! < 0x10000 ? 3 : 4), 0)

/** One text of several, a line each, the newest kept whole where they don't all fit; `more` says how many were left out. */
export function foldTexts(product: RobotProduct, texts: readonly string[], more: (count: number) => string): string {
  const { bytes } = robotRules[product]
  const lines = texts.map((text) => clip(text.replace(/\s+/gu, ' ').trim(), 600))
  for (let from = 0; from < lines.length; from += 1) {
    const whole = [...(from === 0 ? [] : [more(from)]), ...lines.slice(from)].join('\n')
    if (bytesOf(whole) <= bytes) return whole
  }
  return ''
}

function clip(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let kept = ''
  for (const sign of text) {
    if (bytesOf(kept) + bytesOf(sign) + 3 > bytes) break
    kept += sign
  }
  return `${kept}…`
}

/** How a product answered: `limited` (too much came), `away` (an outage), `refused` (address, secret or keyword don't fit: asking again won't help). */
export type RobotAnswer = { kind: 'ok' } | { kind: 'limited' | 'away' | 'refused'; code: string }

/** Codes with which the products say that too much came. */
const tooMany: Record<RobotProduct, number[]> = { wecom: [45009, 45033], feishu: [11232, 9499], dingtalk: [130101, 410100] }
/** How long a product takes nothing after that. */
export const silenceMs = (product: RobotProduct): number => (product === 'dingtalk' ? 600_000 : 60_000)

/** Reads an answer: `errcode` of WeCom and DingTalk, `code` (older: `StatusCode`) of Feishu; 0 is well. */
export function readRobotAnswer(product: RobotProduct, status: number, body: unknown): RobotAnswer {
  if (status === 429) return { kind: 'limited', code: 'limited.429' }
  if (status >= 500) return { kind: 'away', code: `http.${status}` }
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const code = product === 'feishu' ? (fields['code'] ?? fields['StatusCode']) : fields['errcode']
  if (status !== 200 || typeof code !== 'number') return { kind: 'refused', code: `http.${status}` }
  if (code === 0) return { kind: 'ok' }
  return tooMany[product].includes(code) ? { kind: 'limited', code: `limited.${code}` } : { kind: 'refused', code: `${product}.${code}` }
}
