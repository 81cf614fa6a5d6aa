import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'

import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { useTranslate } from './translate.tsx'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  footer?: ReactNode
  /** `sheet`: from the foot of the screen on a phone, from the right on a wide one. */
  shape?: 'box' | 'sheet'
}

/** The browser's own modal dialog: focus stays in it, Escape and a press beside it close it, focus returns. */
export function Dialog({ open, onClose, title, children, footer, shape = 'box' }: DialogProps) {
  const t = useTranslate()
  const place = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = place.current
    if (open && !dialog?.open) dialog?.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={place}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(press) => press.target === place.current && onClose()}
      className={classes('flex-col border border-line bg-sheet p-0 text-ink shadow-float backdrop:bg-veil open:flex open:animate-rise', shapes[shape])}
    >
      <header className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-5">
        <h2 id={titleId} className="text-base font-semibold">{title}</h2>
        <IconButton icon={X} label={t('common:ui.close')} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{open && children}</div>
      {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
    </dialog>
  )
}

const shapes = {
  box: 'm-auto max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] rounded-md',
  sheet:
    'mt-auto mr-0 mb-0 ml-0 max-h-[85dvh] w-full max-w-full rounded-t-md pb-[env(safe-area-inset-bottom)] md:mt-0 md:ml-auto md:h-dvh md:max-h-dvh md:w-[28rem] md:rounded-none',
}
