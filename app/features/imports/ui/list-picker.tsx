import { Link } from '@remix-run/react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

const lists = ['all', 'mend', 'similar', 'same', 'skipped', 'notes'] as const
type Counts = { ready: number; mend: number; same: number; skipped: number; similar: number; warnings: number }

/** Which rows to look at; each view has an address. Empty ones are left out. */
export function ListPicker({ list, counts }: { list: string; counts: Counts }) {
  const t = useTranslate()
  const many: Record<(typeof lists)[number], number> = { all: counts.ready + counts.mend + counts.same + counts.skipped, mend: counts.mend, similar: counts.similar, same: counts.same, skipped: counts.skipped, notes: counts.warnings }
  return (
    <nav aria-label={t('imports:list.label')} className="mb-3 flex flex-wrap gap-x-1 gap-y-1 text-sm">
      {lists.filter((one) => one === list || one === 'all' || many[one] > 0).map((one) => (
        <Link key={one} to={`?list=${one}`} aria-current={one === list ? 'page' : undefined} data-density="dense" className={classes('control inline-flex items-center gap-1.5 rounded-sm px-3', one === list ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk')}>
          {t(`imports:list.${one}`)}
          {one !== 'notes' && <span className="figures text-xs">{many[one]}</span>}
        </Link>
      ))}
    </nav>
  )
}
