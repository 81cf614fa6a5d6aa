import type { Locale } from '#server/i18n/locales.ts'

import { useLocale } from './translate.tsx'

const signs: Record<string, { zh: string; en: string }> = {
  CNY: { zh: '元', en: 'CN¥' },
  USD: { zh: '美元', en: 'US$' },
  HKD: { zh: '港元', en: 'HK$' },
  EUR: { zh: '欧元', en: '€' },
  GBP: { zh: '英镑', en: '£' },
  JPY: { zh: '日元', en: 'JP¥' },
  SGD: { zh: '新加坡元', en: 'S$' },
}

function short(amount: number, locale: Locale): string {
  const steps: [number, string][] = locale === 'zh-CN' ? [[1e8, '亿'], [1e4, '万']] : [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']]
  const [size, word] = steps.find(([least]) => Math.abs(amount) >= least) ?? [1, '']
  const value = Math.round((amount / size) * 100) / 100
  const [whole = '0', fraction] = String(value).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ? `.${fraction}` : ''}${word}`
}

/** `3,000万元`, `420万美元` / `CN¥30M`, `US$4.2M`. `minor` counts the currency's smallest unit (分, cents); the yen has none. */
export function moneyText(minor: number, currency: string, locale: Locale): string {
  const amount = short(minor / (currency === 'JPY' ? 1 : 100), locale)
  const sign = signs[currency]
  if (locale === 'zh-CN') return `${amount}${sign?.zh ?? ` ${currency}`}`
  return sign ? `${sign.en}${amount}` : `${currency} ${amount}`
}

export type MoneyProps = { minor: number; currency: string; className?: string }

export function Money({ minor, currency, className }: MoneyProps) {
  return <span className={`figures whitespace-nowrap ${className ?? ''}`}>{moneyText(minor, currency, useLocale())}</span>
}
