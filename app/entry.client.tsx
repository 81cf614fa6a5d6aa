import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'

import { isLocale } from '#server/i18n/locales.ts'
import { createTranslator, type Messages } from '#server/i18n/translate.ts'

import { TranslateProvider } from './ui/translate.tsx'

const files = import.meta.glob<{ default: Record<string, unknown> }>('../server/i18n/locales/*/*.json')

/** Loads only the sentences that this page names in `<html data-i18n>`; pages of the other area are reached by a full load. */
async function loadMessages(locale: string, namespaces: string[]): Promise<Messages> {
  const loaded = await Promise.all(
    namespaces.map(async (namespace) => {
      const file = await files[`../server/i18n/locales/${locale}/${namespace}.json`]?.()
      return [namespace, file?.default ?? {}] as const
    }),
  )
  return Object.fromEntries(loaded)
}

const html = document.documentElement
const locale = isLocale(html.lang) ? html.lang : 'zh-CN'
const namespaces = (html.dataset['i18n'] ?? 'common errors').split(' ')
const messages = await loadMessages(locale, namespaces)

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <TranslateProvider t={createTranslator(locale, messages)} locale={locale}>
        <RemixBrowser />
      </TranslateProvider>
    </StrictMode>,
  )
})
