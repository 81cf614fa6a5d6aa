import { controlFit, dealSizeFit, marketFit, opennessFit } from './acquisition-fit.ts'
import { instrumentFit, moneyFit, regionFit, roundFit, stageFit } from './company-fit.ts'
import type { Criterion } from './criterion.ts'
import type { PreparedParty } from './prepared-party.ts'
import { sectorFit, strategicIntent } from './sector-fit.ts'
import { buyerClaims, distinctionFit, patienceFit, recipientFit, sellerClaims } from './trust-fit.ts'

/** A question and how much its answer weighs for each of the two. Weight 0: of no interest to that side. */
export type Weighed = { criterion: Criterion; forBuyer: number; forSeller: number }

/** What an investor and a company ask of each other. Reading these lists is reading the specification. */
const investment: readonly Weighed[] = [
  { criterion: sectorFit, forBuyer: 30, forSeller: 25 },
  { criterion: stageFit, forBuyer: 10, forSeller: 8 },
  { criterion: roundFit, forBuyer: 12, forSeller: 8 },
  { criterion: moneyFit, forBuyer: 15, forSeller: 18 },
  { criterion: instrumentFit, forBuyer: 8, forSeller: 8 },
  { criterion: regionFit, forBuyer: 8, forSeller: 4 },
  { criterion: strategicIntent, forBuyer: 6, forSeller: 3 },
  { criterion: recipientFit, forBuyer: 0, forSeller: 10 },
  { criterion: patienceFit, forBuyer: 0, forSeller: 8 },
  { criterion: distinctionFit, forBuyer: 7, forSeller: 0 },
  { criterion: sellerClaims, forBuyer: 5, forSeller: 0 },
  { criterion: buyerClaims, forBuyer: 0, forSeller: 10 },
]

/** What an acquirer and a company ask of each other. */
const acquisition: readonly Weighed[] = [
  { criterion: sectorFit, forBuyer: 30, forSeller: 25 },
  { criterion: opennessFit, forBuyer: 22, forSeller: 30 },
  { criterion: dealSizeFit, forBuyer: 20, forSeller: 18 },
  { criterion: controlFit, forBuyer: 6, forSeller: 9 },
  { criterion: marketFit, forBuyer: 6, forSeller: 0 },
  { criterion: regionFit, forBuyer: 6, forSeller: 4 },
  { criterion: distinctionFit, forBuyer: 7, forSeller: 0 },
  { criterion: sellerClaims, forBuyer: 5, forSeller: 0 },
  { criterion: buyerClaims, forBuyer: 0, forSeller: 14 },
]

export function criteriaOf(buyer: PreparedParty): readonly Weighed[] {
  return buyer.party.side === 'acquirer' ? acquisition : investment
}

/** All three are 0 … 100. */
export type PairScore = { forBuyer: number; forSeller: number; total: number }

/**
 * Scores a pair that no hard rule forbids. Each direction is the weighted mean of its criteria; the total is the harmonic
 * mean of the two, 2ab ⁄ (a + b), which stays near the lower one: a match that only one side wants is not a match.
 * Source of the combination: Pizzato et al., "RECON: a reciprocal recommender for online dating", RecSys 2010.
 */
export function scorePair(buyer: PreparedParty, seller: PreparedParty): PairScore {
  let buyerPoints = 0
  let buyerMost = 0
  let sellerPoints = 0
  let sellerMost = 0
  for (const { criterion, forBuyer, forSeller } of criteriaOf(buyer)) {
    if (criterion.applies !== undefined && !criterion.applies(buyer, seller)) continue
    const fit = criterion.fit(buyer, seller)
    buyerPoints += fit * forBuyer
    buyerMost += forBuyer
    sellerPoints += fit * forSeller
    sellerMost += forSeller
  }
  const a = (100 * buyerPoints) / buyerMost
  const b = (100 * sellerPoints) / sellerMost
  return { forBuyer: a, forSeller: b, total: harmonic(a, b) }
}

export function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
