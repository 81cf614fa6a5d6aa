import i18next, { type i18n, type TFunction } from 'i18next'

import type { Locale } from './locales.ts'

/** Sentences of one language: namespace → nested keys. */
export type Messages = Record<string, Record<string, unknown>>

/** `t('meetings:request.accept', { name })`; a missing key shows as the key and fails `npm run validate`. */
export type Translate = TFunction

/** A translator over messages that are already loaded; synchronous, so that server and browser render the same. */
export function createTranslator(locale: Locale, messages: Messages): Translate {
  const instance: i18n = i18next.createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: messages },
    ns: Object.keys(messages),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance.t
}
