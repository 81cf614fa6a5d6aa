import type { EventSettings } from '../events/settings.ts'
import type { CriterionCode } from './criterion.ts'
import { unknownFit } from './criterion.ts'
import { blockOf } from './hard-rules.ts'
import { negativeList, negativeRuleFor } from './negative-list.ts'
import type { Reason } from './party.ts'
import type { PreparedParty } from './prepared-party.ts'
import { criteriaOf, scorePair, type PairScore } from './score.ts'

/** One criterion as one side sees it: `points` of at most `max`, and why. */
export type Part = { code: CriterionCode; points: number; max: number; reason: Reason }

/** `best`: up to two reasons that speak for it; `against`: what speaks against, the weightiest first. */
export type Direction = { score: number; parts: Part[]; best: Reason[]; against: Reason[] }

export type Explanation = {
  /** The hard rule that forbids the pair, or null. Then the scores are what they would be, for the curious. */
  blocked: Reason | null
  total: number
  forBuyer: Direction
  forSeller: Direction
  /** Things to know that move no points: a restricted field, having met before. */
  notes: Reason[]
}

const mostAgainst = 3

function direction(score: number, parts: Part[]): Direction {
  const lean = (part: Part) => part.points - part.max * unknownFit
  const sorted = [...parts].sort((a, b) => lean(b) - lean(a))
  return {
    score,
    parts,
    best: sorted.filter((part) => lean(part) > 0).slice(0, 2).map((part) => part.reason),
    against: sorted.filter((part) => lean(part) < 0).reverse().slice(0, mostAgainst).map((part) => part.reason),
  }
}

/** Why a pair fits, and why not, from both sides; the same numbers that `scorePair` gives. */
export function explainPair(buyer: PreparedParty, seller: PreparedParty, facts: { settings: Pick<EventSettings, 'pairRules'>; metBefore: boolean }): Explanation {
  const buyerParts: Part[] = []
  const sellerParts: Part[] = []
  for (const { criterion, forBuyer, forSeller } of criteriaOf(buyer)) {
    if (criterion.applies !== undefined && !criterion.applies(buyer, seller)) continue
    const fit = criterion.fit(buyer, seller)
    const reason = criterion.reason(buyer, seller)
    if (forBuyer > 0) buyerParts.push({ code: criterion.code, points: fit * forBuyer, max: forBuyer, reason })
    if (forSeller > 0) sellerParts.push({ code: criterion.code, points: fit * forSeller, max: forSeller, reason })
  }
  const score: PairScore = scorePair(buyer, seller)
  const blocked = blockOf(buyer, seller, facts.settings)
  return {
    blocked,
    total: blocked === null ? score.total : 0,
    forBuyer: direction(score.forBuyer, buyerParts),
    forSeller: direction(score.forSeller, sellerParts),
    notes: notesOf(buyer, seller, facts.metBefore),
  }
}

function notesOf(buyer: PreparedParty, seller: PreparedParty, metBefore: boolean): Reason[] {
  const notes: Reason[] = []
  const rule = buyer.isForeign ? negativeRuleFor(seller.party.sectors) : null
  if (rule?.state === 'restricted') {
    const share = rule.mostForeignPercent === undefined ? '' : String(rule.mostForeignPercent)
    notes.push({ code: share === '' ? 'restricted' : 'restricted_share', params: { sector: rule.sector, share, source: negativeList.source } })
  }
  if (metBefore) notes.push({ code: 'met_before', params: {} })
  return notes
}

/** The two of a pair in the order in which rules take them; null where both stand on the same side of the money. */
export function orderPair(a: PreparedParty, b: PreparedParty): { buyer: PreparedParty; seller: PreparedParty } | null {
  if (a.group === b.group) return null
  return a.group === 'buyer' ? { buyer: a, seller: b } : { buyer: b, seller: a }
}
