/** One card: who judged what, and its weighted total from 0 to 100. */
export type RawCard = { judgeId: string; itemId: string; total: number }
export type NormalCard = RawCard & { normal: number }

/**
 * How many cards of a judge weigh as much as the whole panel's habits. A judge with three cards is half herself and half
 * panel; one with thirty is nearly all herself.
 */
export const panelWeight = 3

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

/**
 * Takes a judge's severity and spread out of her totals and puts the panel's in their place:
 *
 *   normal = M + S · (total − m*) / s*
 *   m* = (n·m + k·M) / (n + k)            s*² = ((n−1)·s² + k·S²) / (n − 1 + k)
 *
 * with n, m, s the judge's number of cards, mean and standard deviation, M and S those of all cards, k = `panelWeight`.
 * It is the z-score that is usual for panels of examiners, with each judge's mean and variance drawn towards the panel's
 * because few cards say little about a judge: the shrinkage of B. Efron and C. Morris, "Data Analysis Using Stein's
 * Estimator and its Generalizations", JASA 70 (1975), 311–319. A judge's own order of pitches never changes. It takes for
 * granted that judges saw pitches of about the same quality; where they didn't, the raw totals beside it say so.
 * Without any spread (S = 0) the totals stay as they are.
 */
export function normaliseCards(cards: readonly RawCard[]): NormalCard[] {
  if (cards.length === 0) return []
  const all = cards.map((card) => card.total)
  const panelMean = mean(all)
  const panelVariance = variance(all)
  if (panelVariance === 0) return cards.map((card) => ({ ...card, normal: card.total }))
  const habits = new Map([...byJudge(cards)].map(([judgeId, totals]) => [judgeId, habitOf(totals, panelMean, panelVariance)]))
  return cards.map((card) => {
    const habit = habits.get(card.judgeId) ?? { mean: panelMean, variance: panelVariance }
    return { ...card, normal: panelMean + Math.sqrt(panelVariance / habit.variance) * (card.total - habit.mean) }
  })
}

/** A judge's mean and variance as the formula uses them: m* and s*². */
function habitOf(totals: readonly number[], panelMean: number, panelVariance: number): { mean: number; variance: number } {
  const n = totals.length
  return {
    mean: (n * mean(totals) + panelWeight * panelMean) / (n + panelWeight),
    variance: ((n - 1) * variance(totals) + panelWeight * panelVariance) / (n - 1 + panelWeight),
  }
}

function byJudge(cards: readonly RawCard[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { judgeId, total } of cards) found.set(judgeId, [...(found.get(judgeId) ?? []), total])
  return found
}
