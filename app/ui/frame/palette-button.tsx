import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'

import { buttonClasses } from '../button-look.ts'
import { KeyHint } from '../key-hint.tsx'
import { useTranslate } from '../translate.tsx'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))

/** Opens the search with a press or ⌘K / Ctrl-K. Its code is loaded when it is first opened. */
export function PaletteButton({ event }: { event?: string }) {
  const t = useTranslate()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const press = (key: KeyboardEvent): void => {
      if (key.key.toLowerCase() !== 'k' || !(key.metaKey || key.ctrlKey) || key.altKey || key.shiftKey) return
      key.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} aria-label={t('common:palette.open')} aria-keyshortcuts="Meta+K Control+K" className={buttonClasses({ look: 'quiet' })}>
        <Search aria-hidden size={18} />
        <KeyHint keys="⌘K" className="hidden lg:inline-block" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette event={event} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
