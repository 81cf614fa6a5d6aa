import { useState } from 'react'

import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

export type OfferedTime = { startsAt: number; endsAt: number }
type Props = { times: readonly OfferedTime[]; zone: string; most: number; /** So many of the best are ticked at first. */ chosen: number }

/** Several real times, at most `most` of them; sent as `holds[]` in the order of the list. */
export function TimesPicker({ times, zone, most, chosen }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const [ticked, setTicked] = useState(() => new Set(times.slice(0, chosen).map((time) => time.startsAt)))
  const toggle = (startsAt: number, on: boolean): void => {
    const next = new Set(ticked)
    if (on) next.add(startsAt)
    else next.delete(startsAt)
    setTicked(next)
  }
  return (
    <fieldset data-density="touch">
      <legend className="mb-1 text-sm font-medium">{t('requests:times.label', { count: most })}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {times.map((time) => {
          const isOn = ticked.has(time.startsAt)
          return (
            <label key={time.startsAt} className="control figures flex cursor-pointer items-center gap-3 rounded-md border border-line bg-sheet px-4 has-checked:border-sea-ink has-checked:bg-sea-wash has-disabled:text-ink-3">
              <input
                type="checkbox"
                name="holds[]"
                value={time.startsAt}
                checked={isOn}
                disabled={!isOn && ticked.size >= most}
                onChange={(event) => toggle(time.startsAt, event.currentTarget.checked)}
                className="size-4.5 shrink-0 accent-sea"
              />
              {`${wallDay(time.startsAt, zone, locale)} ${wallTime(time.startsAt, zone)}–${wallTime(time.endsAt, zone)}`}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
