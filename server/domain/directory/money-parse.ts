import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { toMinor, type MoneyRange } from './money.ts'
import { moneyTokens, type MoneyToken } from './money-tokens.ts'

/** What to assume where a cell does not say it: the currency, and a factor from the heading (融资金额（万元） → 10,000). */
export type MoneyHint = { currency: string; factor?: number; currencyKnown?: boolean }

/** `notes` say what was read into the text: the preview shows them as warnings. */
export type ParsedMoney = { range: MoneyRange | null; notes: ('currency_assumed' | 'several_ranges' | 'misprint')[] }

const unknownAmount = /^(?:[-–—/.?*]*|n\/?a|nil|none|null|tbd|tba|unknown|undisclosed|not disclosed|confidential|varies|negotiable|无|暂无|未知|不详|不明|保密|面议|面谈|协商|待议|待定|未定|暂未确定|未透露.{0,6}|未公开.{0,6}|未披露.{0,6}|不公开|不便透露)$/
const longest = 200

/** `several` of a unit is read as two to nine of it: 数千万 is 20 to 90 million, always marked approximate. */
const several = { from: 2, to: 9 }

/**
 * Reads an amount or a range as rosters write them: `$2M-$5M`, `630万人民币`, `数千万美元`, `€150M`, `100 - 500万元`,
 * `$100M+`, `五百万`. Undisclosed or empty gives `range: null`, never zero. Error: `import.bad_money`.
 */
export function parseMoney(text: string, hint: MoneyHint): Result<ParsedMoney> {
  const bad = err('import.bad_money', { params: { value: text.slice(0, 60) } })
  if (text.length > longest) return bad
  const plain = text.normalize('NFKC').toLowerCase().trim()
  if (unknownAmount.test(plain)) return ok({ range: null, notes: [] })
  // "S200K": the key next to the dollar sign is S with shift let go; seen in real files, so it is read and reported.
  const mended = plain.replace(/^s(?=\d)/, '$')
  const notes: ParsedMoney['notes'] = mended === plain ? [] : ['misprint']
  const parts = withoutRemarks(mended).split(';').map((part) => part.trim()).filter((part) => part !== '')
  const ranges: MoneyRange[] = []
  let assumed = false
  for (const part of parts) {
    const read = readRange(part, hint)
    if (read === null) return bad
    ranges.push(read.range)
    assumed ||= read.assumed
  }
  const whole = spanOf(ranges)
  if (whole === null) return bad
  if (ranges.length > 1) notes.push('several_ranges')
  if (assumed && hint.currencyKnown !== true) notes.push('currency_assumed')
  return ok({ range: whole, notes })
}

/** Drops what stands in brackets: `$25M (Series C+)`. Linear; an unclosed bracket is left, and refused later. */
function withoutRemarks(text: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('(', at)
    const close = open === -1 ? -1 : text.indexOf(')', open)
    if (close === -1) return out + text.slice(at)
    out += text.slice(at, open)
    at = close + 1
  }
}

type Amount = { low: number; high: number; bare: boolean; scale: number }
type Side = { amount: Amount; next: number }

function readRange(text: string, hint: MoneyHint): { range: MoneyRange; assumed: boolean } | null {
  const tokens = moneyTokens(text)
  if (tokens === null) return null
  const codes = [...new Set(tokens.flatMap((token) => (token.kind === 'currency' ? [token.code] : [])))]
  if (codes.length > 1) return null
  const has = (kind: MoneyToken['kind']) => tokens.some((token) => token.kind === kind)
  if (has('more') && has('less')) return null
  const core = tokens.filter((token) => token.kind === 'number' || token.kind === 'unit' || token.kind === 'several' || token.kind === 'level' || token.kind === 'to')
  const ends = amountsOf(core)
  if (ends === null) return null
  const scaled = withUnits(ends, hint.factor ?? 1)
  const currency = codes[0] ?? hint.currency
  const low = toMinor(Math.min(...scaled.map((end) => end.low)), currency)
  const high = toMinor(Math.max(...scaled.map((end) => end.high)), currency)
  if (low === null || high === null) return null
  if (scaled.length === 2 && (scaled[0]?.low ?? 0) > (scaled[1]?.high ?? 0)) return null
  // Chinese amounts that name no currency are yuan by custom; only a Latin one ("106M") leaves a doubt worth a warning.
  const assumed = codes.length === 0 && !/[\p{Script=Han}]/u.test(text)
  const range = { minMinor: has('less') ? null : low, maxMinor: has('more') ? null : high, currency, approximate: has('about') || has('several') || has('level') }
  return { range, assumed }
}

function amountsOf(tokens: MoneyToken[]): Amount[] | null {
  const first = amountAt(tokens, 0)
  if (first === null) return null
  if (first.next === tokens.length) return [first.amount]
  if (tokens[first.next]?.kind !== 'to') return null
  const second = amountAt(tokens, first.next + 1)
  return second === null || second.next !== tokens.length ? null : [first.amount, second.amount]
}

/** One amount: digits and units in Chinese (两千五百万, 1亿5000万) or Western (2.5M) order. */
function amountAt(tokens: MoneyToken[], from: number): Side | null {
  let at = from
  const isSeveral = tokens[at]?.kind === 'several'
  if (isSeveral) at += 1
  let total = 0
  let section = 0
  let current: number | null = null
  let scale = 1
  let lastBig = Infinity
  const start = at
  for (; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind === 'number') {
      if (current !== null) return null
      current = token.value
    } else if (token?.kind === 'unit' && token.value < 1e4 && token.value !== 1e3) {
      section += (current ?? 1) * token.value
      scale *= token.value
      current = null
    } else if (token?.kind === 'unit') {
      const next = section + (current ?? 0)
      // 千 and k share a value: directly before 万 or 亿 it multiplies, as in 3千万.
      if (token.value === 1e3) section += (current ?? 1) * 1e3
      else if (next === 0 && current === null && total > 0) total *= token.value
      else if (token.value >= lastBig) return null
      else {
        total += (next === 0 && current === null ? 1 : next) * token.value
        section = 0
        lastBig = token.value
      }
      scale *= token.value
      current = null
    } else break
  }
  if (at === start) return null
  if (current !== null && scale > 1) return null
  const value = total + section + (current ?? 0)
  const isLevel = tokens[at]?.kind === 'level'
  if (isSeveral) return { amount: { low: value * several.from, high: value * several.to, bare: false, scale }, next: at }
  return { amount: { low: value, high: isLevel ? value * 10 : value, bare: scale === 1, scale }, next: isLevel ? at + 1 : at }
}

/** `100-500万`: the first number takes the unit of the second. Numbers with no unit at all take the heading's factor. */
function withUnits(ends: Amount[], factor: number): Amount[] {
  const [first, second] = ends
  if (first === undefined) return ends
  const times = (amount: Amount, by: number): Amount => ({ ...amount, low: amount.low * by, high: amount.high * by })
  if (second === undefined) return [first.bare ? times(first, factor) : first]
  if (first.bare && second.bare) return [times(first, factor), times(second, factor)]
  if (first.bare && times(first, second.scale).low <= second.high) return [times(first, second.scale), second]
  return ends
}

/** The range that covers all: several ticket sizes in one cell become one span. Null for none or for mixed currencies. */
function spanOf(ranges: MoneyRange[]): MoneyRange | null {
  const first = ranges[0]
  if (first === undefined || ranges.some((range) => range.currency !== first.currency)) return null
  const lows = ranges.map((range) => range.minMinor)
  const highs = ranges.map((range) => range.maxMinor)
  return {
    minMinor: lows.includes(null) ? null : Math.min(...lows.map(Number)),
    maxMinor: highs.includes(null) ? null : Math.max(...highs.map(Number)),
    currency: first.currency,
    approximate: ranges.some((range) => range.approximate),
  }
}

/** What a heading says of the amounts beneath it: `融资金额（万元）`, `Valuation (USD M)`. */
export function moneyHintOf(header: string, fallbackCurrency: string): MoneyHint {
  const plain = header.slice(0, 100).normalize('NFKC').toLowerCase()
  const open = plain.indexOf('(')
  const inside = open === -1 ? '' : plain.slice(open + 1).replace(')', '')
  const tokens = moneyTokens(inside) ?? []
  let factor = 1
  let currency: string | undefined
  for (const token of tokens) {
    if (token.kind === 'unit') factor *= token.value
    if (token.kind === 'currency') currency = token.code
  }
  return { currency: currency ?? fallbackCurrency, factor, currencyKnown: currency !== undefined }
}
