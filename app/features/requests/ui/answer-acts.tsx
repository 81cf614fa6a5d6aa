import { useFetcher } from '@remix-run/react'
import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { RequestCard } from '#server/protocol/agenda.ts'

import { defaultHold } from '../view.ts'

import { AnswerSheet, type Colleague, type SheetAct } from './answer-sheet.tsx'
import type { OfferedTime } from './times-picker.tsx'

export type Answered = { requestId: string; state: RequestCard['state']; version: number }
export type AnswerData = { ok: true; value: Answered } | { ok: false; error: { code: string; message: string; fields: Record<string, string>; detail?: unknown } }

type Props = { card: RequestCard; zone: string; now: number; action: string; base: string; colleagues: readonly Colleague[]; viewerId: string }

/** Yes in one tap at the best time; everything else one tap further. Yes and no can be taken back for ten seconds. */
export function AnswerActs({ card, zone, now, action, base, colleagues, viewerId }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const accept = useFetcher<AnswerData>()
  const undo = useUndo(action)
  const [sheet, setSheet] = useState<SheetAct | null>(null)
  const best = defaultHold(card, now)
  useEffect(() => {
    if (accept.data?.ok) undo(accept.data.value)
    // One answer, one toast.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [accept.data])
  const error = accept.data?.ok === false ? accept.data.error : null
  const alternatives = (error?.detail as { alternatives?: OfferedTime[] } | undefined)?.alternatives ?? []
  const label = best === null ? t('requests:act.acceptLater') : t('requests:act.acceptAt', { time: `${wallDay(best.startsAt, zone, locale)} ${wallTime(best.startsAt, zone)}` })
  const say = (startsAt: string): void => accept.submit({ intent: 'accept', requestId: card.id, version: String(card.version), startsAt }, { method: 'post', action })
  const assignee = colleagues.find((one) => one.personId === card.assigneeId)
  return (
    <div className="flex flex-col gap-3">
      {assignee && <p className="text-sm text-ink-2">{t('requests:assigned', { name: locale === 'en' ? assignee.nameEn || assignee.nameZh : assignee.nameZh || assignee.nameEn })}</p>}
      {error && <Notice tone="error">{error.message}</Notice>}
      {alternatives.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {alternatives.map((time) => <Button key={time.startsAt} type="button" density="touch" onClick={() => say(String(time.startsAt))}>{`${wallDay(time.startsAt, zone, locale)} ${wallTime(time.startsAt, zone)}`}</Button>)}
        </div>
      )}
      <Button type="button" look="primary" density="touch" wide icon={Check} busy={accept.state !== 'idle'} onClick={() => say(best === null ? 'later' : String(best.startsAt))}>{label}</Button>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {card.holds.filter((hold) => hold.startsAt > now).length > 1 && <Button type="button" onClick={() => setSheet('choose')}>{t('requests:act.choose')}</Button>}
        <Button type="button" onClick={() => setSheet('counter')}>{t('requests:act.counter')}</Button>
        {colleagues.length > 1 && <Button type="button" onClick={() => setSheet('delegate')}>{t('requests:act.delegate')}</Button>}
        <Button type="button" look="quiet" onClick={() => setSheet('decline')}>{t('requests:act.decline')}</Button>
      </div>
      <AnswerSheet act={sheet} card={card} zone={zone} now={now} action={action} base={base} colleagues={colleagues.filter((one) => one.personId !== (card.assigneeId ?? viewerId))} onClose={() => setSheet(null)} onAnswered={undo} />
    </div>
  )
}

/** Says what was done and offers the way back. */
export function useUndo(action: string): (answered: Answered) => void {
  const t = useTranslate()
  const toast = useToast()
  const back = useFetcher<AnswerData>()
  useEffect(() => {
    if (back.data?.ok === false) toast({ text: back.data.error.message, tone: 'error' })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [back.data])
  return ({ requestId, state, version }) => {
    const canUndo = state === 'accepted' || state === 'declined'
    toast({ text: t(`requests:done.${state}`), ...(canUndo ? { undo: () => back.submit({ intent: 'undo', requestId, version: String(version) }, { method: 'post', action }) } : {}) })
  }
}
