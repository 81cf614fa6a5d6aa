import { ArrowDown, ArrowUp, X } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnSession, PitchingSnapshot, PitchSessionCard } from '#server/protocol/pitching.ts'

import type { PitchHand } from './use-pitch-hand.tsx'

type Props = { wishes: readonly string[]; onChange: (wishes: string[]) => void; own: OwnSession; session: PitchSessionCard; board: PitchingSnapshot; hand: PitchHand }

function swapped(list: readonly string[], at: number, by: -1 | 1): string[] {
  const next = [...list]
  const [one] = next.splice(at, 1)
  if (one !== undefined) next.splice(at + by, 0, one)
  return next
}

/** Wishes in order, moved with buttons (by thumb and by key alike), handed in as a whole. */
export function RankBox({ wishes, onChange, own, session, board, hand }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const saved = own.ranking?.itemIds ?? []
  const isSaved = saved.join() === wishes.join()
  const error = hand.errorOf('rank')
  const named = (itemId: string): string => {
    const slot = board.slots.find((one) => one.itemId === itemId)
    return slot ? `${wallDay(slot.startsAt, board.zone, locale)} ${wallTime(slot.startsAt, board.zone)}` : ''
  }
  const save = (): void => {
    const form = new FormData()
    for (const [name, value] of [['intent', 'rank'], ['sessionId', session.id], ['version', String(own.ranking?.version ?? 0)]] as const) form.set(name, value)
    for (const itemId of wishes) form.append('itemIds[]', itemId)
    hand.send('rank', form)
  }
  return (
    <section aria-labelledby="rank" className="mb-8">
      <h2 id="rank" className="mb-1 text-base font-semibold">{t('pitching:rank.title')}</h2>
      <p className="mb-3 text-sm text-ink-2">{t('pitching:rank.lead')}</p>
      {error && <Notice tone="error" className="mb-3">{error.message}</Notice>}
      {wishes.length === 0 ? <p className="border-y border-line py-4 text-ink-2">{t('pitching:rank.none')}</p> : (
        <ol className="border-t border-line">
          {wishes.map((itemId, at) => (
            <li key={itemId} className="flex items-center gap-2 border-b border-line py-1">
              <span className="figures w-6 text-ink-2">{at + 1}</span>
              <span className="figures min-w-0 flex-1">{named(itemId)}</span>
              <IconButton icon={ArrowUp} label={`${t('pitching:rank.up')} ${named(itemId)}`} disabled={at === 0} onClick={() => onChange(swapped(wishes, at, -1))} />
              <IconButton icon={ArrowDown} label={`${t('pitching:rank.down')} ${named(itemId)}`} disabled={at === wishes.length - 1} onClick={() => onChange(swapped(wishes, at, 1))} />
              <IconButton icon={X} label={`${t('pitching:rank.remove')} ${named(itemId)}`} onClick={() => onChange(wishes.filter((one) => one !== itemId))} />
            </li>
          ))}
        </ol>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button type="button" look="primary" density="touch" busy={hand.sending === 'rank'} onClick={save}>{t('pitching:rank.save')}</Button>
        {isSaved && saved.length > 0 && <Status tone="confirmed">{t('pitching:rank.saved')}</Status>}
        {!isSaved && <Status tone="waiting">{t('pitching:rank.changed')}</Status>}
      </div>
      <p className="mt-2 text-xs break-all text-ink-2">{t('pitching:rank.seed', { hash: session.seedHash })}</p>
    </section>
  )
}
