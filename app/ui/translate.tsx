import { createContext, useContext, type ReactNode } from 'react'

import { pickText, type Locale } from '#server/i18n/locales.ts'
import type { Translate } from '#server/i18n/translate.ts'

type Language = { t: Translate; locale: Locale }

const LanguageContext = createContext<Language | null>(null)

export function TranslateProvider({ t, locale, children }: Language & { children: ReactNode }) {
  return <LanguageContext.Provider value={{ t, locale }}>{children}</LanguageContext.Provider>
}

function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (language === null) throw new Error('TranslateProvider is missing above this component')
  return language
}

/** The translator of the page's language: `t('agenda:next.in', { count: 5 })`. */
export function useTranslate(): Translate {
  return useLanguage().t
}

export function useLocale(): Locale {
  return useLanguage().locale
}

/** The reader's language of a bilingual pair, the other one where it is empty. */
export function usePick(): (zh: string, en: string) => string {
  const { locale } = useLanguage()
  return (zh, en) => pickText(locale, zh, en)
}
