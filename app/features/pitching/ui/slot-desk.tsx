import { useState, type FormEvent } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PitcherRow } from '#server/features/pitch-roster/queries.ts'
import type { PitchingSnapshot, PitchSlotCard } from '#server/protocol/pitching.ts'

import { SlotList } from './slot-list.tsx'
import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { slots: PitchSlotCard[]; board: PitchingSnapshot; pitchers: readonly PitcherRow[]; sectorName: (code: string) => string; hand: PitchHand; mayRun: boolean }

/** The slots of a session as the organizer has them: give a free one, take one back. */
export function SlotDesk({ slots, board, pitchers, sectorName, hand, mayRun }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const [chosen, setChosen] = useState<string | null>(null)
  const slot = slots.find((one) => one.itemId === chosen)
  const id = slot?.itemId ?? ''
  const error = hand.errorOf(id)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    hand.send(id, new FormData(event.currentTarget))
  }
  return (
    <>
      <SlotList slots={slots} board={board} mine={new Set()} sectorName={sectorName} onChoose={(one) => (mayRun ? setChosen(one.itemId) : undefined)} />
      <Sheet open={slot !== undefined && hand.done !== id} onClose={() => setChosen(null)} title={slot ? t('pitching:slots.sheet', { time: `${wallDay(slot.startsAt, board.zone, locale)} ${wallTime(slot.startsAt, board.zone)}` }) : ''}>
        {error && <Notice tone="error" className="mb-4">{error.message}</Notice>}
        {slot?.state === 'open' && (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <input type="hidden" name="intent" value="assign" />
            <input type="hidden" name="itemId" value={id} />
            <Select name="delegationId" label={t('pitching:desk.assignTo')} options={pitchers.filter((one) => one.slots.length === 0).map((one) => ({ value: one.delegationId, label: pick(one.nameZh, one.nameEn) }))} />
            <Button look="primary" busy={hand.sending === id}>{t('pitching:desk.assign')}</Button>
          </form>
        )}
        {slot?.state === 'taken' && (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <input type="hidden" name="intent" value="release" />
            <input type="hidden" name="itemId" value={id} />
            <p className="font-medium">{slot.delegation && pick(slot.delegation.nameZh, slot.delegation.nameEn)}</p>
            <p>{t('pitching:desk.freeAsk')}</p>
            <Button look="danger" busy={hand.sending === id}>{t('pitching:desk.free')}</Button>
          </form>
        )}
        {slot?.state === 'held' && <p>{t('pitching:slots.held_text')}</p>}
      </Sheet>
    </>
  )
}
