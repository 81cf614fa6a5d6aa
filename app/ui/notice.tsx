import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { classes } from './classes.ts'

export type NoticeTone = 'info' | 'done' | 'warn' | 'error'

const looks: Record<NoticeTone, { icon: LucideIcon; look: string }> = {
  info: { icon: Info, look: 'border-sea-ink bg-sea-wash [--mark:var(--sea-ink)]' },
  done: { icon: CircleCheck, look: 'border-jade-ink bg-jade-wash [--mark:var(--jade-ink)]' },
  warn: { icon: TriangleAlert, look: 'border-amber-ink bg-amber-wash [--mark:var(--amber-ink)]' },
  error: { icon: CircleAlert, look: 'border-vermilion-ink bg-vermilion-wash [--mark:var(--vermilion-ink)]' },
}

export type NoticeProps = { tone?: NoticeTone; title?: string; children?: ReactNode; action?: ReactNode; className?: string }

/** A sentence about the whole page or form: what happened, what was kept, what to do. Errors are announced. */
export function Notice({ tone = 'info', title, children, action, className }: NoticeProps) {
  const { icon: Icon, look } = looks[tone]
  return (
    <div role={tone === 'error' ? 'alert' : tone === 'done' ? 'status' : undefined} className={classes('flex items-start gap-3 rounded-sm border-l-3 px-4 py-3 text-sm', look, className)}>
      <Icon aria-hidden size={18} className="mt-0.5 shrink-0 text-(--mark)" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  )
}
