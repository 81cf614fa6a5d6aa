import { err, ok, type FieldIssue, type Result } from '../shared/result.ts'

export const questionTypes = ['text', 'choice', 'many', 'number', 'agree'] as const
export type QuestionType = (typeof questionTypes)[number]

export type Option = { key: string; labelZh: string; labelEn: string }

/**
 * One question of a form. `shownIf`: only where the answer to an earlier choice is one of `equals`. `least` and `most`: bounds of a
 * number, characters of a text, ticks of a `many`; null is unbounded (texts: 2,000).
 */
export type Question = {
  key: string
  type: QuestionType
  labelZh: string
  labelEn: string
  helpZh: string
  helpEn: string
  isRequired: boolean
  options: Option[]
  shownIf: { key: string; equals: string[] } | null
  least: number | null
  most: number | null
}

/** A purpose for which somebody may agree that her data are used; never ticked beforehand, never a condition. */
export type Consent = { purpose: string; labelZh: string; labelEn: string }

export type AnswerValue = string | number | boolean | string[]
export type Answers = Record<string, AnswerValue>

export const longestText = 2_000
export const mostQuestions = 40

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)

/** Questions in the order of the form that are asked, given the answers so far: a hidden question hides what hangs on it. */
export function shownQuestions(questions: readonly Question[], answers: Readonly<Record<string, unknown>>): Question[] {
  const shown = new Map<string, Question>()
  for (const question of questions) {
    const condition = question.shownIf
    if (condition !== null) {
      const on = shown.get(condition.key)
      const value = answers[condition.key]
      const given = Array.isArray(value) ? value : [value]
      if (on === undefined || !given.some((one) => condition.equals.includes(String(one)))) continue
    }
    shown.set(question.key, question)
  }
  return [...shown.values()]
}

function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^-?\d{1,12}(\.\d{1,4})?$/.test(value.trim()) ? Number(value.trim()) : null
}

type Read = { value: AnswerValue } | { issue: Omit<FieldIssue, 'path'> }
const refused = (code: FieldIssue['code'], params: FieldIssue['params'] = {}): Read => ({ issue: { code, params } })

function within(amount: number, { least, most }: Pick<Question, 'least' | 'most'>): boolean {
  return (least === null || amount >= least) && (most === null || amount <= most)
}

const readers: Record<QuestionType, (value: unknown, question: Question) => Read> = {
  text: (value, { most }) => {
    const limit = Math.min(most ?? longestText, longestText)
    if (typeof value !== 'string') return refused('input.invalid')
    return [...value].length > limit ? refused('input.too_long', { max: limit }) : { value }
  },
  choice: (value, { options }) => (typeof value === 'string' && options.some((one) => one.key === value) ? { value } : refused('input.not_an_option')),
  many: (value, { options, least, most }) => {
    const given = [...new Set(Array.isArray(value) ? value.map(String) : [String(value)])]
    if (given.some((key) => !options.some((one) => one.key === key))) return refused('input.not_an_option')
    if (most !== null && given.length > most) return refused('input.list_too_long', { max: most })
    return least !== null && given.length < least ? refused('input.list_too_short', { min: least }) : { value: given }
  },
  number: (value, question) => {
    const amount = readNumber(value)
    if (amount === null) return refused('input.not_a_number')
    if (within(amount, question)) return { value: amount }
    if (question.most === null) return refused('input.too_little', { min: question.least ?? 0 })
    return question.least === null ? refused('input.too_much', { max: question.most }) : refused('input.out_of_range', { min: question.least, max: question.most })
  },
  agree: (value) => ({ value: value === true || value === 'on' || value === 'true' }),
}

/**
 * Answers as they are kept: of the questions that are shown only, each of its type. `isDraft`: what is missing may be given
 * later, what is wrong is left out. Paths are `answers.<key>`.
 */
export function readAnswers(questions: readonly Question[], given: Readonly<Record<string, unknown>>, isDraft: boolean): Result<Answers> {
  const answers: Answers = {}
  const fields: FieldIssue[] = []
  for (const question of questions) {
    // Judged with what has been read so far: an answer that was refused opens nothing.
    if (!shownQuestions(questions, answers).some((one) => one.key === question.key)) continue
    const value = Object.hasOwn(given, question.key) ? given[question.key] : undefined
    const path = `answers.${question.key}`
    if (isEmpty(value)) {
      if (question.isRequired) fields.push({ path, code: question.type === 'agree' ? 'registration.must_agree' : 'input.required' })
      continue
    }
    const read = readers[question.type](value, question)
    if ('issue' in read) fields.push({ path, ...read.issue })
    else if (question.type === 'agree' && read.value !== true && question.isRequired) fields.push({ path, code: 'registration.must_agree' })
    else answers[question.key] = read.value
  }
  return fields.length === 0 || isDraft ? ok(answers) : err('input.invalid', { fields })
}

/** Whether a form can be asked at all: keys once each, options where there must be some, conditions on earlier choices. Paths are `questions.<n>.…`. */
export function checkQuestions(questions: readonly Question[]): FieldIssue[] {
  const issues: FieldIssue[] = []
  const before = new Map<string, Question>()
  questions.forEach((question, at) => {
    const path = (name: string): string => `questions.${at}.${name}`
    if (before.has(question.key)) issues.push({ path: path('key'), code: 'registration.key_twice' })
    if (question.labelZh === '' && question.labelEn === '') issues.push({ path: path('labelZh'), code: 'input.required' })
    const needsOptions = question.type === 'choice' || question.type === 'many'
    const keys = question.options.map((one) => one.key)
    if (needsOptions && question.options.length < 2) issues.push({ path: path('options'), code: 'registration.too_few_options' })
    if (new Set(keys).size < keys.length) issues.push({ path: path('options'), code: 'registration.key_twice' })
    if (question.least !== null && question.most !== null && question.least > question.most) issues.push({ path: path('most'), code: 'registration.bounds_crossed' })
    if (question.shownIf !== null) {
      const on = before.get(question.shownIf.key)
      const isFit = on !== undefined && (on.type === 'choice' || on.type === 'many') && question.shownIf.equals.length > 0 && question.shownIf.equals.every((key) => on.options.some((one) => one.key === key))
      if (!isFit) issues.push({ path: path('shownIf'), code: 'registration.bad_condition' })
    }
    before.set(question.key, question)
  })
  return issues
}

/** The answer by which places are shared out; '' where the form doesn't ask. */
export function segmentOf(segmentBy: string, answers: Answers): string {
  const answer = segmentBy === '' ? undefined : answers[segmentBy]
  return typeof answer === 'string' ? answer : ''
}
