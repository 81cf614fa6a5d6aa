import type { ReactNode } from 'react'

import { classes } from './classes.ts'

export type CardProps = { title?: ReactNode; aside?: ReactNode; footer?: ReactNode; children?: ReactNode; className?: string; as?: 'section' | 'article' | 'div' | 'li' }

/** A sheet of paper with a hairline edge. Prefer a line between things; use a card where a thing stands alone. */
export function Card({ title, aside, footer, children, className, as: Element = 'section' }: CardProps) {
  return (
    <Element className={classes('rounded-md border border-line bg-sheet', className)}>
      {(title || aside) && (
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-3">
          {title && <h2 className="text-base font-semibold">{title}</h2>}
          {aside}
        </header>
      )}
      {children && <div className="p-4">{children}</div>}
      {footer && <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">{footer}</footer>}
    </Element>
  )
}
