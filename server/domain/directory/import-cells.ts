import { codeFromText, lineageOf, type ListName } from './vocabulary.ts'

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
  const plain = text.slice(0, longestCell)
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

/** Codes in the order met, with how often each was counted, and the words that are in no list. */
export type CodedCell = { codes: string[]; counts: Record<string, number>; unknown: string[] }

/**
 * A cell of controlled words → codes. Each word is tried whole, then by ever weaker separators: `Crypto / Web3` is one
 * entry, `AI/机器人` two, `B2B -> Sales` the narrower of a path. A word unknown to the first list is tried in `fallbacks`
 * by the caller through `unknown`.
 */
export function codesOf(list: ListName, text: string, toSimplified: ToSimplified): CodedCell {
  const found: CodedCell = { codes: [], counts: {}, unknown: [] }
  for (const piece of splitCell(text)) {
    const { word, count } = withoutCount(piece)
    const codes = word.length > 200 ? [] : codesOfWord(list, word, toSimplified, 0)
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
    const [best] = narrowest('regions', [...new Set(placeCodes(place, toSimplified))])
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
