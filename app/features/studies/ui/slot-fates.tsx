import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { SlotFate } from '#server/domain/timetable/rehearsal-report.ts'

import { tenth } from '../view.ts'

/** Which slots are fragile: what part of their meetings is lost or moved. */
export function SlotFates({ slots, frame, zone }: { slots: readonly SlotFate[]; frame: Pick<Frame, 'slots'>; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const most = Math.max(1, ...slots.map((slot) => slot.lost + slot.moved))
  const named = timeNames(frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), zone, locale)
  const timeOf = ({ slot }: SlotFate): string => named(frame.slots[slot]?.startsAtMs ?? 0)
  return (
    <section aria-labelledby="slots">
      <h2 id="slots" className="mb-2 text-base font-semibold">{t('studies:rehearsal.slots')}</h2>
      <table data-density="dense" className="w-full border-collapse text-sm">
        <caption className="sr-only">{t('studies:rehearsal.slots')}</caption>
        <thead>
          <tr className="border-b border-edge text-right text-xs text-ink-2">
            <th scope="col" className="py-1.5 text-left font-medium">{t('studies:rehearsal.slotTime')}</th>
            {(['slotAnnounced', 'slotLost', 'slotMoved'] as const).map((name) => <th key={name} scope="col" className="py-1.5 pl-3 font-medium">{t(`studies:rehearsal.${name}`)}</th>)}
            <td className="w-1/2 max-md:hidden" />
          </tr>
        </thead>
        <tbody>
          {slots.map((row) => (
            <tr key={row.slot} className="figures border-b border-line text-right">
              <th scope="row" className="py-1.5 text-left font-normal">{timeOf(row)}</th>
              <td className="pl-3">{row.announced}</td>
              <td className="pl-3">{tenth(row.lost)}%</td>
              <td className="pl-3">{tenth(row.moved)}%</td>
              <td className="pl-6 max-md:hidden">
                <span aria-hidden className="flex h-2.5 w-full overflow-hidden rounded-full bg-sunk">
                  <span className="bg-vermilion" style={{ width: `${(row.lost / most) * 100}%` }} />
                  <span className="bg-amber" style={{ width: `${(row.moved / most) * 100}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
