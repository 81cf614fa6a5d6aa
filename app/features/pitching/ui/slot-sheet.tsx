import type { FormEvent } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { joinWords } from '#server/i18n/locales.ts'
import type { OwnSession, PitchingSnapshot, PitchSlotCard } from '#server/protocol/pitching.ts'

import type { PitchHand } from './use-pitch-hand.tsx'
import { WhyNot } from './why-not.tsx'

type Alternative = { itemId: string; startsAt: number; endsAt: number }
type Props = {
  slot: PitchSlotCard | null
  board: PitchingSnapshot
  own: OwnSession
  /** The slot that would be given up or offered in exchange; null where there is none. */
  mineId: string | null
  reasons: OwnSession['reasons']
  mayBook: boolean
  sectorName: (code: string) => string
  hand: PitchHand
  onClose: () => void
}

/** One slot: book it, move to it, propose a swap, or read why not. */
export function SlotSheet({ slot, board, own, mineId, reasons, mayBook, sectorName, hand, onClose }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const named = (startsAt: number): string => `${wallDay(startsAt, board.zone, locale)} ${wallTime(startsAt, board.zone)}`
  const id = slot?.itemId ?? ''
  const error = hand.errorOf(id)
  const told = (error?.detail as { alternatives?: Alternative[] } | undefined)?.alternatives
  const others = told ?? (slot?.state === 'taken' && mineId === null && mayBook ? nearestOpen(board, slot) : [])
  const go = (itemId: string): void => hand.send(id, mineId === null ? { intent: 'book', itemId } : { intent: 'move', fromItemId: mineId, toItemId: itemId })
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    hand.send(id, new FormData(event.currentTarget))
  }
  const isMine = own.bookings.some((one) => one.itemId === id)
  return (
    <Sheet open={slot !== null && hand.done !== id} onClose={onClose} title={slot ? t('pitching:slots.sheet', { time: named(slot.startsAt) }) : ''}>
      {error && <Notice tone="error" className="mb-4">{error.message}</Notice>}
      {others.length > 0 && (
        <div className="mb-4">
          <p className="mb-2 text-sm font-medium">{t('pitching:slots.alternatives')}</p>
          <div className="grid gap-2">{others.map((one) => <Button key={one.itemId} type="button" density="touch" wide busy={hand.sending === id} onClick={() => go(one.itemId)}>{named(one.startsAt)}</Button>)}</div>
        </div>
      )}
      {slot?.state === 'open' && slot.keptFor.length > 0 && <Notice tone="warn" className="mb-4">{t('pitching:slots.kept', { sectors: joinWords(locale, slot.keptFor.map(sectorName)) })}</Notice>}
      {slot?.state === 'open' && reasons.length > 0 && <WhyNot reasons={reasons} title={t('pitching:slots.why')} />}
      {slot?.state === 'open' && reasons.length === 0 && mayBook && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <input type="hidden" name="intent" value={mineId === null ? 'book' : 'move'} />
          <input type="hidden" name={mineId === null ? 'itemId' : 'toItemId'} value={id} />
          {mineId === null ? <Checkbox name="orNearest" label={t('pitching:slots.bookNearest')} density="touch" /> : <input type="hidden" name="fromItemId" value={mineId} />}
          <Button look="primary" density="touch" wide busy={hand.sending === id}>{t(mineId === null ? 'pitching:slots.book' : 'pitching:slots.moveHere')}</Button>
        </form>
      )}
      {slot?.state === 'held' && <p>{t('pitching:slots.held_text')}</p>}
      {slot?.state === 'taken' && !isMine && slot.delegation && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <p>{t('pitching:slots.taken_by', { name: pick(slot.delegation.nameZh, slot.delegation.nameEn) })}</p>
          {mineId !== null && (
            <>
              <p className="text-sm text-ink-2">{t('pitching:slots.swapLead')}</p>
              <input type="hidden" name="intent" value="swap" />
              <input type="hidden" name="fromItemId" value={mineId} />
              <input type="hidden" name="toItemId" value={id} />
              <TextArea name="message" label={t('pitching:slots.swapMessage')} optional maxLength={300} rows={2} />
              <Button look="primary" density="touch" wide busy={hand.sending === id}>{t('pitching:slots.swap')}</Button>
            </>
          )}
        </form>
      )}
      {isMine && <p>{t('pitching:slots.mine')}</p>}
    </Sheet>
  )
}

/** Where somebody else was quicker, or the reader looks at what is gone: the three nearest slots that anybody may have. */
function nearestOpen(board: PitchingSnapshot, wanted: PitchSlotCard): Alternative[] {
  return board.slots
    .filter((one) => one.sessionId === wanted.sessionId && one.state === 'open' && one.keptFor.length === 0)
    .sort((a, b) => Math.abs(a.startsAt - wanted.startsAt) - Math.abs(b.startsAt - wanted.startsAt) || a.startsAt - b.startsAt)
    .slice(0, 3)
}
