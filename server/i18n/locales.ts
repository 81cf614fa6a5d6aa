/** Languages of the product. Chinese is the default; English is complete. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'zh-CN'

export function isLocale(text: unknown): text is Locale {
  return locales.includes(text as Locale)
}

/** Best language for an Accept-Language header; Chinese where nothing fits. */
export function negotiateLocale(header: string | null | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => part.trim().split(';')[0]?.toLowerCase() ?? '')
  for (const tag of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return defaultLocale
}

/** Picks the reader's language of a bilingual pair, the other where it is empty. */
export function pickText(locale: Locale, zh: string, en: string): string {
  return locale === 'zh-CN' ? zh || en : en || zh
}

/** Words in a row, parted as the language does it. */
export function joinWords(locale: string, words: readonly string[]): string {
  return words.join(locale.startsWith('zh') ? '、' : ', ')
}
