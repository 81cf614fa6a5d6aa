import { useFetcher } from '@remix-run/react'
import { CalendarSearch } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { RequestCard } from '#server/protocol/agenda.ts'

import type { AnswerError } from './answer-desk.tsx'
import type { OfferedTime } from './times-picker.tsx'

/** Why a wish has no meeting, as far as it is one's own business, and what can be done. */
export type UnmetWish = { requestId: string; code: string; params: Record<string, number>; steps: string[] }
export type UnmetNoteProps = { wish: UnmetWish; card: RequestCard; base: string; zone: string }

const mostTimes = 3

export function UnmetNote({ wish, card, base, zone }: UnmetNoteProps) {
  const t = useTranslate()
  // Chinese sentences follow each other without a space.
  const gap = useLocale() === 'zh-CN' ? '' : ' '
  const has = (step: string): boolean => wish.steps.includes(step)
  return (
    <div className="flex flex-col gap-2 border-l-3 border-amber pl-3 text-sm" data-testid="unmet">
      <p><span className="font-medium">{t('requests:unmet.lead')}</span>{gap}{t(`requests:unmet.${wish.code}`, wish.params)}</p>
      {has('free_a_time') && <p className="text-ink-2">{t('requests:unmet.next.free_a_time')}{gap}<TextLink to={`${base}/agenda`}>{t('requests:unmet.agenda')}</TextLink></p>}
      {has('ask_organizer') && <p className="text-ink-2">{t('requests:unmet.next.ask_organizer')}</p>}
      {has('standby') && <p className="text-ink-2">{t('requests:unmet.next.standby')}</p>}
      {has('other_times') && <TimesNow card={card} base={base} zone={zone} />}
    </div>
  )
}

/** Times that have come free since; one tap takes one. */
function TimesNow({ card, base, zone }: Omit<UnmetNoteProps, 'wish'>) {
  const t = useTranslate()
  const locale = useLocale()
  const looked = useFetcher<{ times: OfferedTime[] }>()
  const taken = useFetcher<{ ok: boolean; error?: AnswerError }>()
  const take = (startsAt: number): void => taken.submit({ intent: 'settle', requestId: card.id, version: String(card.version), startsAt: String(startsAt) }, { method: 'post', action: `${base}/requests` })
  // The best few, in the order of the day.
  const times = looked.data?.times.slice(0, mostTimes).sort((a, b) => a.startsAt - b.startsAt)
  if (times === undefined) {
    return <Button type="button" look="quiet" density="touch" icon={CalendarSearch} busy={looked.state !== 'idle'} className="-ml-(--pad) self-start" onClick={() => looked.load(`${base}/times?request=${card.id}`)}>{t('requests:unmet.next.other_times')}</Button>
  }
  return (
    <div aria-live="polite">
      {taken.data?.ok === false && taken.data.error && <Notice tone="error" className="mb-2">{taken.data.error.message}</Notice>}
      {times.length === 0 ? <p>{t('requests:unmet.noTimes')}</p> : (
        <>
          <p className="mb-1">{t('requests:unmet.times')}</p>
          <ul className="flex flex-wrap gap-2">
            {times.map((time) => (
              <li key={time.startsAt}>
                <Button type="button" density="touch" busy={taken.state !== 'idle'} aria-label={`${t('requests:unmet.take')} ${wallDay(time.startsAt, zone, locale)} ${wallTime(time.startsAt, zone)}`} onClick={() => take(time.startsAt)}>
                  <span className="figures">{wallDay(time.startsAt, zone, locale)} {wallTime(time.startsAt, zone)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
