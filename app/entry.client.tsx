import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode, useEffect, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'

import { createTranslator } from '#server/i18n/translate.ts'

import { documentLocale, loadedMessages, loadMessages } from './ui/load-messages.ts'
import { TranslateProvider } from './ui/translate.tsx'

// A request that the page itself gave up, for a newer one, is no fault. The framework leaves the rest of such an answer to nobody.
addEventListener('unhandledrejection', (event) => event.reason?.name === 'AbortError' && event.preventDefault())

// The page names what it needs; pages reached from it bring their own (see `withMessages`).
await loadMessages((document.documentElement.dataset['i18n'] ?? 'common').split(' '))
const locale = documentLocale()
await pageDataDecoded()

startTransition(() => {
  window.earlyPresses?.pageTakesOver()
  hydrateRoot(
    document,
    <StrictMode>
      <TranslateProvider t={createTranslator(locale, loadedMessages)} locale={locale}>
        <EarlyPresses>
          <RemixBrowser />
        </EarlyPresses>
      </TranslateProvider>
    </StrictMode>,
  )
})

/** Once the page can answer, it is told what was pressed and typed before (see early-presses.js). */
function EarlyPresses({ children }: { children: ReactNode }) {
  useEffect(() => window.earlyPresses?.doWhatWasKept(), [])
  return children
}

/**
 * Remix decodes the loaders' data in its first render and suspends until that is done. A key pressed meanwhile makes React
 * render at once, find the page still waiting and give it up (its error 345), so the wait is had before React begins.
 */
async function pageDataDecoded(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (pending) {
    await pending
  }
}

declare global {
  interface Window {
    earlyPresses?: { pageTakesOver: () => void; doWhatWasKept: () => void }
  }
}
