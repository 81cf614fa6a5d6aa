import { Pin, PinOff } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Select } from '#app/ui/select.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Board } from '#server/domain/scheduling/board.ts'

import { reasonsFor, reasonTexts, type BoardGround, type SlotLine } from '../view.ts'

export type MoveSheetProps = {
  meeting: string | null
  name: string
  ground: BoardGround
  board: Board
  lines: SlotLine[]
  at: { slot: number; table: string } | undefined
  zone: string
  /** Why it is where it is. */
  why: readonly string[]
  isPinned: boolean
  /** Pins a placed meeting, or lets it go. */
  onPin: () => void
  onClose: () => void
  onPlace: (to: { slot: number; table: string }) => void
}

/** Moving without a grid: first a time, then a table; what can't be chosen says why. */
export function MoveSheet({ meeting, name, ...rest }: MoveSheetProps) {
  const t = useTranslate()
  return (
    <Sheet open={meeting !== null} onClose={rest.onClose} title={t('timetable:board.moveTitle')}>
      {meeting !== null && <Choice key={meeting} meeting={meeting} name={name} {...rest} />}
    </Sheet>
  )
}

function Choice({ meeting, name, ground, board, lines, at, zone, why, isPinned, onPin, onPlace }: MoveSheetProps & { meeting: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const reasons = reasonsFor(board, ground.frame, meeting)
  const free = (slot: number) => ground.frame.tables.filter((table) => reasons(slot, table.id).length === 0)
  const open = lines.filter(({ index }) => free(index).length > 0)
  const [slot, setSlot] = useState(at !== undefined && open.some((line) => line.index === at.slot) ? at.slot : (open[0]?.index ?? -1))
  const tables = slot < 0 ? [] : free(slot)
  const [table, setTable] = useState(at?.table ?? '')
  const chosen = tables.some((one) => one.id === table) ? table : (tables[0]?.id ?? '')
  const closed = lines.filter(({ index }) => !open.some((line) => line.index === index))
  const time = (line: SlotLine): string => `${wallDay(line.slot.startsAtMs, zone, locale)} ${wallTime(line.slot.startsAtMs, zone)}`
  return (
    <div className="flex flex-col gap-4" data-density="touch">
      <p className="text-sm">{name}</p>
      {why.length > 0 && <p className="text-sm text-ink-2">{t('timetable:why.title')} · {why.join(' ')}</p>}
      {open.length > 0 && (
        <>
          <Select name="slot" label={t('timetable:board.time')} value={String(slot)} onChange={(event) => setSlot(Number(event.target.value))} options={open.map((line) => ({ value: String(line.index), label: t('timetable:board.slotOption', { time: time(line), count: free(line.index).length }) }))} />
          <Select name="table" label={t('timetable:board.table')} value={chosen} onChange={(event) => setTable(event.target.value)} options={tables.map((one) => ({ value: one.id, label: one.code }))} />
          <Button type="button" look="primary" wide disabled={slot < 0 || chosen === ''} onClick={() => onPlace({ slot, table: chosen })}>{t('timetable:board.moveHere')}</Button>
        </>
      )}
      {at !== undefined && <Button type="button" icon={isPinned ? PinOff : Pin} wide onClick={onPin}>{t(isPinned ? 'timetable:board.unpin' : 'timetable:board.pin')}</Button>}
      {closed.length > 0 && (
        <details>
          <summary className="control text-sm text-sea-ink">{t('timetable:board.whyNot', { count: closed.length })}</summary>
          <ul className="text-sm">
            {closed.map((line) => (
              <li key={line.index} className="border-b border-line py-1"><span className="figures">{time(line)}</span> <span className="text-ink-2">{reasonTexts(t, reasons(line.index), ground, locale).join(' ')}</span></li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
