import type { Locale } from './locales.ts'

/** Sentences of one language: namespace → nested keys. */
export type Messages = Record<string, Record<string, unknown>>

/** `t('meetings:request.accept', { name })`; a missing key shows as the key and fails `npm run validate`. */
export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string

/**
 * A translator over messages that are already loaded; synchronous, so that server and browser render the same. The files
 * are in i18next's format (nested keys, `{{name}}`, `_one` and `_other` by `count`), so that any of its tools can edit
 * them; this reads the part of it that we use, because phones pay for every kilobyte.
 */
export function createTranslator(locale: Locale, messages: Messages): Translate {
  const plural = new Intl.PluralRules(locale)
  const figures = new Intl.NumberFormat(locale)
  const find = (namespace: string, path: string): string | null => {
    let found: unknown = messages[namespace]
    for (const step of path.split('.')) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return null
      found = (found as Record<string, unknown>)[step]
    }
    return typeof found === 'string' ? found : null
  }
  return (key, params = {}) => {
    const colon = key.indexOf(':')
    const namespace = colon < 0 ? 'common' : key.slice(0, colon)
    const path = key.slice(colon + 1)
    const count = params['count']
    const sentence =
      (typeof count === 'number' ? (find(namespace, `${path}_${plural.select(count)}`) ?? find(namespace, `${path}_other`)) : null) ?? find(namespace, path)
    if (sentence === null) return key
    return sentence.replace(/\{\{\s*(\w+)(?:\s*,\s*number)?\s*\}\}/g, (whole, name: string) => {
      const value = params[name]
      if (value === undefined || value === null) return whole
      return typeof value === 'number' && whole.includes(',') ? figures.format(value) : String(value)
    })
  }
}
