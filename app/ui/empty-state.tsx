import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: LucideIcon }

/** Nothing here yet: why, and what would change that. */
export function EmptyState({ title, children, action, icon: Icon }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 border-y border-line px-6 py-12 text-center">
      {Icon && <Icon aria-hidden size={28} strokeWidth={1.5} className="text-ink-3" />}
      <p className="text-base font-semibold">{title}</p>
      {children && <div className="max-w-prose text-sm text-ink-2">{children}</div>}
      {action && <div className="mt-1">{action}</div>}
    </div>
  )
}
