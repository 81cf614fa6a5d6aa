import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnSeat as Seat } from '#server/features/seats/queries.ts'

import { answerWords, guestTones, textKey, type Answer } from '../view.ts'

/** How the reader's seat stands and the one thing to do about it, within reach of a thumb. */
export function OwnSeat({ seat, zone }: { seat: Seat; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const sending = useFetcher<Answer>()
  const { state, offeredUntil, place, answers, seats, free, isOver } = seat
  const key = state ?? 'none'
  return (
    <section aria-labelledby="own-seat" className="mb-8 rounded-md border border-line bg-sheet p-4">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-ink-2">
        {state !== null && <Status tone={guestTones[state]}>{t(`seats:state.${state}`)}</Status>}
        <span>{free === 0 ? t('seats:own.full', { seats }) : t('seats:own.free', { seats, count: free })}</span>
      </p>
      <h2 id="own-seat" className="mt-3 text-lg font-semibold">{t(`seats:own.heading.${key}`)}</h2>
      {state === 'offered' && offeredUntil !== null && <p className="mt-1 font-medium">{t('seats:own.until', { time: `${wallDay(offeredUntil, zone, locale)} ${wallTime(offeredUntil, zone)}` })}</p>}
      {place !== null && <p className="mt-1 font-medium">{t('seats:own.place', { place })}</p>}
      <p className="mt-1 text-ink-2">{t(isOver ? 'seats:own.over' : `seats:own.text.${textKey(state, free)}`)}</p>
      {sending.data?.ok === false && <div className="mt-3"><FormError error={sending.data.error} /></div>}
      <sending.Form method="post" className="mt-4 flex flex-col gap-2">
        {answers.map((answer, at) => (
          <Button key={answer} name="answer" value={answer} wide look={at === 0 && answer !== 'decline' && answer !== 'leave' ? 'primary' : 'quiet'} busy={sending.state !== 'idle' && sending.formData?.get('answer') === answer}>
            {t(`seats:own.answer.${answerWords(answer, { state, free })}`)}
          </Button>
        ))}
      </sending.Form>
    </section>
  )
}
