import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

import { classes } from './classes.ts'

export type FoldProps = { title: ReactNode; children: ReactNode; open?: boolean | undefined; className?: string | undefined; titleClassName?: string | undefined }

/** Something that most readers pass over: a line that opens, with an arrow that says so. Works without scripts. */
export function Fold({ title, children, open, className, titleClassName = 'font-semibold' }: FoldProps) {
  return (
    <details className={classes('group', className)} open={open}>
      <summary className={classes('control flex cursor-pointer items-center gap-2', titleClassName)}>
        <ChevronRight aria-hidden size={16} className="shrink-0 text-ink-2 group-open:rotate-90" />
        {title}
      </summary>
      {children}
    </details>
  )
}
