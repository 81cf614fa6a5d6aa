import type { MoneyRange } from '#server/domain/directory/money.ts'
import { avoidKey, type Party } from '#server/domain/matchmaking/party.ts'
import { emptyMandate, emptyNeed, emptyThesis, type Mandate, type Need, type Thesis } from '#server/domain/matchmaking/preferences.ts'
import { prepareParty, type PreparedParty } from '#server/domain/matchmaking/prepared-party.ts'

type More = Partial<Omit<Party, 'thesis' | 'mandate' | 'need'>>

/** A range in million yuan. */
export function millions(from: number, to: number, currency = 'CNY'): MoneyRange {
  return { minMinor: from * 100_000_000, maxMinor: to * 100_000_000, currency, approximate: false }
}

/** A party of which nothing is known but its name. */
export function partyOf(name: string, side: Party['side'], more: Partial<Party> = {}): Party {
  return {
    delegationId: `d-${name}`, organizationId: `o-${name}`, side, kind: side === 'investor' || side === 'acquirer' ? side : 'startup', subkind: '',
    nameKeys: [avoidKey(name)], sectors: [], labels: [], stage: '', round: '', region: '', intakeClass: '', aumBand: '', verifiedClaims: [],
    valuation: null, thesis: null, mandate: null, need: null, entryRefusal: null, ...more,
  }
}

export function fundOf(name: string, thesis: Partial<Thesis> = {}, more: More = {}): PreparedParty {
  return prepareParty(partyOf(name, 'investor', { subkind: 'vc', thesis: { ...emptyThesis(), ...thesis }, ...more }))
}

export function acquirerOf(name: string, mandate: Partial<Mandate> = {}, more: More = {}): PreparedParty {
  return prepareParty(partyOf(name, 'acquirer', { subkind: 'listed_company', mandate: { ...emptyMandate(), ...mandate }, ...more }))
}

export function startupOf(name: string, more: More = {}, need: Partial<Need> = {}): PreparedParty {
  return prepareParty(partyOf(name, 'startup', { need: { ...emptyNeed(), ...need }, ...more }))
}
