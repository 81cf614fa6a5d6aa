import type { ReactNode } from 'react'

export type TagProps = { children: ReactNode; className?: string }

/** A word of a vocabulary: sector, stage, round. */
export function Tag({ children, className }: TagProps) {
  return <span className={`inline-block max-w-full truncate rounded-sm border border-line bg-sheet px-2 text-xs leading-5.5 text-ink-2 ${className ?? ''}`}>{children}</span>
}
