import type { MoneyRange } from '../directory/money.ts'
import { isRelated, lineageOf } from '../directory/vocabulary.ts'
import { explainPair, type Direction } from './explain.ts'
import { because, type Reason } from './party.ts'
import type { PreparedParty } from './prepared-party.ts'
import type { EventSettings } from '../events/settings.ts'

/** What a partner says it looks for, as far as every participant may read it. Lists hold vocabulary codes. */
export type Seeking = {
  sectors: string[]
  stages: string[]
  rounds: string[]
  regions: string[]
  instruments: string[]
  kinds: string[]
  intents: string[]
  /** Cheque of an investor or amount asked by a company; an acquirer's deal size is not for everybody. */
  amount: MoneyRange | null
  openToAcquisition: boolean
}

/** `avoidOrganizations`, notes, deal sizes and valuations are left out. */
export function seekingOf({ party }: PreparedParty): Seeking {
  const { thesis, mandate, need } = party
  const wish = party.side === 'acquirer' ? (mandate ?? thesis) : (thesis ?? mandate)
  const once = (codes: readonly string[] | undefined) => [...new Set(codes)]
  return {
    sectors: once(wish?.sectors),
    stages: once(thesis?.stages),
    rounds: need === null ? once(thesis?.rounds) : need.round === null ? [] : [need.round],
    regions: once(wish?.regions),
    instruments: once(need?.instruments ?? thesis?.instruments),
    kinds: once(need?.seeks),
    intents: once(thesis?.intents),
    amount: need?.amount ?? thesis?.ticket ?? null,
    openToAcquisition: party.side === 'target' || (need?.openToAcquisition ?? false),
  }
}

/** A pair as one of the two sees it. */
export type MatchView = { total: number; mine: Direction; theirs: Direction; blocked: Reason | null; notes: Reason[] }

/**
 * The explanation turned towards one side; null where the other has put the viewer on its avoid list: then it is as if it
 * weren't there, and no answer may tell the difference.
 */
export function viewFrom(viewer: PreparedParty, other: PreparedParty, facts: { settings: Pick<EventSettings, 'pairRules'>; metBefore: boolean }): MatchView | null {
  const isBuyer = viewer.group === 'buyer'
  const told = isBuyer ? explainPair(viewer, other, facts) : explainPair(other, viewer, facts)
  if (told.blocked?.code === 'avoid_list' && !avoids(viewer, other)) return null
  const blocked = told.blocked?.code === 'avoid_list' ? because('avoid_list_mine') : told.blocked
  const [mine, theirs] = isBuyer ? [told.forBuyer, told.forSeller] : [told.forSeller, told.forBuyer]
  return { total: told.total, mine, theirs, blocked, notes: told.notes }
}

/** True where the other is to be hidden from the viewer without a trace. */
export function isHiddenFrom(viewer: PreparedParty, other: PreparedParty): boolean {
  return avoids(other, viewer)
}

function avoids(a: PreparedParty, b: PreparedParty): boolean {
  return a.avoids.has(b.party.organizationId) || b.names.some((name) => a.avoids.has(name))
}

export type MatchFilter = { sector: string | null; stage: string | null; round: string | null; kind: string | null; region: string | null; verified: boolean }

/** Does a partner pass the filters? A sector passes with all above and beneath it; a buyer by what it looks for, a seller by what it does. */
export function passesFilter(partner: PreparedParty, filter: MatchFilter): boolean {
  const seeking = seekingOf(partner)
  const isBuyer = partner.group === 'buyer'
  const has = (wanted: string | null, codes: readonly string[]) => wanted === null || codes.includes(wanted)
  if (filter.sector !== null && ![...partner.party.sectors, ...seeking.sectors].some((code) => isRelated('sectors', code, filter.sector ?? ''))) return false
  if (!has(filter.stage, isBuyer ? seeking.stages : [partner.party.stage])) return false
  if (!has(filter.round, isBuyer ? seeking.rounds : [partner.party.need?.round ?? partner.party.round])) return false
  if (filter.kind !== null && !partner.kindLine.includes(filter.kind)) return false
  if (filter.region !== null && !partner.regionLine.includes(filter.region) && !partner.wantedRegions.some((code) => lineageOf('regions', code).includes(filter.region ?? ''))) return false
  return !filter.verified || partner.party.verifiedClaims.length > 0
}
