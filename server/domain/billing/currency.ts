/** What events may sell in. All of them count hundredths (分, cents), so that one whole number says every amount. */
export const currencies = ['CNY', 'USD', 'EUR', 'HKD'] as const
export type Currency = (typeof currencies)[number]

/** No single order goes beyond this many minor units: the payment service takes eight digits. Source: Stripe, Currencies, "Minimum and maximum charge amounts". */
export const mostPerOrder = 99_999_999

/**
 * What is asked for at all is at least so many minor units. Source: Stripe, Currencies, "Minimum and maximum charge amounts":
 * 0.50 USD, 0.50 EUR, 4.00 HKD. For CNY it names none; it takes what is worth about half a dollar, for which 4.00 is enough.
 */
export const leastPerOrder: Record<Currency, number> = { CNY: 400, USD: 50, EUR: 50, HKD: 400 }

/** More than nothing, and less than the payment service takes. */
export const isTooLittle = (minor: number, currency: string): boolean => minor > 0 && isCurrency(currency) && minor < leastPerOrder[currency]

const words: Record<Currency, { zh: string; en: string }> = {
  CNY: { zh: '元', en: 'CN¥' },
  USD: { zh: '美元', en: 'US$' },
  EUR: { zh: '欧元', en: '€' },
  HKD: { zh: '港元', en: 'HK$' },
}

export const isCurrency = (text: string): text is Currency => currencies.includes(text as Currency)

/** Minor units → `1280.00`, for files and form fields. */
export function plainAmount(minor: number): string {
  const whole = Math.abs(minor)
  return `${minor < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** To the last cent, as prices and receipts want it: `1,280.00元`, `US$1,280.00`. */
export function amountText(minor: number, currency: string, locale: string): string {
  const [whole = '0', cents = '00'] = plainAmount(Math.abs(minor)).split('.')
  const digits = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
  const word = isCurrency(currency) ? words[currency] : { zh: ` ${currency}`, en: `${currency} ` }
  const sign = minor < 0 ? '−' : ''
  return locale.startsWith('zh') ? `${sign}${digits}${word.zh}` : `${sign}${word.en}${digits}`
}

/** `1,280`, `1280.5` or `１２８０．００` as typed → minor units; null where it is no amount with at most two decimals. */
export function parseAmount(text: string): number | null {
  const plain = text.length > 40 ? '' : text.normalize('NFKC').replace(/[\s,]/g, '')
  const found = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(plain)
  return found === null ? null : Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}
