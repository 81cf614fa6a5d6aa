import { codeFromText, entriesOf, lineageOf, rankOf, type ListName } from './vocabulary.ts'

type ToSimplified = (text: string) => string

/** Separators from the strongest to the weakest: a comma inside a word is not cut where semicolons already divide. */
const levels = [/[;；\n\r]/, /[、]/, /[|｜]/, /[,，]/] as const
const weak = [/\s*(?:->|→|>|›)\s*/, /\s*[/／]\s*/, /\s*(?:&|＆|\+|·|•| and |和|与|及)\s*/] as const

const longestCell = 20_000
const mostWords = 500

/** Cuts at a separator, but not inside brackets. Linear. */
function cut(text: string, separator: RegExp): string[] {
  if (!separator.test(text)) return [text]
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of text) {
    if ('(（[【'.includes(character)) depth += 1
    if (')）]】'.includes(character)) depth = Math.max(0, depth - 1)
    if (depth === 0 && separator.test(character)) {
      parts.push(part)
      part = ''
    } else part += character
  }
  // Brackets that never close hide every separator: then they are no brackets.
  if (depth > 0) return text.split(separator)
  return [...parts, part]
}

/** A list in one cell → its words, by the strongest separator in it (`;` `、` `|` `,` in that order). Empty words and `-` fall out. */
export function splitCell(text: string): string[] {
  // Much space in a row says no more than a little, and would be looked through again and again.
  const plain = text.slice(0, longestCell).replace(/\s+/g, (space) => (space.includes('\n') ? '\n' : ' '))
  const separator = levels.find((level) => cut(plain, level).length > 1)
  const parts = separator === undefined ? [plain] : cut(plain, separator)
  return parts.map((part) => part.trim()).filter((part) => part !== '' && !/^[-–—]+$/.test(part)).slice(0, mostWords)
}

/** `天使轮(15)` → word and count; the count is null where none is written. */
export function withoutCount(text: string): { word: string; count: number | null } {
  const plain = text.trim()
  const last = plain.at(-1)
  const open = last === ')' || last === '）' ? Math.max(plain.lastIndexOf('('), plain.lastIndexOf('（')) : -1
  const inside = open > 0 ? plain.slice(open + 1, -1).normalize('NFKC').trim() : ''
  if (/^\d{1,6}$/.test(inside)) return { word: plain.slice(0, open).trim(), count: Number(inside) }
  const times = /[×*:：]\s?(\d{1,6})$/.exec(plain)
  if (times !== null && times.index > 0) return { word: plain.slice(0, times.index).trim(), count: Number(times[1]) }
  return { word: plain, count: null }
}

/**
 * Codes in the order met, with how often each was counted, and the words that are in no list. `guessed` are words of which
 * only a part is in the list (`汽车零部件` → icv): their codes count, and the preview says so.
 */
export type CodedCell = { codes: string[]; counts: Record<string, number>; unknown: string[]; guessed: { word: string; code: string }[] }

/**
 * A cell of controlled words → codes. Each word is tried whole, then by ever weaker separators: `Crypto / Web3` is one
 * entry, `AI/机器人` two, `B2B -> Sales` the narrower of a path. A word unknown to the first list is tried in `fallbacks`
 * by the caller through `unknown`.
 */
export function codesOf(list: ListName, text: string, toSimplified: ToSimplified): CodedCell {
  const found: CodedCell = { codes: [], counts: {}, unknown: [], guessed: [] }
  for (const piece of splitCell(text)) {
    const { word, count } = withoutCount(piece)
    const codes = word.length > 200 ? [] : codesOfWord(list, word, toSimplified, 0)
    if (codes.length === 0 && list === 'sectors') {
      const guess = word.length > 60 ? null : sectorWithin(word, toSimplified)
      if (guess !== null) found.guessed.push({ word, code: guess })
      if (guess !== null) codes.push(guess)
    }
    if (codes.length === 0) found.unknown.push(word.slice(0, 200))
    for (const code of codes) {
      if (!found.codes.includes(code)) found.codes.push(code)
      if (count !== null) found.counts[code] = (found.counts[code] ?? 0) + count
    }
  }
  return found
}

function codesOfWord(list: ListName, word: string, toSimplified: ToSimplified, level: number): string[] {
  const code = codeFromText(list, word, toSimplified)
  if (code !== null) return [code]
  const open = /[)）]$/.test(word) ? Math.max(word.lastIndexOf('('), word.lastIndexOf('（')) : -1
  if (open > 0) return codesOfWord(list, word.slice(0, open).trim(), toSimplified, level)
  const span = list === 'rounds' || list === 'companyStages' ? spanOf(list, word, toSimplified) : []
  if (span.length > 0) return span
  const separators = [...levels.slice(1), ...weak]
  for (let next = level; next < separators.length; next += 1) {
    const separator = separators[next]
    const parts = separator === undefined ? [] : word.split(separator).map((part) => part.trim()).filter((part) => part !== '')
    if (parts.length < 2) continue
    const codes = [...new Set(parts.slice(0, 20).flatMap((part) => codesOfWord(list, part, toSimplified, next + 1)))]
    if (codes.length > 0) return separator === weak[0] ? narrowest(list, codes) : codes
  }
  const bare = word.replace(/(?:行业|领域|产业|类|相关|sector|industry|tech)$/i, '').trim()
  const again = bare === word || bare === '' ? null : codeFromText(list, bare, toSimplified)
  return again === null ? [] : [again]
}

const lastPrivateRound = 'pre_ipo'

/** `天使轮-A轮`, `Seed to Series B`, `B轮及以后` → every entry from one end to the other. [] for anything else. */
function spanOf(list: ListName, written: string, toSimplified: ToSimplified): string[] {
  const word = toSimplified(written)
  const between = (from: number, to: number) => entriesOf(list).slice(from, to + 1).map((item) => item.code)
  const rank = (text: string) => {
    const code = codeFromText(list, text.trim(), toSimplified)
    return code === null ? -1 : rankOf(list, code)
  }
  const open = /^(.{1,20}?)(?:轮)?(及以后|及之后|以后|之后|及以上|以上|and later|and beyond|onwards|及以前|及之前|以前|之前|and earlier)$/i.exec(word)
  const edge = open === null ? -1 : Math.max(rank(open[1] ?? ''), rank(`${open[1]}轮`))
  if (open !== null && edge !== -1) {
    const last = list === 'rounds' ? rankOf(list, lastPrivateRound) : entriesOf(list).length - 1
    return /前|earlier/i.test(open[2] ?? '') ? between(0, edge) : between(edge, Math.max(edge, last))
  }
  for (const separator of word.slice(0, 60).matchAll(/ to |[-–—~～至到]/g)) {
    const [from, to] = [rank(word.slice(0, separator.index)), rank(word.slice(separator.index + separator[0].length))]
    if (from !== -1 && to > from) return between(from, to)
  }
  return []
}

/** Words that mean a sector when alone and something else inside a longer word. */
const onlyWhole = new Set(['安全', '工具', '社区', '综合', '不限', '科技', '生物', '数据', '工业', '服务', '管理', '硬件', '平台', 'data', 'any', 'it', 'api', 'search', 'design', 'content', 'voice', 'training', 'space', 'market', 'sales', 'green', 'agents', 'water', 'waste', 'family', 'identity', 'monitoring', 'testing', 'operations', 'infrastructure', 'engineering', 'tech', 'technology', 'mobile', 'internet', 'software', 'community', 'delivery', 'developer', 'auto', 'bio', 'career', 'health'])

/** The longest part of an unknown word that names a sector: `汽车零部件` → icv, `AI-driven drug discovery` → innov_drug. */
function sectorWithin(word: string, toSimplified: ToSimplified): string | null {
  const plain = toSimplified(word.normalize('NFKC').toLowerCase())
  const units = /\p{Script=Han}/u.test(plain) ? [...plain] : plain.split(/[^\p{L}\p{N}+]+/u).filter((part) => part !== '')
  const glue = /\p{Script=Han}/u.test(plain) ? '' : ' '
  for (let length = Math.min(8, units.length); length >= (glue === '' ? 2 : 1); length -= 1) {
    for (let from = units.length - length; from >= 0; from -= 1) {
      const part = units.slice(from, from + length).join(glue)
      const code = onlyWhole.has(part) || part.length < 2 ? null : codeFromText('sectors', part)
      if (code !== null) return code
    }
  }
  return null
}

/** Drops codes that lie above another one of the list: `enterprise` beside `saas` says nothing more. */
export function narrowest(list: ListName, codes: readonly string[]): string[] {
  const above = new Set(codes.flatMap((code) => lineageOf(list, code).slice(1)))
  return codes.filter((code) => !above.has(code))
}

/** Two capital letters are a state of the US more often than a country (CA, IN, DE); these are countries for sure. */
const countryLetters = new Set(['US', 'UK', 'HK', 'SG', 'CN', 'JP', 'KR', 'GB', 'EU'])

function placeCodes(place: string, toSimplified: ToSimplified): string[] {
  const byComma = place.split(/[,，、\-–—/·]/).map((part) => part.trim())
  const byWord = place.split(/[,，、\-–—/·\s]/).filter((part) => part.length > 2 || /\p{Script=Han}/u.test(part))
  const words = [...byComma, ...byWord].filter((part) => part !== '' && (!/^[A-Z]{2}$/.test(part) || countryLetters.has(part)))
  return words.flatMap((word) => codeFromText('regions', word, toSimplified) ?? [])
}

/**
 * A place as written → the narrowest region code known: `陕西-西安`, `Walnut Creek, CA, USA; Remote`, `北京市海淀区`.
 * Of several places the first that is known counts.
 */
export function regionOf(text: string, toSimplified: ToSimplified): string | null {
  for (const place of text.slice(0, 300).split(/[;；|\n]/).map((part) => part.trim())) {
    const whole = codeFromText('regions', place, toSimplified)
    if (whole !== null) return whole
    const depth = (code: string) => lineageOf('regions', code).length
    const [best] = placeCodes(place, toSimplified).sort((a, b) => depth(b) - depth(a))
    const found = best ?? provinceAtStart(toSimplified(place)) ?? (/,\s?[A-Z]{2}$/.test(place) ? 'us' : null)
    if (found !== null) return found
  }
  return null
}

/** `北京市海淀区中关村大街1号`: an address begins with its province. */
function provinceAtStart(place: string): string | null {
  for (const length of [4, 3, 2]) {
    const code = codeFromText('regions', place.slice(0, length))
    if (code !== null && place.length > length && /\p{Script=Han}/u.test(place)) return code
  }
  return null
}
