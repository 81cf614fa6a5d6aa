/** One word of an amount as people write it. */
export type MoneyToken =
  | { kind: 'number'; value: number }
  | { kind: 'unit'; value: number }
  | { kind: 'currency'; code: string }
  | { kind: 'to' | 'more' | 'less' | 'about' | 'several' | 'level' | 'filler' }

const currencies: Record<string, string> = {
  'us$': 'USD', 'usd': 'USD', 'hk$': 'HKD', 'hkd': 'HKD', 'nt$': 'TWD', 'twd': 'TWD', 's$': 'SGD', 'sgd': 'SGD', 'a$': 'AUD', 'aud': 'AUD', 'c$': 'CAD',
  'cad': 'CAD', 'cn¥': 'CNY', 'rmb': 'CNY', 'cny': 'CNY', 'eur': 'EUR', 'gbp': 'GBP', 'chf': 'CHF', 'jpy': 'JPY', 'krw': 'KRW', 'inr': 'INR', 'sek': 'SEK',
  'ils': 'ILS', 'nis': 'ILS', 'aed': 'AED', 'sar': 'SAR', '$': 'USD', '€': 'EUR', '£': 'GBP', '¥': 'CNY', '₩': 'KRW', '₹': 'INR', '₪': 'ILS',
  '人民币': 'CNY', '人民幣': 'CNY', '美元': 'USD', '美金': 'USD', '欧元': 'EUR', '歐元': 'EUR', '英镑': 'GBP', '英鎊': 'GBP', '港元': 'HKD', '港币': 'HKD',
  '港幣': 'HKD', '日元': 'JPY', '日圆': 'JPY', '韩元': 'KRW', '瑞士法郎': 'CHF', '瑞郎': 'CHF', '新加坡元': 'SGD', '新元': 'SGD', '新台币': 'TWD', '新台幣': 'TWD',
  '澳元': 'AUD', '加元': 'CAD', '卢比': 'INR', '迪拉姆': 'AED', '元': 'CNY', 'euros': 'EUR', 'euro': 'EUR', 'dollars': 'USD', 'yuan': 'CNY',
}
const units: Record<string, number> = {
  '十': 10, '百': 100, '千': 1000, '万': 1e4, '萬': 1e4, '亿': 1e8, '億': 1e8, 'k': 1e3, 'thousand': 1e3, 'm': 1e6, 'mm': 1e6, 'mn': 1e6, 'mio': 1e6,
  'mil': 1e6, 'million': 1e6, 'millions': 1e6, 'b': 1e9, 'bn': 1e9, 'billion': 1e9, 'billions': 1e9, 't': 1e12, 'tn': 1e12, 'trillion': 1e12, 'lakh': 1e5, 'crore': 1e7,
}
const digits: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const words: Record<string, MoneyToken['kind'] & ('to' | 'more' | 'less' | 'about' | 'several' | 'level' | 'filler')> = {
  '-': 'to', '–': 'to', '—': 'to', '~': 'to', '〜': 'to', '至': 'to', '到': 'to', 'to': 'to', '→': 'to',
  '+': 'more', '以上': 'more', '及以上': 'more', '起': 'more', '超过': 'more', '超': 'more', '逾': 'more', '过': 'more', '上': 'more', '不少于': 'more', '不低于': 'more', '>': 'more', '≥': 'more',
  '>=': 'more', 'over': 'more', 'above': 'more', 'at least': 'more', 'more than': 'more', 'from': 'more', 'and up': 'more', 'min': 'more', '大于': 'more',
  '以下': 'less', '及以下': 'less', '以内': 'less', '不超过': 'less', '不高于': 'less', '低于': 'less', '小于': 'less', '<': 'less', '≤': 'less', '<=': 'less', 'up to': 'less',
  'under': 'less', 'below': 'less', 'less than': 'less', 'max': 'less',
  '约': 'about', '約': 'about', '大约': 'about', '近': 'about', '左右': 'about', '上下': 'about', '余': 'about', '多': 'about', 'about': 'about', 'approx.': 'about', 'approx': 'about',
  'approximately': 'about', 'around': 'about', 'circa': 'about', 'ca.': 'about', '~=': 'about', '≈': 'about',
  '数': 'several', '數': 'several', '几': 'several', '幾': 'several', '级': 'level', '級': 'level', '级别': 'level',
  '单笔': 'filler', '每笔': 'filler', '融资': 'filler', '投资': 'filler', '金额': 'filler', '合计': 'filler', '累计': 'filler', '共': 'filler', '总': 'filler', '整': 'filler', '个': 'filler', '规模': 'filler',
  'aum': 'filler', 'total': 'filler', 'raised': 'filler', 'per deal': 'filler', 'each': 'filler', 'post-money': 'filler', 'pre-money': 'filler', 'post': 'filler', 'pre': 'filler', 'cap': 'filler', '投后': 'filler', '投前': 'filler', ':': 'filler', '.': 'filler',
}

const escape = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
// Longest first, so that 美元 wins over 元 and "million" over "m"; a Latin word must not run on into more letters.
const alternatives = [...Object.keys(currencies), ...Object.keys(units), ...Object.keys(words), ...Object.keys(digits)]
  .sort((a, b) => b.length - a.length)
  .map((word) => escape(word) + (/[a-z]$/.test(word) ? '(?![a-z])' : ''))
const wordPattern = new RegExp(alternatives.join('|'), 'y')
const numberPattern = /\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,3}(?: \d{3}){1,5}(?!\d)|\d{1,18},\d{1,2}(?!\d)|\d{1,18}(?:\.\d{1,9})?/y

function numberAt(text: string, at: number): { value: number; length: number } | null {
  numberPattern.lastIndex = at
  const found = numberPattern.exec(text)?.[0]
  if (found === undefined) return null
  const plain = /^\d+,\d{1,2}$/.test(found) ? found.replace(',', '.') : found.replace(/[, ]/g, '')
  return { value: Number(plain), length: found.length }
}

function wordToken(word: string): MoneyToken {
  const currency = currencies[word]
  if (currency !== undefined) return { kind: 'currency', code: currency }
  const unit = units[word]
  if (unit !== undefined) return { kind: 'unit', value: unit }
  const digit = digits[word]
  if (digit !== undefined) return { kind: 'number', value: digit }
  return { kind: words[word] ?? 'filler' }
}

/** Splits a lower-case NFKC text of bounded length into tokens, or null where a part of it is none. Linear. */
export function moneyTokens(text: string): MoneyToken[] | null {
  const tokens: MoneyToken[] = []
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ') {
      at += 1
      continue
    }
    const number = numberAt(text, at)
    if (number !== null) {
      tokens.push({ kind: 'number', value: number.value })
      at += number.length
      continue
    }
    wordPattern.lastIndex = at
    const word = wordPattern.exec(text)?.[0]
    if (word === undefined) return null
    tokens.push(wordToken(word))
    at += word.length
  }
  return tokens
}
