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
