import { X } from 'lucide-react'
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { IconButton } from './icon-button.tsx'
import { useTranslate } from './translate.tsx'

export const undoMs = 10_000

/** `undo` is offered for ten seconds; give what takes the act back. */
export type ToastMessage = { text: string; undo?: () => void; tone?: 'done' | 'error' }

type Shown = ToastMessage & { id: number }
const ToastContext = createContext<((message: ToastMessage) => void) | null>(null)

/** Says what was just done, at the foot of the page, with a way back. One at a time: a new one takes the place of the last. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null)
  const show = useCallback((message: ToastMessage) => setShown((last) => ({ ...message, id: (last?.id ?? 0) + 1 })), [])
  const hide = useCallback(() => setShown(null), [])
  return (
    <ToastContext.Provider value={useMemo(() => show, [show])}>
      {children}
      <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex justify-center px-4 md:bottom-6">
        {shown && <ToastBox key={shown.id} shown={shown} hide={hide} />}
      </div>
    </ToastContext.Provider>
  )
}

function ToastBox({ shown, hide }: { shown: Shown; hide: () => void }) {
  const t = useTranslate()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(hide, undoMs)
    return () => clearTimeout(timer)
  }, [held, hide])
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-xl animate-rise items-center gap-3 rounded-md border border-line bg-sheet py-1 pr-1 pl-4 text-sm shadow-float"
    >
      <span className={shown.tone === 'error' ? 'text-vermilion-ink' : undefined}>{shown.text}</span>
      {shown.undo && (
        <button
          type="button"
          className="control rounded-sm px-3 font-semibold text-sea-ink hover:bg-sea-wash"
          onClick={() => {
            shown.undo?.()
            hide()
          }}
        >
          {t('common:ui.undo')}
        </button>
      )}
      <IconButton icon={X} label={t('common:ui.close')} onClick={hide} />
    </div>
  )
}

/** `toast({ text, undo })`. */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(ToastContext)
  if (show === null) throw new Error('ToastProvider is missing above this component')
  return show
}
