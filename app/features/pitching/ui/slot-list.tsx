import { Lock } from 'lucide-react'

import { wallDate, wallDay } from '#app/ui/time-format.ts'
import { TimeRange } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { joinWords } from '#server/i18n/locales.ts'
import type { PitchingSnapshot, PitchSlotCard } from '#server/protocol/pitching.ts'

type Props = { slots: readonly PitchSlotCard[]; board: PitchingSnapshot; mine: ReadonlySet<string>; sectorName: (code: string) => string; onChoose: (slot: PitchSlotCard) => void; marks?: ReadonlyMap<string, number> }

const looks = { open: 'border-jade-ink/50 bg-sheet', held: 'border-line bg-amber-wash', taken: 'border-line bg-sunk text-ink-2', mine: 'border-sea-ink bg-sea-wash' } as const

/** All slots of a session by day; each a button, so that the reason is one press away where it can't be had. */
export function SlotList({ slots, board, mine, sectorName, onChoose, marks }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const days = [...new Set(slots.map((slot) => wallDate(slot.startsAt, board.zone)))]
  const open = slots.filter((slot) => slot.state === 'open').length
  return (
    <section aria-labelledby="slots" className="mb-8">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="slots" className="text-base font-semibold">{t('pitching:slots.title')}</h2>
        <p className="figures text-sm text-ink-2">{t('pitching:slots.legend', { open, all: slots.length })}</p>
      </div>
      {days.map((day) => {
        const ofDay = slots.filter((slot) => wallDate(slot.startsAt, board.zone) === day)
        return (
          <div key={day} className="mb-4">
            {days.length > 1 && <h3 className="mb-2 text-sm text-ink-2">{wallDay(ofDay[0]?.startsAt ?? 0, board.zone, locale)}</h3>}
            <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
              {ofDay.map((slot) => {
                const look = mine.has(slot.itemId) ? 'mine' : slot.state
                const stage = board.stages.length > 1 ? board.stages.find((one) => one.id === slot.stageId) : undefined
                const name = slot.delegation ? pick(slot.delegation.nameZh, slot.delegation.nameEn) : ''
                return (
                  <li key={slot.itemId}>
                    <button type="button" onClick={() => onChoose(slot)} className={`flex h-full min-h-16 w-full flex-col items-start rounded-md border px-3 py-2 text-left hover:border-sea-ink ${looks[look]}`}>
                      <span className="flex w-full justify-between font-medium"><TimeRange from={slot.startsAt} to={slot.endsAt} zone={board.zone} plain />{marks?.has(slot.itemId) && <span className="figures rounded-sm bg-sea px-1.5 text-sm text-on-sea">{marks.get(slot.itemId)}</span>}</span>
                      <span className="line-clamp-2 text-sm break-words">{look === 'mine' ? t('pitching:slots.mine') : slot.state === 'taken' ? t('pitching:slots.taken', { name }) : t(`pitching:slots.${slot.state}`)}</span>
                      {stage && <span className="text-xs text-ink-2">{pick(stage.nameZh, stage.nameEn)}</span>}
                      {slot.keptFor.length > 0 && <span className="flex items-center gap-1 text-xs text-amber-ink"><Lock aria-hidden size={12} className="shrink-0" />{t('pitching:slots.kept', { sectors: joinWords(locale, slot.keptFor.map(sectorName)) })}</span>}
                    </button>
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
    </section>
  )
}
