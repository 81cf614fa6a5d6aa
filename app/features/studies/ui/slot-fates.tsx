import { Table } from '#app/ui/table.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { SlotFate } from '#server/domain/timetable/rehearsal-report.ts'

import { tenth } from '../view.ts'

/** Which slots are fragile: what part of their meetings is lost or moved. */
export function SlotFates({ slots, frame, zone }: { slots: readonly SlotFate[]; frame: Pick<Frame, 'slots'>; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const most = Math.max(1, ...slots.map((slot) => slot.lost + slot.moved))
  const days = new Set(frame.slots.flatMap((slot) => (slot === null ? [] : [wallDay(slot.startsAtMs, zone, locale)])))
  const timeOf = ({ slot }: SlotFate): string => {
    const at = frame.slots[slot]?.startsAtMs ?? 0
    return days.size > 1 ? `${wallDay(at, zone, locale)} ${wallTime(at, zone)}` : wallTime(at, zone)
  }
  return (
    <section aria-labelledby="slots">
      <h2 id="slots" className="mb-2 text-base font-semibold">{t('studies:rehearsal.slots')}</h2>
      <Table
        caption={t('studies:rehearsal.slots')}
        rows={[...slots]}
        rowKey={(row) => String(row.slot)}
        columns={[
          { key: 'slot', names: true, head: t('studies:rehearsal.slotTime'), cell: (row) => <span className="figures">{timeOf(row)}</span> },
          { key: 'announced', head: t('studies:rehearsal.slotAnnounced'), align: 'end', cell: (row) => <span className="figures">{row.announced}</span> },
          { key: 'lost', head: t('studies:rehearsal.slotLost'), align: 'end', cell: (row) => <span className="figures">{tenth(row.lost)}%</span> },
          { key: 'moved', head: t('studies:rehearsal.slotMoved'), align: 'end', cell: (row) => <span className="figures">{tenth(row.moved)}%</span> },
          {
            key: 'bar', wideOnly: true, className: 'w-1/2', head: <span className="sr-only">{t('studies:rehearsal.slots')}</span>,
            cell: (row) => (
              <span className="flex h-2.5 w-full overflow-hidden rounded-full bg-sunk" title={t('studies:rehearsal.legend', { lost: tenth(row.lost), moved: tenth(row.moved) })}>
                <span aria-hidden className="bg-vermilion" style={{ width: `${(row.lost / most) * 100}%` }} />
                <span aria-hidden className="bg-amber" style={{ width: `${(row.moved / most) * 100}%` }} />
              </span>
            ),
          },
        ]}
      />
    </section>
  )
}
