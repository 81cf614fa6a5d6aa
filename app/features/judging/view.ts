import type { RecusalReason } from '#server/domain/judging/recusal.ts'

type Owned = { recusal: { isRecused: boolean }; card: { state: string } | null }

export type CardGroup = 'toScore' | 'draft' | 'submitted' | 'recused' | 'unscored' | 'unsent'

/** Where a judge stands with a pitch. `isOver`: nothing can be handed in any more. */
export function groupOf({ recusal, card }: Owned, isOver: boolean): CardGroup {
  if (recusal.isRecused) return 'recused'
  if (card?.state === 'submitted') return 'submitted'
  if (card === null) return isOver ? 'unscored' : 'toScore'
  return isOver ? 'unsent' : 'draft'
}

/** How many of those to be scored are handed in. */
export function progressOf(items: readonly Owned[]): { done: number; all: number } {
  const due = items.filter((item) => !item.recusal.isRecused)
  return { done: due.filter((item) => item.card?.state === 'submitted').length, all: due.length }
}

/** Weighted total from 0 to 100 as the judge moves the points; null until all are given. */
export function totalOf(criteria: readonly { id: string; weight: number }[], scaleMax: number, scores: Record<string, number | null>): number | null {
  if (criteria.some((criterion) => scores[criterion.id] === undefined || scores[criterion.id] === null)) return null
  const weights = criteria.reduce((sum, one) => sum + one.weight, 0)
  return Math.round((1000 * criteria.reduce((sum, one) => sum + one.weight * (scores[one.id] ?? 0), 0)) / (weights * scaleMax)) / 10
}

/** A weight as its share of all, in whole per cent. */
export function shareOf(criteria: readonly { weight: number }[], weight: number): number {
  const all = criteria.reduce((sum, one) => sum + one.weight, 0)
  return all === 0 ? 0 : Math.round((100 * weight) / all)
}

export const reasonKey = (reason: RecusalReason): string => `judging:reason.${reason}`
