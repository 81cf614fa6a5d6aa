import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'

import { createTranslator } from '#server/i18n/translate.ts'

import { documentLocale, loadedMessages, loadMessages } from './ui/load-messages.ts'
import { TranslateProvider } from './ui/translate.tsx'

// The page names what it needs; pages reached from it bring their own (see `withMessages`).
await loadMessages((document.documentElement.dataset['i18n'] ?? 'common').split(' '))
const locale = documentLocale()

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <TranslateProvider t={createTranslator(locale, loadedMessages)} locale={locale}>
        <RemixBrowser />
      </TranslateProvider>
    </StrictMode>,
  )
})
