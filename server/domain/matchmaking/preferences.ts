import type { MoneyRange } from '#server/domain/directory/money.ts'

/** What an investor looks for. Lists hold vocabulary codes; an empty list means "no wish", not "nothing". */
export type Thesis = {
  sectors: string[]
  /** Company stages (`companyStages`). */
  stages: string[]
  rounds: string[]
  ticket: MoneyRange | null
  instruments: string[]
  /** Region codes (`regions`). */
  regions: string[]
  avoidSectors: string[]
  /** Strategic intents of a corporate investor (`cvcIntents`). */
  intents: string[]
  notes: string
}

/** What an acquirer wants to buy. */
export type Mandate = {
  sectors: string[]
  dealSize: MoneyRange | null
  control: 'control' | 'minority' | 'either'
  market: 'domestic' | 'overseas' | 'either'
  regions: string[]
  avoidSectors: string[]
  notes: string
}

/** What a start-up or research team seeks. `avoidOrganizations` holds names or ids that must not be shown to. */
export type Need = {
  round: string | null
  amount: MoneyRange | null
  instruments: string[]
  /** Investor kinds wanted (`investorKinds`). */
  seeks: string[]
  avoidOrganizations: string[]
  openToAcquisition: boolean
  notes: string
}

export type Preference =
  | { kind: 'thesis'; body: Thesis }
  | { kind: 'mandate'; body: Mandate }
  | { kind: 'need'; body: Need }

export function emptyThesis(): Thesis {
  return { sectors: [], stages: [], rounds: [], ticket: null, instruments: [], regions: [], avoidSectors: [], intents: [], notes: '' }
}

export function emptyMandate(): Mandate {
  return { sectors: [], dealSize: null, control: 'either', market: 'either', regions: [], avoidSectors: [], notes: '' }
}

export function emptyNeed(): Need {
  return { round: null, amount: null, instruments: [], seeks: [], avoidOrganizations: [], openToAcquisition: false, notes: '' }
}
