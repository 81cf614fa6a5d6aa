import { useEffect, useRef, type ReactNode } from 'react'

import { buttonClasses, type ButtonLook } from './button-look.ts'
import { classes, type Density } from './classes.ts'

export type MenuProps = { label: ReactNode; /** Where `label` is a picture: its name. */ name?: string; look?: ButtonLook; square?: boolean; /** Less room at the sides, for a picture with or without a name. */ snug?: boolean; align?: 'start' | 'end'; density?: Density; children: ReactNode }

/** A button that unfolds a list of links and acts. Opens without JavaScript; with it, Escape and a press elsewhere fold it up. */
export function Menu({ label, name, look = 'quiet', square, snug, align = 'end', density, children }: MenuProps) {
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const fold = (event: Event): void => {
      const details = place.current
      if (!details?.open) return
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape'
      const elsewhere = !(event instanceof KeyboardEvent) && !details.contains(event.target as Node)
      if (!escaped && !elsewhere) return
      details.open = false
      if (escaped) details.querySelector('summary')?.focus()
    }
    const kinds = ['pointerdown', 'keydown', 'focusin'] as const
    for (const kind of kinds) document.addEventListener(kind, fold)
    return () => kinds.forEach((kind) => document.removeEventListener(kind, fold))
  }, [])
  return (
    <details ref={place} className="relative" data-density={density}>
      <summary aria-label={name} title={name} className={buttonClasses({ look, square, className: snug ? 'px-1!' : undefined })}>{label}</summary>
      <div
        className={classes('absolute top-full z-40 mt-1 flex min-w-56 animate-rise flex-col rounded-md border border-line bg-sheet p-1 shadow-float', align === 'end' ? 'right-0' : 'left-0')}
        onClick={(event) => {
          if ((event.target as Element).closest('a') && place.current) place.current.open = false
        }}
      >
        {children}
      </div>
    </details>
  )
}

/** Classes of one line of a menu, link or button alike. */
export const menuItem = 'control flex w-full items-center gap-3 rounded-sm px-3 text-left hover:bg-sunk'

export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="px-3 pt-2 pb-1 text-xs text-ink-2">{children}</p>
}
