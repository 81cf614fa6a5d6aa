import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { useFocusFirstError } from '#app/ui/focus-first-error.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { shownQuestions, type Answers } from '#server/domain/registration/questions.ts'
import type { PublicForm } from '#server/features/registration-forms/queries.ts'
import type { OwnRegistration } from '#server/features/registrations/queries.ts'

import type { Answer } from '../view.ts'
import { QuestionField } from './question-field.tsx'

type Badge = OwnRegistration['badge']
type Props = { form: PublicForm; draft: OwnRegistration | null; known: Badge; email: string; zone: string }

/** Who she is, what the form asks, which sessions, what she agrees to: one column for a thumb. */
export function RegistrationForm({ form, draft, known, email, zone }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const sending = useFetcher<Answer>()
  const [answers, setAnswers] = useState<Answers>(draft?.answers ?? {})
  const isDraft = sending.formData?.get('intent') === 'draft'
  const failed = sending.data?.ok === false ? sending.data.error : null
  const isSaved = sending.data?.ok === true && sending.state === 'idle'
  const errors = failed?.fields ?? {}
  const fields = useFocusFirstError<HTMLFormElement>(failed)
  return (
    <sending.Form ref={fields} method="post" noValidate data-density="touch" className="flex flex-col gap-8">
      <input type="hidden" name="formId" value={form.id} />
      <input type="hidden" name="formVersion" value={form.version} />
      {/* The form comes anew with its new questions, and what was said of the old one is gone with it. */}
      {draft?.state === 'draft' && draft.formVersion !== form.version && failed === null && <Notice tone="warn">{t('errors:registration.form_changed')}</Notice>}
      {pick(form.introZh, form.introEn) && <p className="max-w-prose whitespace-pre-line text-ink-2">{pick(form.introZh, form.introEn)}</p>}
      <BadgeFields badge={draft?.badge ?? known} uscc={draft?.uscc ?? ''} email={email} needsOrganization={form.asksOrganization} errors={errors} />
      {form.questions.length > 0 && (
        <fieldset className="flex flex-col gap-5">
          <legend className="mb-3 text-base font-semibold">{t('registration:form.questions')}</legend>
          {shownQuestions(form.questions, answers).map((question) => (
            <QuestionField key={question.key} question={question} value={answers[question.key]} error={errors[`answers.${question.key}`]} onChange={(value) => setAnswers((old) => ({ ...old, [question.key]: value }))} />
          ))}
        </fieldset>
      )}
      {form.sessions.length > 0 && (
        <fieldset className="flex flex-col">
          <legend className="mb-1 text-base font-semibold">{t('registration:form.sessions')}</legend>
          {form.sessions.map((one) => <Checkbox key={one.id} name="sessionIds[]" value={one.id} defaultChecked={draft?.sessionIds.includes(one.id) ?? false} label={pick(one.nameZh, one.nameEn)} hint={<TimeRange from={one.startsAt} to={one.endsAt} zone={zone} withDay />} />)}
        </fieldset>
      )}
      {form.consents.length > 0 && (
        <fieldset className="flex flex-col">
          <legend className="text-base font-semibold">{t('registration:form.consents')}</legend>
          <p className="mb-1 text-sm text-ink-2">{t('registration:form.consentsText')}</p>
          {form.consents.map((one) => <Checkbox key={one.purpose} name="consents[]" value={one.purpose} label={pick(one.labelZh, one.labelEn)} />)}
        </fieldset>
      )}
      <div className="flex flex-col gap-3">
        <FormError error={failed} />
        {isSaved && <Notice tone="done">{t('registration:form.draftSaved')}</Notice>}
        <Button look="primary" wide name="intent" value="submit" busy={sending.state !== 'idle' && !isDraft}>{t(form.needsApproval ? 'registration:form.submitForApproval' : 'registration:form.submit')}</Button>
        <Button look="quiet" wide name="intent" value="draft" busy={sending.state !== 'idle' && isDraft}>{t('registration:form.saveDraft')}</Button>
        <p className="text-sm text-ink-2">{t('registration:form.policy', { count: form.cancelHours })}</p>
      </div>
    </sending.Form>
  )
}

type BadgeProps = { badge: Badge; uscc: string; email: string; needsOrganization: boolean; errors: Record<string, string> }

/** The reader's own language first; the other one for the badge and for foreign guests. */
function BadgeFields({ badge, uscc, email, needsOrganization, errors }: BadgeProps) {
  const t = useTranslate()
  const [mine, other] = useLocale() === 'en' ? (['En', 'Zh'] as const) : (['Zh', 'En'] as const)
  // One of the two languages is enough: what is missing is said at the one that the reader would fill in.
  const missing = t('errors:input.required')
  const errorOf = (what: string, lang: 'Zh' | 'En'): string | undefined => {
    const own = errors[`badge.${what}${lang}`]
    return lang === mine ? (own ?? errors[`badge.${what}Zh`]) : own === missing ? undefined : own
  }
  const line = (what: 'name' | 'organization' | 'title', lang: 'Zh' | 'En', isOptional: boolean) => (
    <TextInput key={`${what}${lang}`} name={`badge.${what}${lang}`} label={t(`registration:badge.${what}${lang}`)} defaultValue={badge[`${what}${lang}`]} error={errorOf(what, lang)} optional={isOptional} autoComplete={lang === mine ? { name: 'name', organization: 'organization', title: 'organization-title' }[what] : 'off'} />
  )
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-3 text-base font-semibold">{t('registration:badge.title')}</legend>
      <p className="-mt-3 text-sm text-ink-2">{t('registration:badge.email', { email })}</p>
      {line('name', mine, false)}
      {line('organization', mine, !needsOrganization)}
      {line('title', mine, true)}
      <TextInput name="badge.phone" type="tel" inputMode="tel" autoComplete="tel" label={t('registration:badge.phone')} defaultValue={badge.phone} error={errors['badge.phone']} optional />
      {needsOrganization && <TextInput name="uscc" label={t('registration:badge.uscc')} hint={t('registration:badge.usccHint')} defaultValue={uscc} error={errors['uscc']} optional autoCapitalize="characters" autoComplete="off" />}
      <details className="rounded-md border border-line px-4 py-2" open={badge[`name${other}`] !== ''}>
        <summary className="control flex cursor-pointer items-center text-sm font-medium">{t('registration:badge.otherLanguage')}</summary>
        <div className="flex flex-col gap-5 py-3">{line('name', other, true)}{line('organization', other, true)}{line('title', other, true)}</div>
      </details>
    </fieldset>
  )
}
