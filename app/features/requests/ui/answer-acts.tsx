import { Check } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { RequestCard } from '#server/protocol/agenda.ts'

import { defaultHold } from '../view.ts'

import type { AnswerDesk } from './answer-desk.tsx'
import { AnswerSheet, type Colleague, type SheetAct } from './answer-sheet.tsx'
import type { OfferedTime } from './times-picker.tsx'

type Props = { card: RequestCard; zone: string; now: number; desk: AnswerDesk; base: string; colleagues: readonly Colleague[]; viewerId: string }

/** Yes in one tap at the best time; everything else one tap further. */
export function AnswerActs({ card, zone, now, desk, base, colleagues, viewerId }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const [sheet, setSheet] = useState<SheetAct | null>(null)
  const best = defaultHold(card, now)
  const error = sheet === null ? desk.errorOf(card.id) : null
  const alternatives = (error?.detail as { alternatives?: OfferedTime[] } | undefined)?.alternatives ?? []
  const named = (startsAt: number): string => `${wallDay(startsAt, zone, locale)} ${wallTime(startsAt, zone)}`
  const accept = (startsAt: string): void => desk.send(card.id, { intent: 'accept', requestId: card.id, version: String(card.version), startsAt })
  const assignee = colleagues.find((one) => one.personId === card.assigneeId)
  return (
    <div className="flex flex-col gap-3">
      {assignee && <p className="text-sm text-ink-2">{t('requests:assigned', { name: pick(assignee.nameZh, assignee.nameEn) })}</p>}
      {error && <Notice tone="error">{error.message}</Notice>}
      {alternatives.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {alternatives.map((time) => <Button key={time.startsAt} type="button" density="touch" onClick={() => accept(String(time.startsAt))}>{named(time.startsAt)}</Button>)}
        </div>
      )}
      <Button type="button" look="primary" density="touch" wide icon={Check} busy={desk.sending === card.id} onClick={() => accept(best === null ? 'later' : String(best.startsAt))}>
        {best === null ? t('requests:act.acceptLater') : t('requests:act.acceptAt', { time: named(best.startsAt) })}
      </Button>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {card.holds.filter((hold) => hold.startsAt > now).length > 1 && <Button type="button" onClick={() => setSheet('choose')}>{t('requests:act.choose')}</Button>}
        <Button type="button" onClick={() => setSheet('counter')}>{t('requests:act.counter')}</Button>
        {colleagues.length > 1 && <Button type="button" onClick={() => setSheet('delegate')}>{t('requests:act.delegate')}</Button>}
        <Button type="button" look="quiet" onClick={() => setSheet('decline')}>{t('requests:act.decline')}</Button>
      </div>
      <AnswerSheet act={sheet} card={card} zone={zone} now={now} desk={desk} base={base} colleagues={colleagues.filter((one) => one.personId !== (card.assigneeId ?? viewerId))} onClose={() => setSheet(null)} />
    </div>
  )
}
