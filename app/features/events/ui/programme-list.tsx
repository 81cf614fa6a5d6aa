import { Tag } from '#app/ui/tag.tsx'
import { Time, TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import { byDay } from '../view.ts'

/** A session ready to be read: kind and admission in the reader's language. */
export type ProgrammeItem = {
  id: string
  startsAtMs: number
  endsAtMs: number
  kind: string
  nameZh: string
  nameEn: string
  stage: { nameZh: string; nameEn: string; placeZh: string; placeEn: string } | null
  /** Who may come, as short labels; [] = everybody. */
  admits: string[]
}

/** Sessions by day, times at the left. */
export function ProgrammeList({ items, zone, plain = false }: { items: ProgrammeItem[]; zone: string; plain?: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const days = byDay(items, zone)
  return (
    <>
      {days.map(({ day, at, rows }) => (
        <section key={day} aria-labelledby={`day-${day}`} className="mb-8">
          <h2 id={`day-${day}`} className={plain && days.length === 1 ? 'sr-only' : 'mb-1 text-base'}><Time at={at} zone={zone} show="day-year" /></h2>
          <ol>
            {rows.map((item) => (
              <li key={item.id} className="grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[9rem_1fr]">
                <TimeRange from={item.startsAtMs} to={item.endsAtMs} zone={zone} className="font-semibold" />
                <div className="min-w-0">
                  <h3 className="text-base">{pick(item.nameZh, item.nameEn)}</h3>
                  <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
                    <Tag>{item.kind}</Tag>
                    {item.stage && <span>{[pick(item.stage.nameZh, item.stage.nameEn), pick(item.stage.placeZh, item.stage.placeEn)].filter(Boolean).join(' · ')}</span>}
                  </p>
                  {item.admits.length > 0 && <p className="mt-1 text-sm text-ink-2">{`${t('events:event.who')} · ${item.admits.join(' / ')}`}</p>}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}
