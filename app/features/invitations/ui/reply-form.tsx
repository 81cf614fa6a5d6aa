import { useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { invitationAnswers, type InvitationState } from '#server/domain/invitations/answering.ts'

import type { Answer } from '../view.ts'

/** Tells once that a person has the page before her: at her first touch, key or scroll. Programs that fetch links do none of these. */
function useFirstTouch(tell: () => void): void {
  const latest = useRef(tell)
  useEffect(() => {
    latest.current = tell
  })
  useEffect(() => {
    const events = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const
    const once = (): void => {
      for (const name of events) window.removeEventListener(name, once)
      latest.current()
    }
    for (const name of events) window.addEventListener(name, once, { passive: true })
    return () => { for (const name of events) window.removeEventListener(name, once) }
  }, [])
}

/** Yes, maybe, a colleague instead, or no. */
export function ReplyForm({ state, maybeUntil, days }: { state: InvitationState; /** The day she has named, and the days she may name, as `2026-03-01`. */ maybeUntil: string; days: { first: string; last: string } }) {
  const t = useTranslate()
  const sending = useFetcher<Answer>()
  const opening = useFetcher<Answer>()
  useFirstTouch(() => opening.submit({ intent: 'opened' }, { method: 'post' }))
  const [answer, setAnswer] = useState<string>(state === 'invited' ? '' : state === 'waiting' ? 'accepted' : state)
  const failed = sending.data?.ok === false ? sending.data.error : null
  return (
    <sending.Form method="post" noValidate data-density="touch" className="mt-6 flex flex-col gap-5">
      <input type="hidden" name="intent" value="answer" />
      <RadioGroup name="answer" label={t('invitations:reply.label')} look="cards" defaultValue={answer} options={invitationAnswers.map((value) => ({ value, label: t(`invitations:reply.${value}`), hint: t(`invitations:reply.${value}Text`) }))} error={failed?.fields['answer']} onChange={setAnswer} />
      {answer === 'delegated' && <div className="flex flex-col gap-4"><TextInput name="delegateName" label={t('invitations:reply.delegateName')} error={failed?.fields['delegateName']} /><TextInput name="delegateEmail" type="email" inputMode="email" autoCapitalize="none" label={t('invitations:reply.delegateEmail')} hint={t('invitations:reply.delegateHint')} error={failed?.fields['delegateEmail']} /></div>}
      {answer === 'maybe' && <TextInput name="maybeUntil" type="date" min={days.first} max={days.last} label={t('invitations:reply.maybeUntil')} hint={t('invitations:reply.maybeUntilHint')} defaultValue={maybeUntil} optional error={failed?.fields['maybeUntil']} />}
      <TextArea name="note" label={t('invitations:reply.note')} rows={2} maxLength={500} optional error={failed?.fields['note']} />
      <FormError error={failed} />
      <Button look="primary" wide busy={sending.state !== 'idle'}>{t('invitations:reply.send')}</Button>
    </sending.Form>
  )
}
