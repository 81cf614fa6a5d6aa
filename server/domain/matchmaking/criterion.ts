import type { Reason } from './party.ts'
import type { PreparedParty } from './prepared-party.ts'

/** The named criteria, in the order in which screens list them. */
export const criterionCodes = [
  'sector', 'stage', 'round', 'money', 'instrument', 'region', 'intent', 'recipient', 'patience', 'distinction', 'seller_claims', 'buyer_claims',
  'openness', 'deal_size', 'control', 'market',
] as const
export type CriterionCode = (typeof criterionCodes)[number]

/**
 * One question asked of a pair. `fit` is 0 … 1, and ½ where an answer is missing: unknown is neither good nor bad, and
 * `reason` then says so. `applies` false leaves the question out for both directions.
 */
export type Criterion = {
  code: CriterionCode
  applies?(buyer: PreparedParty, seller: PreparedParty): boolean
  fit(buyer: PreparedParty, seller: PreparedParty): number
  reason(buyer: PreparedParty, seller: PreparedParty): Reason
}

/** Points of a criterion that nobody can judge for want of an answer. */
export const unknownFit = 0.5
