import { CircleCheck, Circle, Clock3, Info, Radio, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { classes } from './classes.ts'

export type Tone = 'confirmed' | 'waiting' | 'live' | 'neutral' | 'info'

const looks: Record<Tone, { icon: LucideIcon; text: string; wash: string }> = {
  confirmed: { icon: CircleCheck, text: 'text-jade-ink', wash: 'bg-jade-wash' },
  waiting: { icon: Clock3, text: 'text-amber-ink', wash: 'bg-amber-wash' },
  live: { icon: Radio, text: 'text-vermilion-ink', wash: 'bg-vermilion-wash' },
  neutral: { icon: Circle, text: 'text-ink-2', wash: 'bg-sunk' },
  info: { icon: Info, text: 'text-sea-ink', wash: 'bg-sea-wash' },
}

export type StatusProps = { tone: Tone; children: ReactNode; icon?: LucideIcon; /** Without the washed ground, for table cells. */ plain?: boolean; /** A sentence rather than a word: it may take several lines. */ wraps?: boolean; className?: string }

/** A state as picture, colour and word; never colour alone. */
export function Status({ tone, children, icon, plain = false, wraps = false, className }: StatusProps) {
  const look = looks[tone]
  const Icon = icon ?? look.icon
  return (
    <span className={classes('inline-flex max-w-full items-center gap-1 text-xs font-medium', look.text, !plain && `rounded-sm px-2 py-0.5 ${look.wash}`, className)}>
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className={wraps ? undefined : 'truncate'}>{children}</span>
    </span>
  )
}
