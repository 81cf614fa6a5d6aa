import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FieldError } from '#app/ui/field.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Option, Question } from '#server/domain/registration/questions.ts'

import { conditionsFor, newOption, removeAt, replaceAt } from '../view.ts'

type Props = { questions: Question[]; at: number; errors: Record<string, string>; onChange: (question: Question) => void; onMove: (by: -1 | 1) => void; onRemove: () => void }

/** One question: its words in both languages, its options, its bounds, and on what it hangs. */
export function QuestionEditor({ questions, at, errors, onChange, onMove, onRemove }: Props) {
  const t = useTranslate()
  const question = questions[at]
  if (question === undefined) return null
  const set = (more: Partial<Question>): void => onChange({ ...question, ...more })
  const error = (name: string): string | undefined => errors[`questions.${at}.${name}`]
  const text = (name: 'labelZh' | 'labelEn' | 'helpZh' | 'helpEn') => <TextInput name={`q${at}${name}`} label={t(`guests:question.${name}`)} value={question[name]} onChange={(change) => set({ [name]: change.target.value })} error={error(name)} />
  const hasOptions = question.type === 'choice' || question.type === 'many'
  const bound = (name: 'least' | 'most') => <TextInput name={`q${at}${name}`} inputMode="numeric" label={t(`guests:question.${question.type}.${name}`)} value={question[name] ?? ''} onChange={(change) => set({ [name]: /^-?\d{1,9}$/.test(change.target.value) ? Number(change.target.value) : null })} error={error(name)} />
  return (
    <li className="rounded-md border border-line bg-sheet p-4">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm font-semibold">{at + 1}. {t(`guests:type.${question.type}`)}</p>
        <span className="flex gap-1">
          <IconButton icon={ArrowUp} label={t('guests:question.up')} disabled={at === 0} onClick={() => onMove(-1)} />
          <IconButton icon={ArrowDown} label={t('guests:question.down')} disabled={at === questions.length - 1} onClick={() => onMove(1)} />
          <IconButton icon={Trash2} label={t('guests:question.remove')} onClick={onRemove} />
        </span>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">{text('labelZh')}{text('labelEn')}{text('helpZh')}{text('helpEn')}</div>
      {hasOptions && <Options options={question.options} error={error('options')} onChange={(options) => set({ options })} />}
      {question.type === 'number' && <div className="mt-3 grid grid-cols-2 gap-3">{bound('least')}{bound('most')}</div>}
      {question.type === 'text' && <div className="mt-3 max-w-60">{bound('most')}</div>}
      <Checkbox name={`q${at}required`} className="mt-2" label={t('guests:question.required')} checked={question.isRequired} onChange={(change) => set({ isRequired: change.target.checked })} />
      <Condition question={question} earlier={conditionsFor(questions, at)} error={error('shownIf')} onChange={(shownIf) => set({ shownIf })} />
    </li>
  )
}

function Options({ options, error, onChange }: { options: Option[]; error: string | undefined; onChange: (options: Option[]) => void }) {
  const t = useTranslate()
  return (
    <fieldset className="mt-3">
      <legend className="mb-1 text-sm font-medium">{t('guests:question.options')}</legend>
      <ul className="flex flex-col gap-2">
        {options.map((option, at) => (
          <li key={option.key} className="flex items-center gap-2">
            <TextInput name={`o${option.key}zh`} hideLabel label={t('guests:question.optionZh', { at: at + 1 })} placeholder={t('guests:question.chinese')} value={option.labelZh} onChange={(change) => onChange(replaceAt(options, at, { ...option, labelZh: change.target.value }))} className="flex-1" />
            <TextInput name={`o${option.key}en`} hideLabel label={t('guests:question.optionEn', { at: at + 1 })} placeholder={t('guests:question.english')} value={option.labelEn} onChange={(change) => onChange(replaceAt(options, at, { ...option, labelEn: change.target.value }))} className="flex-1" />
            <IconButton icon={Trash2} label={t('guests:question.removeOption', { at: at + 1 })} onClick={() => onChange(removeAt(options, at))} />
          </li>
        ))}
      </ul>
      {error && <FieldError>{error}</FieldError>}
      <Button type="button" look="quiet" icon={Plus} onClick={() => onChange([...options, newOption(options)])}>{t('guests:question.addOption')}</Button>
    </fieldset>
  )
}

type ConditionProps = { question: Question; earlier: Question[]; error: string | undefined; onChange: (shownIf: Question['shownIf']) => void }

function Condition({ question, earlier, error, onChange }: ConditionProps) {
  const t = useTranslate()
  const pick = usePick()
  if (earlier.length === 0) return null
  const { shownIf } = question
  const on = earlier.find((one) => one.key === shownIf?.key)
  const toggle = (key: string, isOn: boolean): void => shownIf === null ? undefined : onChange({ ...shownIf, equals: isOn ? [...shownIf.equals, key] : shownIf.equals.filter((one) => one !== key) })
  return (
    <div className="mt-2 border-t border-line pt-3">
      <Select name={`c${question.key}`} label={t('guests:question.shownIf')} placeholder={t('guests:question.always')} value={shownIf?.key ?? ''} error={error} options={earlier.map((one) => ({ value: one.key, label: pick(one.labelZh, one.labelEn) || one.key }))} onChange={(change) => { const chosen = earlier.find((one) => one.key === change.target.value); onChange(chosen === undefined ? null : { key: chosen.key, equals: chosen.options.slice(0, 1).map((one) => one.key) }) }} className="max-w-sm" />
      {on !== undefined && shownIf !== null && <div className="mt-1 flex flex-wrap gap-x-6">{on.options.map((option) => <Checkbox key={option.key} name={`c${question.key}${option.key}`} label={pick(option.labelZh, option.labelEn) || option.key} checked={shownIf.equals.includes(option.key)} onChange={(change) => toggle(option.key, change.target.checked)} />)}</div>}
    </div>
  )
}
