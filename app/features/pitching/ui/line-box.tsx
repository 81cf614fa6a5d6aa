import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Time, TimeRange } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { OwnSession, PitchSessionCard, PitchSlotCard } from '#server/protocol/pitching.ts'

import { Countdown } from './countdown.tsx'
import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { own: OwnSession; session: PitchSessionCard; slots: readonly PitchSlotCard[]; zone: string; now: number; hand: PitchHand; mayJoin: boolean }

/** My place in line, or what is on offer to me: one answer, two buttons. */
export function LineBox({ own, session, slots, zone, now, hand, mayJoin }: Props) {
  const t = useTranslate()
  const { waiting } = own
  const error = hand.errorOf('line')
  if (waiting === null && !mayJoin) return null
  const answer = (intent: 'take' | 'decline' | 'leave'): void => waiting === null ? undefined : hand.send('line', { intent, waitingId: waiting.id, version: String(waiting.version) })
  const offered = waiting?.state === 'offered' ? slots.find((slot) => slot.itemId === waiting.itemId) : undefined
  return (
    <section aria-labelledby="line" className={`mb-8 rounded-md border p-4 ${offered ? 'border-amber-ink bg-amber-wash' : 'border-line bg-sheet'}`}>
      <h2 id="line" className="mb-2 text-base font-semibold">{t(offered ? 'pitching:line.offer' : 'pitching:line.title')}</h2>
      {error && <Notice tone="error" className="mb-3">{error.message}</Notice>}
      {waiting === null && (
        <>
          <p className="mb-3 text-ink-2">{t('pitching:line.joinLead', { minutes: session.offerMinutes })} {session.waiting > 0 && t('pitching:line.count', { count: session.waiting })}</p>
          <Button type="button" density="touch" wide busy={hand.sending === 'line'} onClick={() => hand.send('line', { intent: 'join', sessionId: session.id })}>{t('pitching:line.join')}</Button>
        </>
      )}
      {waiting?.state === 'waiting' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>{t('pitching:line.waiting', { place: waiting.place })}</p>
          <Button type="button" look="quiet" density="touch" busy={hand.sending === 'line'} onClick={() => answer('leave')}>{t('pitching:line.leave')}</Button>
        </div>
      )}
      {offered && (
        <>
          <p className="text-ink-2"><Time at={offered.startsAt} zone={zone} show="day" /></p>
          <p className="text-xl font-semibold"><TimeRange from={offered.startsAt} to={offered.endsAt} zone={zone} /></p>
          <p className="mb-2">{t('pitching:line.offerLead')}</p>
          {waiting?.offerEndsAt != null && <Countdown label={t('pitching:line.left')} to={waiting.offerEndsAt} now={now} urgentMs={5 * 60_000} />}
          <div className="mt-3 grid grid-cols-2 gap-2">
            <Button type="button" look="primary" density="touch" busy={hand.sending === 'line'} onClick={() => answer('take')}>{t('pitching:line.take')}</Button>
            <Button type="button" density="touch" onClick={() => answer('decline')}>{t('pitching:line.decline')}</Button>
          </div>
        </>
      )}
    </section>
  )
}
