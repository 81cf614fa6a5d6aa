import { minorDigits, type Money, type MoneyRange } from './money.ts'

const chineseNames: Record<string, string> = {
  CNY: '元', USD: '美元', EUR: '欧元', GBP: '英镑', HKD: '港元', JPY: '日元', SGD: '新加坡元', CHF: '瑞士法郎', TWD: '新台币', KRW: '韩元', AUD: '澳元', CAD: '加元',
}
const englishSymbols: Record<string, string> = { CNY: 'CN¥', USD: 'US$', EUR: '€', GBP: '£', HKD: 'HK$', JPY: 'JP¥', SGD: 'S$', TWD: 'NT$', AUD: 'A$', CAD: 'C$' }

function rounded(value: number): string {
  const [whole = '0', rest = ''] = value.toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const decimals = rest.replace(/0+$/, '')
  return decimals === '' ? grouped : `${grouped}.${decimals}`
}

function chineseNumber(major: number): string {
  if (major >= 1e8) return `${rounded(major / 1e8)}亿`
  if (major >= 1e4) return `${rounded(major / 1e4)}万`
  return rounded(major)
}

function englishNumber(major: number): string {
  if (major >= 999_995_000) return `${rounded(major / 1e9)}B`
  if (major >= 999_995) return `${rounded(major / 1e6)}M`
  if (major >= 1e3) return `${rounded(major / 1e3)}K`
  return rounded(major)
}

function chinese(range: MoneyRange): string {
  const name = chineseNames[range.currency] ?? ` ${range.currency}`
  const show = (minor: number) => chineseNumber(minor / 10 ** minorDigits(range.currency))
  const about = range.approximate ? '约' : ''
  if (range.minMinor === null) return range.maxMinor === null ? '' : `${about}${show(range.maxMinor)}${name}以下`
  if (range.maxMinor === null) return `${about}${show(range.minMinor)}${name}以上`
  if (range.minMinor === range.maxMinor) return `${about}${show(range.minMinor)}${name}`
  return `${about}${show(range.minMinor)}–${show(range.maxMinor)}${name}`
}

function english(range: MoneyRange): string {
  const symbol = englishSymbols[range.currency] ?? `${range.currency} `
  const show = (minor: number) => symbol + englishNumber(minor / 10 ** minorDigits(range.currency))
  const about = range.approximate ? 'about ' : ''
  if (range.minMinor === null) return range.maxMinor === null ? '' : `${about}up to ${show(range.maxMinor)}`
  if (range.maxMinor === null) return `${about}${show(range.minMinor)}+`
  if (range.minMinor === range.maxMinor) return about + show(range.minMinor)
  return `${about}${show(range.minMinor)}–${show(range.maxMinor)}`
}

/** `3,000万元`, `约2,000万–9,000万美元` in Chinese; `US$4.2M`, `US$2M–US$5M`, `about CN¥30M` in English. */
export function formatMoney(value: Money | MoneyRange, locale: string): string {
  const range: MoneyRange = 'minor' in value ? { minMinor: value.minor, maxMinor: value.minor, currency: value.currency, approximate: false } : value
  return locale.startsWith('zh') ? chinese(range) : english(range)
}
