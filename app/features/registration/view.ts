import type { Tone } from '#app/ui/status.tsx'
import type { Consent, Option, Question, QuestionType } from '#server/domain/registration/questions.ts'
import type { RegistrationState } from '#server/domain/registration/standing.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const stateTones: Record<RegistrationState, Tone> = { draft: 'neutral', submitted: 'waiting', approved: 'waiting', declined: 'neutral', waitlisted: 'waiting', offered: 'live', lapsed: 'neutral', confirmed: 'confirmed', cancelled: 'neutral' }

type Named = { nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; titleZh: string; titleEn: string }
type Pick = (zh: string, en: string) => string

/** Organization and title under a name. */
export const underName = (badge: Named, pick: Pick): string => [pick(badge.organizationZh, badge.organizationEn), pick(badge.titleZh, badge.titleEn)].filter(Boolean).join(' · ')

/** The builder's questions and what can be done with them; keys are made once and stay, answers hang on them. */
export type Parts = { questions: Question[]; consents: Consent[] }

const freeKey = (prefix: string, taken: readonly string[]): string => {
  let n = taken.length + 1
  while (taken.includes(`${prefix}${n}`)) n += 1
  return `${prefix}${n}`
}

export function newQuestion(questions: readonly Question[], type: QuestionType): Question {
  const options: Option[] = type === 'choice' || type === 'many' ? ['a', 'b'].map((key) => ({ key, labelZh: '', labelEn: '' })) : []
  return { key: freeKey('q', questions.map((one) => one.key)), type, labelZh: '', labelEn: '', helpZh: '', helpEn: '', isRequired: type === 'agree', options, shownIf: null, least: null, most: null }
}

export const newOption = (options: readonly Option[]): Option => ({ key: freeKey('o', options.map((one) => one.key)), labelZh: '', labelEn: '' })
export const newConsent = (consents: readonly Consent[]): Consent => ({ purpose: freeKey('c', consents.map((one) => one.purpose)), labelZh: '', labelEn: '' })

export const replaceAt = <Item>(list: readonly Item[], at: number, item: Item): Item[] => list.map((one, place) => (place === at ? item : one))
export const removeAt = <Item>(list: readonly Item[], at: number): Item[] => list.filter((_one, place) => place !== at)

export function moveBy<Item>(list: readonly Item[], at: number, by: -1 | 1): Item[] {
  const [next, other] = [[...list], at + by]
  const [a, b] = [next[at], next[other]]
  if (a === undefined || b === undefined) return next
  next[at] = b
  next[other] = a
  return next
}

/** Earlier questions on which a later one can hang. */
export const conditionsFor = (questions: readonly Question[], at: number): Question[] => questions.slice(0, at).filter((one) => one.type === 'choice' || one.type === 'many')

/** A removed question or option takes the conditions on it along. */
export function withoutDangling(questions: readonly Question[]): Question[] {
  return questions.map((question, at) => {
    const on = question.shownIf === null ? undefined : conditionsFor(questions, at).find((one) => one.key === question.shownIf?.key)
    const equals = question.shownIf?.equals.filter((key) => on?.options.some((option) => option.key === key)) ?? []
    return on === undefined || equals.length === 0 ? { ...question, shownIf: null } : { ...question, shownIf: { key: on.key, equals } }
  })
}
