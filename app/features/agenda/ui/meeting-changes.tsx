import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Skeleton } from '#app/ui/skeleton.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { AgendaItem } from '#server/protocol/agenda.ts'

import { TimeChoice, type OfferedTime } from './time-choice.tsx'

type Answer = { ok: true } | { ok: false; error: { code: string; message: string; fields: Record<string, string>; detail?: unknown } }
type Props = { item: AgendaItem; /** `/events/<slug>` */ base: string; onDone: () => void; onBack: () => void }

/** Closes and says so when the act has been done. */
function useDone(answer: Answer | undefined, text: string, onDone: () => void): void {
  const toast = useToast()
  useOncePerAnswer(answer, ({ ok }) => {
    if (!ok) return
    toast({ text })
    onDone()
  })
}

/** Another time for the meeting, from those that are really free. */
export function Move({ item, zone, base, onDone, onBack }: Props & { zone: string }) {
  const t = useTranslate()
  const times = useFetcher<{ times: OfferedTime[] }>()
  const move = useFetcher<Answer>()
  const { load } = times
  useEffect(() => load(`${base}/times?meeting=${item.id}`), [load, base, item.id])
  useDone(move.data, t('agenda:done.moved'), onDone)
  const error = move.data?.ok === false ? move.data.error : null
  return (
    <move.Form method="post" action={`${base}/agenda`} className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="reschedule" />
      <input type="hidden" name="meetingId" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
      <FormError error={error} />
      {times.data === undefined ? <Skeleton /> : <TimeChoice times={times.data.times.slice(0, 6)} zone={zone} label={t('agenda:times.label')} />}
      <Button look="primary" wide busy={move.state !== 'idle'} disabled={!times.data || times.data.times.length === 0}>{t('agenda:act.moveNow')}</Button>
      <Button type="button" look="quiet" wide onClick={onBack}>{t('common:ui.back')}</Button>
    </move.Form>
  )
}

/** Calls the meeting off, after saying what that does. */
export function Cancel({ item, base, onDone, onBack }: Props) {
  const t = useTranslate()
  const cancel = useFetcher<Answer>()
  useDone(cancel.data, t('agenda:done.cancelled'), onDone)
  return (
    <cancel.Form method="post" action={`${base}/agenda`} className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="cancel" />
      <input type="hidden" name="meetingId" value={item.id} />
      <input type="hidden" name="version" value={item.version} />
      <FormError error={cancel.data?.ok === false ? cancel.data.error : null} />
      <p>{t('agenda:cancel.what')}</p>
      <TextArea name="reason" label={t('agenda:cancel.reason')} optional maxLength={300} rows={2} />
      <Button look="danger" wide busy={cancel.state !== 'idle'}>{t('agenda:act.cancelNow')}</Button>
      <Button type="button" look="quiet" wide onClick={onBack}>{t('common:ui.back')}</Button>
    </cancel.Form>
  )
}
