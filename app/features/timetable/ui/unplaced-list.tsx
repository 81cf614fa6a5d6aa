import { Hand } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { UnplacedMeeting } from '#server/domain/scheduling/problem.ts'

import { reasonTexts, type BoardGround, type Seen } from '../view.ts'

export type UnplacedListProps = { ground: BoardGround; seen: ReadonlyMap<string, Seen>; unplaced: readonly UnplacedMeeting[]; picked: string | null; onPick: ((meeting: string) => void) | null }

/** What has no place, each with its reason; picked up like any other meeting. */
export function UnplacedList({ ground, seen, unplaced, picked, onPick }: UnplacedListProps) {
  const t = useTranslate()
  const locale = useLocale()
  const { leftOut } = ground.frame
  if (unplaced.length + leftOut.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-base font-semibold">{t('timetable:unplaced.title', { count: unplaced.length + leftOut.length })}</h2>
      <ul className="grid border-t border-line lg:grid-cols-2 lg:gap-x-6">
        {unplaced.map(({ meeting, why, detail }) => {
          const names = seen.get(meeting)
          return (
            <li key={meeting} className={classes('flex items-center gap-3 border-b border-line py-2 [content-visibility:auto]', picked === meeting && 'bg-sea-wash')}>
              <div className="min-w-0 flex-1">
                <p className="text-sm">{names?.fullA} × {names?.fullB}</p>
                <p className="text-xs text-ink-2">{reasonTexts(t, [{ code: why, params: detail }], ground, locale).join(' ')}</p>
              </div>
              {onPick && <Button type="button" look="quiet" icon={Hand} aria-pressed={picked === meeting} onClick={() => onPick(meeting)}>{t('timetable:unplaced.place')}</Button>}
            </li>
          )
        })}
        {leftOut.map(({ requestId, why }) => (
          <li key={requestId} className="border-b border-line py-2 text-xs text-ink-2">{t(`timetable:leftOut.${why}`)}</li>
        ))}
      </ul>
    </section>
  )
}
