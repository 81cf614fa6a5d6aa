import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { verdictReasons } from '#server/domain/registration/policy.ts'
import type { Decided } from '#server/features/registration-desk/commands.ts'
import type { verdicts } from '#server/protocol/inputs/registration.ts'

import type { Answer } from '../view.ts'

export type Verdict = (typeof verdicts)[number]

type Props = { verdict: Verdict | null; rows: { id: string; version: number }[]; names: string[]; onClose: (isDone: boolean) => void }
const mostNames = 5
const outcomes = ['approved', 'waitlisted', 'declined', 'cancelled', 'kept', 'skipped'] as const

/** Says how many and who, and what they will read, before anything is decided. */
export function DecideDialog({ verdict, rows, names, onClose }: Props) {
  const t = useTranslate()
  const toast = useToast()
  const sending = useFetcher<Answer<Decided>>()
  useOncePerAnswer(sending.data, (answer) => {
    if (!answer.ok) return
    const { value } = answer
    toast({ text: outcomes.flatMap((one) => (value[one] > 0 ? [t(`guests:done.${one}`, { count: value[one] })] : [])).join(t('guests:done.and')) })
    onClose(true)
  })
  const failed = sending.data?.ok === false && sending.state === 'idle' ? sending.data.error : null
  const reasons = verdict === null ? undefined : verdictReasons[verdict]
  return (
    <Dialog open={verdict !== null} onClose={() => onClose(false)} title={verdict === null ? '' : t(`guests:verdict.${verdict}`)}>
      {verdict !== null && (
        <sending.Form method="post" noValidate className="flex flex-col gap-4">
          <div hidden>
            <input type="hidden" name="intent" value="decide" />
            <input type="hidden" name="verdict" value={verdict} />
            <input type="hidden" name="count" value={rows.length} />
            {rows.map((row, at) => <span key={row.id}><input type="hidden" name={`registrations.${at}.id`} value={row.id} /><input type="hidden" name={`registrations.${at}.version`} value={row.version} /></span>)}
          </div>
          <p className="font-medium">{t(`guests:ask.${verdict}`, { count: rows.length })}</p>
          <p className="text-sm text-ink-2">{names.slice(0, mostNames).join(t('guests:done.and'))}{names.length > mostNames && t('guests:ask.more', { count: names.length - mostNames })}</p>
          {verdict === 'cancel' && <p className="text-sm text-ink-2">{t('guests:ask.cancelNote')}</p>}
          {reasons !== undefined && (
            <>
              <Select name="reasonCode" label={t('guests:ask.reason')} placeholder={t('guests:ask.chooseReason')} options={reasons.map((value) => ({ value, label: t(`guests:reason.${value}`) }))} error={failed?.fields['reasonCode']} />
              <TextArea name="reasonText" label={t('guests:ask.words')} hint={t('guests:ask.wordsHint')} maxLength={500} rows={3} error={failed?.fields['reasonText']} />
            </>
          )}
          <FormError error={failed} />
          <Button look={reasons !== undefined ? 'danger' : 'primary'} busy={sending.state !== 'idle'}>{t(`guests:sure.${verdict}`, { count: rows.length })}</Button>
        </sending.Form>
      )}
    </Dialog>
  )
}
