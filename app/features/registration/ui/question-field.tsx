import { Checkbox } from '#app/ui/checkbox.tsx'
import { FieldError } from '#app/ui/field.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { AnswerValue, Question } from '#server/domain/registration/questions.ts'

type Props = { question: Question; value: AnswerValue | undefined; error: string | undefined; onChange: (value: AnswerValue) => void }
const longText = 120

/** One question of a form, as its type is answered with a thumb. */
export function QuestionField({ question, value, error, onChange }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const name = `answers.${question.key}`
  const label = pick(question.labelZh, question.labelEn)
  const hint = pick(question.helpZh, question.helpEn) || undefined
  const shared = { name, label, hint, error, optional: !question.isRequired }
  const options = question.options.map((one) => ({ value: one.key, label: pick(one.labelZh, one.labelEn) }))
  if (question.type === 'choice') return <div><RadioGroup name={name} label={question.isRequired ? label : `${label} ${t('common:ui.optional')}`} options={options} look="cards" defaultValue={typeof value === 'string' ? value : undefined} error={error} onChange={onChange} />{hint && <p className="mt-1 text-sm text-ink-2">{hint}</p>}</div>
  if (question.type === 'many') return <Many {...{ name, label, hint, error, options }} isOptional={!question.isRequired} chosen={Array.isArray(value) ? value : []} onChange={onChange} />
  if (question.type === 'agree') return <Checkbox name={name} label={label} hint={hint} error={error} defaultChecked={value === true} onChange={(change) => onChange(change.target.checked)} />
  if (question.type === 'number') return <TextInput {...shared} inputMode="decimal" defaultValue={typeof value === 'number' ? value : ''} onChange={(change) => onChange(change.target.value)} />
  if ((question.most ?? Infinity) <= longText) return <TextInput {...shared} maxLength={question.most ?? undefined} defaultValue={typeof value === 'string' ? value : ''} onChange={(change) => onChange(change.target.value)} />
  return <TextArea {...shared} rows={3} maxLength={question.most ?? undefined} defaultValue={typeof value === 'string' ? value : ''} onChange={(change) => onChange(change.target.value)} />
}

type ManyProps = { name: string; label: string; hint: string | undefined; error: string | undefined; options: { value: string; label: string }[]; isOptional: boolean; chosen: string[]; onChange: (value: string[]) => void }

function Many({ name, label, hint, error, options, isOptional, chosen, onChange }: ManyProps) {
  const t = useTranslate()
  const toggle = (key: string, isOn: boolean): void => onChange(isOn ? [...chosen, key] : chosen.filter((one) => one !== key))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}{isOptional && <span className="ml-2 font-normal text-ink-3">{t('common:ui.optional')}</span>}</legend>
      {options.map((option) => <Checkbox key={option.value} name={`${name}[]`} value={option.value} label={option.label} defaultChecked={chosen.includes(option.value)} onChange={(change) => toggle(option.value, change.target.checked)} />)}
      {error && <FieldError>{error}</FieldError>}
      {hint && <p className="mt-1 text-sm text-ink-2">{hint}</p>}
    </fieldset>
  )
}
