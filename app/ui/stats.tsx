import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

import { classes } from './classes.ts'
import type { Tone } from './status.tsx'

const figures: Record<Tone, string> = { confirmed: 'text-jade-ink', waiting: 'text-amber-ink', live: 'text-vermilion-ink', neutral: 'text-ink', info: 'text-sea-ink' }

/** `to`: the cause behind the figure. */
export type Stat = { label: string; value: ReactNode; note?: ReactNode; tone?: Tone; to?: string }

/** At most five facts in a line, each a link to its cause; a figure that changes blinks once. */
export function Stats({ stats }: { stats: Stat[] }) {
  return (
    <dl className="grid grid-cols-2 border-y border-line sm:flex">
      {stats.slice(0, 5).map(({ label, value, note, tone = 'neutral', to }) => (
        <div key={label} className="relative flex min-w-0 flex-1 flex-col-reverse justify-end gap-0.5 px-4 py-3 hover:has-[a]:bg-sunk sm:border-l sm:border-line sm:first:border-l-0">
          {note && <dd className="text-xs text-ink-2">{note}</dd>}
          <dd key={String(value)} className={classes('figures text-lg leading-7 font-semibold', figures[tone], 'animate-blink-once')}>{value}</dd>
          <dt className="text-xs text-ink-2">{to ? <Link to={to} className="after:absolute after:inset-0 hover:underline">{label}</Link> : label}</dt>
        </div>
      ))}
    </dl>
  )
}
