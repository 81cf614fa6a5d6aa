import { err, ok, type FieldIssue, type Result } from '../shared/result.ts'

/** `weight` is a share among the others: 40, 30, 30 and 4, 3, 3 are the same. */
export type Criterion = { id: string; nameZh: string; nameEn: string; hintZh: string; hintEn: string; weight: number }

export type Scores = Record<string, number>

/** A card that is handed in has whole points from 0 to the top of the scale for every criterion. */
export function passCard(criteria: readonly Criterion[], scaleMax: number, scores: Scores): Result<undefined> {
  const fields: FieldIssue[] = criteria.flatMap(({ id }): FieldIssue[] => {
    const points = scores[id]
    if (points === undefined) return [{ path: `scores.${id}`, code: 'input.required' }]
    return Number.isInteger(points) && points >= 0 && points <= scaleMax ? [] : [{ path: `scores.${id}`, code: 'input.out_of_range', params: { min: 0, max: scaleMax } }]
  })
  return fields.length === 0 ? ok() : err('judging.incomplete', { fields })
}

/** Weighted total of a card from 0 to 100: the raw number that stands beside every normalised one. */
export function rawTotal(criteria: readonly Criterion[], scaleMax: number, scores: Scores): number {
  const weights = criteria.reduce((sum, one) => sum + one.weight, 0)
  if (weights === 0 || scaleMax === 0) return 0
  return (100 * criteria.reduce((sum, one) => sum + one.weight * (scores[one.id] ?? 0), 0)) / (weights * scaleMax)
}

/** What Demo Day juries usually look at, to begin with; the organizer changes it before judging starts. */
export const usualCriteria: Criterion[] = [
  { id: '', nameZh: '团队', nameEn: 'Team', hintZh: '能力是否完整，彼此是否互补', hintEn: 'Complete, and complementary', weight: 25 },
  { id: '', nameZh: '技术与壁垒', nameEn: 'Technology and moat', hintZh: '先进程度，别人追上要多久', hintEn: 'How far ahead, and for how long', weight: 30 },
  { id: '', nameZh: '市场', nameEn: 'Market', hintZh: '需求是否真实，空间有多大', hintEn: 'Whether the need is real, and how large', weight: 25 },
  { id: '', nameZh: '落地与财务', nameEn: 'Traction and finance', hintZh: '客户、收入与资金用途', hintEn: 'Customers, revenue and use of funds', weight: 20 },
]
