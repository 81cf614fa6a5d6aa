import { Pin } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { BoardState, Seen, SlotLine } from '../view.ts'

export type SlotListProps = {
  lines: SlotLine[]
  state: BoardState
  seen: ReadonlyMap<string, Seen>
  tableCodes: ReadonlyMap<string, string>
  pinned: ReadonlySet<string>
  zone: string
  query: string
  onMove: ((meeting: string) => void) | null
}

/** The board on a phone: slot after slot, each meeting with the button that moves it. */
export function SlotList({ lines, state, seen, tableCodes, pinned, zone, query, onMove }: SlotListProps) {
  const t = useTranslate()
  const wanted = query.trim().toLowerCase()
  const tables = [...tableCodes.keys()]
  return (
    <ol className="flex flex-col gap-5">
      {lines.map(({ index, slot }) => {
        const own = state.placed
          .filter((one) => one.slot === index)
          .filter(({ meeting }) => wanted === '' || `${seen.get(meeting)?.fullA} ${seen.get(meeting)?.fullB}`.toLowerCase().includes(wanted))
          .sort((a, b) => tables.indexOf(a.table) - tables.indexOf(b.table))
        if (own.length === 0) return null
        return (
          <li key={index} className="[content-visibility:auto] [contain-intrinsic-size:auto_12rem]">
            <h2 className="sticky top-14 z-10 border-b border-edge bg-paper py-1 text-base font-semibold"><TimeRange from={slot.startsAtMs} to={slot.endsAtMs} zone={zone} plain withDay /></h2>
            <ul>
              {own.map(({ meeting, table }) => (
                <li key={meeting} className="flex items-center gap-3 border-b border-line py-2">
                  <span className="figures w-10 shrink-0 text-sm font-semibold">{tableCodes.get(table)}</span>
                  <span className="min-w-0 flex-1 text-sm">
                    {seen.get(meeting)?.fullA}
                    <br />
                    <span className="text-ink-2">{seen.get(meeting)?.fullB}</span>
                  </span>
                  {pinned.has(meeting) && <Pin size={16} role="img" aria-label={t('timetable:board.pinned')} className="shrink-0 text-ink-2" />}
                  {onMove && <Button type="button" look="quiet" density="touch" onClick={() => onMove(meeting)}>{t('timetable:board.move')}</Button>}
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}
