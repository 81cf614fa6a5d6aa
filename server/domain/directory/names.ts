/** Traditional → Simplified, given by the caller: the tables live outside the domain. */
export type ToSimplified = (text: string) => string

/** How sure two names are the same: written alike, alike but for form, or alike in what distinguishes them. */
export type NameStrength = 'exact' | 'normalised' | 'similar'

const longestName = 300
const legalForms = [
  '有限责任公司', '股份有限公司', '集团股份有限公司', '(集团)有限公司', '控股有限公司', '集团有限公司', '有限公司', '有限合伙', '普通合伙', '股份公司', '公司', '集团', '责任',
]
const latinForms = new Set([
  'inc', 'incorporated', 'ltd', 'limited', 'llc', 'llp', 'lp', 'co', 'corp', 'corporation', 'company', 'gmbh', 'ag', 'sa', 'sas', 'bv', 'nv', 'oy', 'ab', 'as', 'plc', 'pte', 'pty', 'kk', 'group', 'holdings', 'the',
])
/** Words that say what a firm does, not which one it is. Left out when looking for similar names. */
const latinGeneric = new Set([
  'technology', 'technologies', 'tech', 'labs', 'lab', 'capital', 'ventures', 'venture', 'partners', 'partner', 'fund', 'funds', 'vc', 'investments', 'investment', 'management', 'global', 'international', 'ai', 'io', 'app', 'hq', 'software', 'systems', 'solutions', 'digital',
])
const hanGeneric = [
  '信息科技', '信息技术', '网络科技', '智能科技', '软件科技', '数据科技', '生物科技', '医药科技', '电子科技', '股权投资', '创业投资', '投资管理', '资产管理', '基金管理', '投资基金', '风险投资',
  '科技', '技术', '资本', '创投', '投资', '基金', '网络', '信息', '软件', '智能', '管理', '控股', '咨询', '中国',
]
const places = [
  '北京', '上海', '天津', '重庆', '深圳', '广州', '杭州', '南京', '苏州', '成都', '武汉', '西安', '青岛', '厦门', '宁波', '长沙', '合肥', '郑州', '济南', '大连', '珠海', '佛山', '东莞', '无锡', '常州',
  '广东', '江苏', '浙江', '山东', '四川', '湖北', '湖南', '福建', '安徽', '河南', '河北', '陕西', '香港', '中关村', '海淀',
]

/** NFKC, one space between words, nothing at the ends, no invisible characters. What a name is stored as. */
export function tidyName(text: string): string {
  return text.slice(0, 10_000).normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').replace(/\s+/g, ' ').trim()
}

function stripEnd(text: string, endings: readonly string[]): string {
  let rest = text
  for (let again = true; again; ) {
    const ending = endings.find((word) => rest.length > word.length + 1 && rest.endsWith(word))
    again = ending !== undefined
    if (ending !== undefined) rest = rest.slice(0, -ending.length)
  }
  return rest
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{Script=Han}]+|[\p{L}\p{M}\p{N}+]+/gu)?.flatMap((run) => run.match(/[\p{Script=Han}]+|[^\p{Script=Han}]+/gu) ?? []) ?? []
}

/** Key under which two writings of one name meet: no case, width, spaces, brackets, punctuation, legal form; simplified. */
export function nameKey(text: string, toSimplified: ToSimplified): string {
  const plain = toSimplified(tidyName(text.slice(0, longestName)).toLowerCase()).normalize('NFKD').replace(/\p{M}/gu, '')
  const words = wordsOf(plain)
  const kept = words.filter((word) => !latinForms.has(word))
  return stripEnd((kept.length === 0 ? words : kept).join(''), legalForms)
}

/** Key of what distinguishes the name: without place, trade words and what stands in brackets. '' where too little is left. */
export function coreKey(text: string, toSimplified: ToSimplified): string {
  const plain = toSimplified(tidyName(text.slice(0, longestName)).toLowerCase()).normalize('NFKD').replace(/\p{M}/gu, '')
  const words = wordsOf(withoutBrackets(plain)).filter((word) => !latinForms.has(word) && !latinGeneric.has(word))
  let core = stripEnd(words.join(''), legalForms)
  const place = places.find((name) => core.startsWith(name) && core.length > name.length + 1)
  if (place !== undefined) core = core.slice(place.length).replace(/^[市省]/, '')
  core = stripEnd(core, hanGeneric)
  const isHan = /\p{Script=Han}/u.test(core)
  return core.length >= (isHan ? 2 : 4) ? core : ''
}

function withoutBrackets(text: string): string {
  let out = ''
  let depth = 0
  for (const character of text) {
    if (character === '(' || character === '[') depth += 1
    if (depth === 0) out += character
    if ((character === ')' || character === ']') && depth > 0) depth -= 1
  }
  return out
}

/** How strongly two names agree, or null where they don't. */
export function sameName(a: string, b: string, toSimplified: ToSimplified): NameStrength | null {
  const [plainA, plainB] = [tidyName(a), tidyName(b)]
  if (plainA === '' || plainB === '') return null
  if (plainA === plainB) return 'exact'
  const key = nameKey(a, toSimplified)
  if (key !== '' && key === nameKey(b, toSimplified)) return 'normalised'
  const core = coreKey(a, toSimplified)
  return core !== '' && core === coreKey(b, toSimplified) ? 'similar' : null
}

export type NameParts = { nameZh: string | null; nameEn: string | null; aliases: string[] }

/**
 * One cell with a name → Chinese and English name. A Latin tail of three letters or more is the English name
 * (`远山智能FarHill`); what is in brackets at the end or after a slash is another name. The whole stays findable as an alias.
 */
export function splitName(text: string): NameParts {
  const whole = tidyName(text)
  const { main, others } = withoutTail(whole)
  const hasHan = (part: string) => /\p{Script=Han}/u.test(part)
  if (!hasHan(whole)) return { nameZh: null, nameEn: whole === '' ? null : whole, aliases: others }
  if (!hasHan(main)) {
    const chinese = others.find(hasHan) ?? null
    return { nameZh: chinese, nameEn: main === '' ? null : main, aliases: others.filter((other) => other !== chinese) }
  }
  const at = latinTailAt(main)
  const latin = at === -1 ? (others.find((other) => !hasHan(other) && other.length >= 3) ?? null) : main.slice(at)
  const nameZh = at === -1 ? main : main.slice(0, at).trim()
  const aliases = [...(nameZh === whole ? [] : [whole]), ...others.filter((other) => other !== latin)]
  return { nameZh, nameEn: latin, aliases: latin === null && others.length === 0 ? [] : aliases }
}

/** Where a Latin run of three letters or more begins that reaches the end of a name with Han before it; −1 for none. */
function latinTailAt(text: string): number {
  let at = text.length
  while (at > 0 && !/\p{Script=Han}/u.test(text[at - 1] ?? '')) at -= 1
  const tail = text.slice(at)
  const start = at + tail.length - tail.trimStart().length
  const letters = tail.match(/[a-z]/gi)?.length ?? 0
  return letters >= 3 && at > 1 && /^[a-z]/i.test(tail.trimStart()) ? start : -1
}

function withoutTail(text: string): { main: string; others: string[] } {
  const slash = text.indexOf('/')
  if (slash > 1 && slash < text.length - 2 && /\p{Script=Han}/u.test(text)) {
    return { main: text.slice(0, slash).trim(), others: [text.slice(slash + 1).trim()] }
  }
  const open = text.lastIndexOf('(')
  if (open > 1 && text.endsWith(')') && text.length - open > 3) return { main: text.slice(0, open).trim(), others: [text.slice(open + 1, -1).trim()] }
  return { main: text, others: [] }
}
