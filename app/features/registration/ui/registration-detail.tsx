import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { shownQuestions, type AnswerValue, type Question } from '#server/domain/registration/questions.ts'
import type { RegistrationDetail as Detail } from '#server/features/registrations/queries.ts'

import { stateTones, underName } from '../view.ts'

/** One registration in full, with the questions as they stood when it was sent. */
export function RegistrationDetail({ detail }: { detail: Detail }) {
  const t = useTranslate()
  const pick = usePick()
  const { badge, meant } = detail
  return (
    <div className="flex flex-col gap-5">
      <div>
        <Status tone={stateTones[detail.state]}>{t(`registration:state.${detail.state}`)}</Status>
        <p className="mt-2 text-lg font-semibold">{pick(badge.nameZh, badge.nameEn)}</p>
        <p className="text-ink-2">{underName(badge, pick)}</p>
        {badge.phone !== '' && <p className="figures text-sm">{badge.phone}</p>}
        {detail.uscc !== '' && <p className="figures text-sm">{detail.uscc}</p>}
      </div>
      {detail.joinsAs === 'delegation' && <p className="border-l-2 border-edge pl-3 text-sm">{meant === null ? t('guests:detail.newOrganization') : t(`guests:detail.${meant.isWithdrawn ? 'returns' : meant.isHere ? 'joins' : 'known'}.${meant.by}`, { name: pick(meant.nameZh, meant.nameEn) })}</p>}
      <dl className="flex flex-col gap-3">
        {shownQuestions(detail.questions, detail.answers).map((question) => <div key={question.key}><dt className="text-sm text-ink-2">{pick(question.labelZh, question.labelEn)}</dt><dd className="whitespace-pre-line">{said(question, detail.answers[question.key], pick, t('guests:detail.agreed')) || <span className="text-ink-3">{t('guests:detail.nothing')}</span>}</dd></div>)}
        {detail.sessions.length > 0 && <div><dt className="text-sm text-ink-2">{t('registration:form.sessions')}</dt><dd>{detail.sessions.map((one) => <span key={one.id} className="block">{pick(one.nameZh, one.nameEn)}</span>)}</dd></div>}
      </dl>
      {detail.consents.length > 0 && <ul>{detail.consents.map((one) => <li key={one.purpose} className="flex items-start justify-between gap-4 border-t border-line py-2 text-sm"><span className="min-w-0">{pick(one.labelZh, one.labelEn)}</span><Status tone={one.isGiven ? 'confirmed' : 'neutral'} plain>{t(one.isGiven ? 'guests:detail.consentGiven' : 'guests:detail.consentNot')}</Status></li>)}</ul>}
    </div>
  )
}

function said(question: Question, value: AnswerValue | undefined, pick: (zh: string, en: string) => string, agreed: string): string {
  if (value === undefined || value === false) return ''
  if (value === true) return agreed
  const labelOf = (key: string): string => { const option = question.options.find((one) => one.key === key); return option === undefined ? key : pick(option.labelZh, option.labelEn) }
  if (Array.isArray(value)) return value.map(labelOf).join('、')
  return question.type === 'choice' ? labelOf(String(value)) : String(value)
}
