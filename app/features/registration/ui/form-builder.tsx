import { useFetcher } from '@remix-run/react'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { questionTypes } from '#server/domain/registration/questions.ts'
import type { EditedForm } from '#server/features/registration-forms/queries.ts'
import type { FormSession } from '#server/features/registration-forms/store.ts'

import { moveBy, newConsent, newQuestion, removeAt, replaceAt, withoutDangling, type Answer, type Parts } from '../view.ts'
import { FormRules } from './form-rules.tsx'
import { QuestionEditor } from './question-editor.tsx'

type Props = { form: EditedForm | null; kinds: string[]; sessions: FormSession[]; times: { opensAt: string; closesAt: string }; zoneLabel: string; mayEdit: boolean }

/** Everything one form is: whom it is for, its rules, what it asks, and for what it asks consent. */
export function FormBuilder({ form, kinds, sessions, times, zoneLabel, mayEdit }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const saving = useFetcher<Answer>()
  const [{ questions, consents }, setParts] = useState<Parts>({ questions: form?.questions ?? [], consents: form?.consents ?? [] })
  const setQuestions = (next: Parts['questions']): void => setParts((old) => ({ ...old, questions: withoutDangling(next) }))
  const setConsents = (next: Parts['consents']): void => setParts((old) => ({ ...old, consents: next }))
  const failed = saving.data?.ok === false ? saving.data.error : null
  const errors = failed?.fields ?? {}
  const choices = questions.filter((one) => one.type === 'choice')
  return (
    <saving.Form method="post" noValidate className="flex flex-col gap-8">
      <input type="hidden" name="intent" value="form" />
      <input type="hidden" name="formId" value={form?.id ?? ''} />
      <input type="hidden" name="version" value={form?.version ?? 0} />
      <input type="hidden" name="parts" value={JSON.stringify({ questions, consents })} />
      <FormRules form={form} kinds={kinds} times={times} zoneLabel={zoneLabel} errors={errors} />
      {sessions.length > 0 && (
        <fieldset>
          <legend className="text-base font-semibold">{t('guests:forms.sessions')}</legend>
          <p className="text-sm text-ink-2">{t('guests:forms.sessionsText')}</p>
          <div className="mt-1 flex flex-wrap gap-x-6">{sessions.map((one) => <Checkbox key={one.id} name="sessionIds[]" value={one.id} label={pick(one.nameZh, one.nameEn)} defaultChecked={form?.sessionIds.includes(one.id) ?? false} />)}</div>
        </fieldset>
      )}
      <section aria-labelledby="questions">
        <h2 id="questions" className="mb-2 text-base font-semibold">{t('guests:forms.questions')}</h2>
        <ol className="flex flex-col gap-3">{questions.map((question, at) => <QuestionEditor key={question.key} questions={questions} at={at} errors={errors} onChange={(next) => setQuestions(replaceAt(questions, at, next))} onMove={(by) => setQuestions(moveBy(questions, at, by))} onRemove={() => setQuestions(removeAt(questions, at))} />)}</ol>
        {mayEdit && <div className="mt-3 flex flex-wrap items-center gap-2"><span className="text-sm text-ink-2">{t('guests:forms.add')}</span>{questionTypes.map((type) => <Button key={type} type="button" look="quiet" icon={Plus} onClick={() => setQuestions([...questions, newQuestion(questions, type)])}>{t(`guests:type.${type}`)}</Button>)}</div>}
        {choices.length > 0 && <Select name="segmentBy" label={t('guests:forms.segmentBy')} hint={t('guests:forms.segmentByHint')} placeholder={t('guests:forms.noSegment')} defaultValue={form?.segmentBy ?? ''} options={choices.map((one) => ({ value: one.key, label: pick(one.labelZh, one.labelEn) || one.key }))} error={errors['segmentBy']} className="mt-4 max-w-sm" />}
      </section>
      <section aria-labelledby="consents">
        <h2 id="consents" className="text-base font-semibold">{t('guests:forms.consents')}</h2>
        <p className="mb-2 text-sm text-ink-2">{t('guests:forms.consentsText')}</p>
        <ul className="flex flex-col gap-2">
          {consents.map((one, at) => (
            <li key={one.purpose} className="flex items-start gap-2 max-sm:flex-wrap">
              <TextInput name={`${one.purpose}zh`} label={t('guests:question.labelZh')} value={one.labelZh} onChange={(change) => setConsents(replaceAt(consents, at, { ...one, labelZh: change.target.value }))} error={errors[`consents.${at}.labelZh`]} className="flex-1 basis-48" />
              <TextInput name={`${one.purpose}en`} label={t('guests:question.labelEn')} value={one.labelEn} onChange={(change) => setConsents(replaceAt(consents, at, { ...one, labelEn: change.target.value }))} className="flex-1 basis-48" />
              <IconButton icon={Trash2} label={t('guests:question.remove')} onClick={() => setConsents(removeAt(consents, at))} className="mt-6" />
            </li>
          ))}
        </ul>
        {mayEdit && <Button type="button" look="quiet" icon={Plus} onClick={() => setConsents([...consents, newConsent(consents)])}>{t('guests:forms.addConsent')}</Button>}
      </section>
      {mayEdit && (
        <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3 max-md:bottom-14">
          <Button look="primary" busy={saving.state !== 'idle'}>{t('guests:forms.save')}</Button>
          <FormError error={failed} />
          {saving.data?.ok === true && saving.state === 'idle' && <Notice tone="done">{t('guests:forms.saved')}</Notice>}
        </div>
      )}
    </saving.Form>
  )
}
