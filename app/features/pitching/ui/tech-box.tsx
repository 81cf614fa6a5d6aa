import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status, type Tone } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { TimeRange } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { TechSlotCard } from '#server/protocol/pitching.ts'

import type { PitchHand } from './use-pitch-hand.tsx'

export const techTones: Record<'booked' | 'passed' | 'failed', Tone> = { booked: 'info', passed: 'confirmed', failed: 'waiting' }

type Props = { slots: readonly TechSlotCard[]; mine: TechSlotCard | null; zone: string; now: number; hand: PitchHand }

/** The time at which the technique is tried, and other times. */
export function TechBox({ slots, mine, zone, now, hand }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const [choosing, setChoosing] = useState(false)
  const open = slots.filter((one) => one.state === 'open' && one.startsAt > now)
  const error = hand.errorOf('tech')
  const state = mine === null || mine.state === 'open' ? null : mine.state
  return (
    <section aria-labelledby="tech" className="mb-8">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="tech" className="text-base font-semibold">{t('pitching:tech.title')}</h2>
        {state && <Status tone={techTones[state]}>{t(`pitching:tech.state.${state}`)}</Status>}
      </div>
      {mine ? <p className="mb-3"><TimeRange from={mine.startsAt} to={mine.endsAt} zone={zone} withDay /> <span className="text-ink-2">{pick(mine.placeZh, mine.placeEn)}</span></p> : <p className="mb-3 text-ink-2">{slots.length === 0 ? t('pitching:tech.none') : t('pitching:tech.lead')}</p>}
      {error && <Notice tone="error" className="mb-3">{error.message}</Notice>}
      {state !== 'passed' && slots.length > 0 && (
        <div className="grid grid-cols-2 gap-2">
          <Button type="button" density="touch" look={mine === null ? 'primary' : 'secondary'} onClick={() => setChoosing(true)}>{t(mine === null ? 'pitching:tech.choose' : 'pitching:tech.change')}</Button>
          {mine && <Button type="button" density="touch" look="quiet" busy={hand.sending === 'tech'} onClick={() => hand.send('tech', { intent: 'techCancel', techSlotId: mine.id })}>{t('pitching:tech.cancel')}</Button>}
        </div>
      )}
      <Sheet open={choosing} onClose={() => setChoosing(false)} title={t('pitching:tech.choose')}>
        <ul className="grid gap-2">
          {open.map((one) => (
            <li key={one.id}>
              <Button
                type="button"
                density="touch"
                wide
                onClick={() => {
                  hand.send('tech', { intent: 'tech', techSlotId: one.id })
                  setChoosing(false)
                }}
              >
                {t('pitching:tech.book', { time: `${wallDay(one.startsAt, zone, locale)} ${wallTime(one.startsAt, zone)}` })} {slots.some((other) => other.startsAt === one.startsAt && other.id !== one.id) && `· ${one.lane}`}
              </Button>
            </li>
          ))}
        </ul>
      </Sheet>
    </section>
  )
}
