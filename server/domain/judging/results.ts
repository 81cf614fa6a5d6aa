import { normaliseCards, type RawCard } from './normalise.ts'
import { rawTotal, type Criterion, type Scores } from './scoring.ts'

export type CountedCard = { judgeId: string; itemId: string; scores: Scores; isLate: boolean }

/** Scores from 0 to 100 with two decimals. `judges` are those whose cards count, each with both numbers side by side. */
export type PitchResult = {
  itemId: string
  /** 1 is best; equals share a place, and the places after them are left out. Null: nobody judged it. */
  place: number | null
  normal: number | null
  raw: number | null
  isTied: boolean
  judges: { judgeId: string; normal: number; raw: number; isLate: boolean }[]
}

const twoDecimals = (value: number): number => Math.round(value * 100) / 100
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * The ranking. A pitch's score is the mean of its judges' normalised totals. Equals (to two decimals) are told apart by
 * the raw mean, then by the mean points of the heaviest criterion; what is still equal shares its place and says so.
 */
export function rankPitches(itemIds: readonly string[], criteria: readonly Criterion[], scaleMax: number, cards: readonly CountedCard[]): PitchResult[] {
  const totals: RawCard[] = cards.map(({ judgeId, itemId, scores }) => ({ judgeId, itemId, total: rawTotal(criteria, scaleMax, scores) }))
  const normal = normaliseCards(totals)
  const heaviest = [...criteria].sort((a, b) => b.weight - a.weight)[0]
  const scored = itemIds.map((itemId) => {
    const own = normal.flatMap((card, at) => (card.itemId === itemId ? [{ card, given: cards[at] as CountedCard }] : []))
    const judges = own.map(({ card, given }) => ({ judgeId: card.judgeId, normal: twoDecimals(card.normal), raw: twoDecimals(card.total), isLate: given.isLate }))
    if (own.length === 0) return { itemId, normal: null, raw: null, decider: 0, judges }
    const decider = heaviest === undefined ? 0 : mean(own.map(({ given }) => given.scores[heaviest.id] ?? 0))
    return { itemId, normal: twoDecimals(mean(own.map(({ card }) => card.normal))), raw: twoDecimals(mean(own.map(({ card }) => card.total))), decider: twoDecimals(decider), judges }
  })
  return placed(scored)
}

type Scored = Omit<PitchResult, 'place' | 'isTied'> & { decider: number }

function placed(scored: readonly Scored[]): PitchResult[] {
  const judged = scored.filter((one) => one.normal !== null).sort((a, b) => better(a, b) || (a.itemId < b.itemId ? -1 : 1))
  const isEqual = (a: Scored | undefined, b: Scored | undefined): boolean => a !== undefined && b !== undefined && better(a, b) === 0
  const places: number[] = []
  judged.forEach((one, at) => places.push(isEqual(judged[at - 1], one) ? (places[at - 1] ?? at + 1) : at + 1))
  const ranked = judged.map(({ decider: _decider, ...one }, at) => ({ ...one, place: places[at] ?? null, isTied: isEqual(judged[at - 1], judged[at]) || isEqual(judged[at], judged[at + 1]) }))
  const unjudged = scored.filter((one) => one.normal === null).map(({ decider: _decider, ...one }) => ({ ...one, place: null, isTied: false }))
  return [...ranked, ...unjudged]
}

/** Negative where `a` is before `b`. */
const better = (a: Scored, b: Scored): number => (b.normal ?? 0) - (a.normal ?? 0) || (b.raw ?? 0) - (a.raw ?? 0) || b.decider - a.decider
