import type { Side } from '../access/actor.ts'
import type { MoneyRange } from '../directory/money.ts'
import type { Mandate, Need, Thesis } from './preferences.ts'

/** A sentence to be said elsewhere: `code` names it, `params` are vocabulary codes and claim kinds, never amounts or contacts. */
export type Reason = { code: string; params: Record<string, string> }

export function because(code: string, params: Record<string, string> = {}): Reason {
  return { code, params }
}

/**
 * One organization at one event, as far as matching looks at it. `valuation` is a closed field: it may move a score in
 * coarse steps and must never be shown. Codes are those of the controlled vocabularies; '' is unknown.
 */
export type Party = {
  delegationId: string
  organizationId: string
  side: Side
  kind: string
  subkind: string
  /** Names in the form in which avoid lists are compared (`avoidKey`). */
  nameKeys: string[]
  sectors: string[]
  labels: string[]
  stage: string
  /** Latest round; what is sought now is in `need`. */
  round: string
  region: string
  intakeClass: string
  aumBand: string
  /** Kinds of claim that somebody checked and that still hold. */
  verifiedClaims: string[]
  valuation: MoneyRange | null
  thesis: Thesis | null
  mandate: Mandate | null
  need: Need | null
  /** Why the entry rule of the one-to-one session keeps it out, or null. */
  entryRefusal: Reason | null
}

/** Those who give money and those who take it. Matching ranks across this line only. */
export type Group = 'buyer' | 'seller'

export function groupOf(side: Side): Group {
  return side === 'investor' || side === 'acquirer' ? 'buyer' : 'seller'
}

/** The form in which a name on an avoid list is compared: width, case, spaces and punctuation make no difference. */
export function avoidKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
