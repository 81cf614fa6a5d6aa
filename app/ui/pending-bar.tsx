import { useNavigation } from '@remix-run/react'
import { useEffect, useState } from 'react'

import { useTranslate } from './translate.tsx'

const patienceMs = 150

/** A line at the top while a page or a submit is under way; quick ones pass without it. */
export function PendingBar() {
  const t = useTranslate()
  const { state } = useNavigation()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (state === 'idle') return setShown(false)
    const timer = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div role="status" aria-live="polite" className="fixed inset-x-0 top-0 z-50 h-0.75 overflow-hidden">
      {shown && (
        <>
          <div className="h-full w-full animate-pulse bg-sea-ink" />
          <span className="sr-only">{t('common:ui.loading')}</span>
        </>
      )}
    </div>
  )
}
