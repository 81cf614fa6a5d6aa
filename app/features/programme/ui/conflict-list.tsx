import { Ban, TriangleAlert } from 'lucide-react'

import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Conflict, ConflictLevels } from '#server/domain/programme/conflicts.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'

import { conflictText, type ProgrammeNames } from '../view.ts'

export type ConflictListProps = { conflicts: readonly Conflict[]; items: ReadonlyMap<string, WorkingItem>; names: ProgrammeNames; levels: ConflictLevels; zone: string; onOpen?: (id: string) => void }

/** Conflicts in order of time, each with what it will do. */
export function ConflictList({ conflicts, items, names, levels, zone, onOpen }: ConflictListProps) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  return (
    <ul className="text-sm">
      {conflicts.map((conflict, at) => {
        const blocks = conflict.isHard || levels[conflict.kind] === 'block'
        const Icon = blocks ? Ban : TriangleAlert
        const text = conflictText(conflict, items, names, pick, t)
        return (
          <li key={at} className="flex items-start gap-2 border-b border-line py-1.5">
            <Icon aria-hidden size={16} className={blocks ? 'mt-0.5 shrink-0 text-vermilion-ink' : 'mt-0.5 shrink-0 text-amber-ink'} />
            <span className="figures shrink-0 text-ink-2">{wallDay(conflict.atMs, zone, locale)} {wallTime(conflict.atMs, zone)}</span>
            {onOpen ? <button type="button" className="min-w-0 text-left underline-offset-2 hover:underline" onClick={() => onOpen(conflict.itemId)}>{text}</button> : <span className="min-w-0">{text}</span>}
            <span className="ml-auto shrink-0 text-xs text-ink-2">{t(blocks ? 'programme:level.block' : 'programme:level.warn')}</span>
          </li>
        )
      })}
    </ul>
  )
}
