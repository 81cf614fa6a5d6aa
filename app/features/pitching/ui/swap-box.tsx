import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnPitch, PitchingSnapshot } from '#server/protocol/pitching.ts'

import type { PitchHand } from './use-pitch-hand.tsx'

/** Proposals to me and from me, each with its answer. */
export function SwapBox({ swaps, board, hand }: { swaps: OwnPitch['swaps']; board: PitchingSnapshot; hand: PitchHand }) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  if (swaps.length === 0) return null
  const timeOf = (itemId: string): string => {
    const slot = board.slots.find((one) => one.itemId === itemId)
    return slot ? `${wallDay(slot.startsAt, board.zone, locale)} ${wallTime(slot.startsAt, board.zone)}` : ''
  }
  return (
    <section aria-labelledby="swaps" className="mb-8">
      <h2 id="swaps" className="mb-2 text-base font-semibold">{t('pitching:swaps.title')}</h2>
      <ul className="border-t border-line">
        {swaps.map((swap) => {
          const fields = { swapId: swap.id, version: String(swap.version) }
          const error = hand.errorOf(swap.id)
          return (
            <li key={swap.id} className="flex flex-col gap-3 border-b border-line py-3">
              <p>{t(`pitching:swaps.${swap.direction}`, { name: pick(swap.partner.nameZh, swap.partner.nameEn), own: timeOf(swap.ownItemId), other: timeOf(swap.otherItemId) })}</p>
              {swap.message !== '' && <p className="border-l-3 border-line pl-3 whitespace-pre-line break-words">{swap.message}</p>}
              {error && <Notice tone="error">{error.message}</Notice>}
              {swap.direction === 'received' ? (
                <div className="grid grid-cols-2 gap-2">
                  <Button type="button" look="primary" density="touch" busy={hand.sending === swap.id} onClick={() => hand.send(swap.id, { intent: 'swapAccept', ...fields })}>{t('pitching:swaps.accept')}</Button>
                  <Button type="button" density="touch" onClick={() => hand.send(swap.id, { intent: 'swapDecline', ...fields })}>{t('pitching:swaps.decline')}</Button>
                </div>
              ) : (
                <Button type="button" look="quiet" density="touch" className="self-start" busy={hand.sending === swap.id} onClick={() => hand.send(swap.id, { intent: 'swapWithdraw', ...fields })}>{t('pitching:swaps.withdraw')}</Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
