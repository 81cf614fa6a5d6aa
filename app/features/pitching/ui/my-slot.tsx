import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status } from '#app/ui/status.tsx'
import { Time, TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnPitch, OwnSession, PitchingSnapshot, PitchSessionCard, PitchSlotCard } from '#server/protocol/pitching.ts'

import { Countdown } from './countdown.tsx'
import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { booking: OwnSession['bookings'][number]; slot: PitchSlotCard; session: PitchSessionCard; board: PitchingSnapshot; own: OwnPitch; now: number; hand: PitchHand }

/** When and where I pitch, how long until then, who presents; and the ways out of it. */
export function MySlot({ booking, slot, session, board, own, now, hand }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const [sheet, setSheet] = useState<'release' | 'present' | null>(null)
  const stage = board.stages.find((one) => one.id === slot.stageId)
  const people = own.people.filter((one) => booking.personIds.includes(one.id)).map((one) => pick(one.nameZh, one.nameEn)).join(' · ')
  const error = hand.errorOf(slot.itemId)
  return (
    <section aria-labelledby={`mine-${slot.itemId}`} className="mb-8 rounded-md border border-line bg-sheet p-4">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id={`mine-${slot.itemId}`} className="text-base font-semibold">{t('pitching:mine.title')}</h2>
        <Status tone="confirmed">{t('pitching:slots.mine')}</Status>
      </div>
      <p className="text-ink-2"><Time at={slot.startsAt} zone={board.zone} show="day" /></p>
      <p className="text-xl font-semibold"><TimeRange from={slot.startsAt} to={slot.endsAt} zone={board.zone} /></p>
      <p className="mb-3 text-ink-2">{[stage && pick(stage.nameZh, stage.nameEn), session.arriveMinutes > 0 && t('pitching:mine.arrive', { minutes: session.arriveMinutes })].filter(Boolean).join(' · ')}</p>
      {slot.startsAt > now && <Countdown label={t('pitching:mine.starts')} to={slot.startsAt} now={now} urgentMs={15 * 60_000} />}
      <p className="mt-2 text-sm"><span className="text-ink-2">{t('pitching:mine.people')}</span> {people}</p>
      {error && sheet === null && <Notice tone="error" className="mt-3">{error.message}</Notice>}
      <div className={own.people.length > 1 ? 'mt-4 grid grid-cols-2 gap-2' : '-mx-5 mt-2 flex'}>
        {own.people.length > 1 && <Button type="button" density="touch" onClick={() => setSheet('present')}>{t('pitching:mine.present')}</Button>}
        <Button type="button" look="quiet" density="touch" onClick={() => setSheet('release')}>{t('pitching:mine.release')}</Button>
      </div>
      <Sheet open={sheet === 'release' && hand.done !== slot.itemId} onClose={() => setSheet(null)} title={t('pitching:mine.release')}>
        <p className="mb-4">{t('pitching:mine.releaseAsk')}</p>
        {error && <Notice tone="error" className="mb-4">{error.message}</Notice>}
        <Button type="button" look="danger" density="touch" wide busy={hand.sending === slot.itemId} onClick={() => hand.send(slot.itemId, { intent: 'release', itemId: slot.itemId })}>{t('pitching:mine.releaseNow')}</Button>
      </Sheet>
      <Sheet open={sheet === 'present'} onClose={() => setSheet(null)} title={t('pitching:mine.present')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            hand.send(slot.itemId, new FormData(event.currentTarget))
            setSheet(null)
          }}
        >
          <input type="hidden" name="intent" value="present" />
          <input type="hidden" name="itemId" value={slot.itemId} />
          <RadioGroup name="personIds[]" label={t('pitching:mine.people')} look="cards" density="touch" options={own.people.map((one) => ({ value: one.id, label: pick(one.nameZh, one.nameEn) }))} defaultValue={booking.personIds[0]} />
          <Button look="primary" density="touch" wide>{t('pitching:mine.presentNow')}</Button>
        </form>
      </Sheet>
    </section>
  )
}
