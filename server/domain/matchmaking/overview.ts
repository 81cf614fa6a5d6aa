import type { EventSettings } from '../events/settings.ts'
import { blockOf } from './hard-rules.ts'
import { explainPair } from './explain.ts'
import { because, type Reason } from './party.ts'
import type { PreparedParty } from './prepared-party.ts'
import type { ScoreTable } from './score-table.ts'

/** From here on a pair is worth a hint, and below there is nothing for a participant. Both 0 … 100. */
export const goodTotal = 65
export const poorTotal = 45
/** Share of the cap from which a participant is called overloaded. */
const crowded = 0.8
const mostPairs = 40
/** So that one popular name doesn't fill the whole list. */
const mostPerParty = 2
const mostLonely = 40

/** What has already happened between delegations: `touched` holds `a|b`, the smaller id first. */
export type MatchTraffic = { touched: ReadonlySet<string>; inbound: ReadonlyMap<string, number>; caps: ReadonlyMap<string, number | null> }

export type MatchingNeeds = {
  /** Pairs that fit well both ways and have neither request nor meeting, best first; `reasons` why. */
  missing: { buyer: string; seller: string; total: number; reasons: Reason[] }[]
  overloaded: { delegationId: string; inbound: number; cap: number }[]
  /** Participants without a good match: the best total there is, and why. */
  lonely: { delegationId: string; best: number; reason: Reason }[]
  pairs: { all: number; good: number; blocked: number }
}

type Row = { party: PreparedParty; best: number; partner: PreparedParty | null }

/** The three questions of the organizer's matching room, answered from a finished table. */
export function findMatchingNeeds(table: ScoreTable, settings: EventSettings, traffic: MatchTraffic): MatchingNeeds {
  const { good, bestBuyers, bestSellers, pairs } = sweep(table, traffic)
  const rows = [...bestBuyers, ...bestSellers]
  const lonely = rows.filter((row) => row.best < poorTotal).sort((a, b) => a.best - b.best).slice(0, mostLonely)
  return {
    missing: pickMissing(table, good, settings),
    overloaded: overloadedOf(rows, settings, traffic),
    lonely: lonely.map((row) => ({ delegationId: row.party.party.delegationId, best: Math.max(0, row.best), reason: whyLonely(row, table, settings) })),
    pairs,
  }
}

type GoodPair = { b: number; s: number; total: number }

function sweep(table: ScoreTable, traffic: MatchTraffic): { good: GoodPair[]; bestBuyers: Row[]; bestSellers: Row[]; pairs: MatchingNeeds['pairs'] } {
  const bestBuyers: Row[] = table.buyers.map((party) => ({ party, best: -1, partner: null }))
  const bestSellers: Row[] = table.sellers.map((party) => ({ party, best: -1, partner: null }))
  const good: GoodPair[] = []
  const pairs = { all: bestBuyers.length * bestSellers.length, good: 0, blocked: 0 }
  bestBuyers.forEach((buyer, b) => bestSellers.forEach((seller, s) => {
    const total = table.total(b, s)
    if (total < 0) pairs.blocked += 1
    if (total > buyer.best) Object.assign(buyer, { best: total, partner: seller.party })
    if (total > seller.best) Object.assign(seller, { best: total, partner: buyer.party })
    if (total < goodTotal) return
    pairs.good += 1
    if (!traffic.touched.has(key(buyer.party, seller.party))) good.push({ b, s, total })
  }))
  return { good, bestBuyers, bestSellers, pairs }
}

function key({ party: a }: PreparedParty, { party: b }: PreparedParty): string {
  return a.delegationId < b.delegationId ? `${a.delegationId}|${b.delegationId}` : `${b.delegationId}|${a.delegationId}`
}

function pickMissing(table: ScoreTable, good: GoodPair[], settings: EventSettings): MatchingNeeds['missing'] {
  const taken = new Map<string, number>()
  const missing: MatchingNeeds['missing'] = []
  for (const { b, s, total } of good.sort((one, other) => other.total - one.total || one.b - other.b || one.s - other.s)) {
    const buyer = table.buyers[b]
    const seller = table.sellers[s]
    if (buyer === undefined || seller === undefined) continue
    const ids = [buyer.party.delegationId, seller.party.delegationId] as const
    if (ids.some((id) => (taken.get(id) ?? 0) >= mostPerParty)) continue
    for (const id of ids) taken.set(id, (taken.get(id) ?? 0) + 1)
    missing.push({ buyer: ids[0], seller: ids[1], total, reasons: explainPair(buyer, seller, { settings, metBefore: false }).forBuyer.best })
    if (missing.length === mostPairs) break
  }
  return missing
}

function overloadedOf(rows: Row[], settings: EventSettings, { inbound, caps }: MatchTraffic): MatchingNeeds['overloaded'] {
  return rows
    .flatMap(({ party: { party } }) => {
      const cap = caps.get(party.delegationId) ?? settings.inboundCap[party.side]
      const received = inbound.get(party.delegationId) ?? 0
      return cap !== null && received > 0 && received >= cap * crowded ? [{ delegationId: party.delegationId, inbound: received, cap }] : []
    })
    .sort((a, b) => b.inbound / b.cap - a.inbound / a.cap)
}

/** Nothing said, everybody forbidden by one rule, or what is weakest in the best match there is. */
function whyLonely({ party, best, partner }: Row, table: ScoreTable, settings: EventSettings): Reason {
  const isBuyer = party.group === 'buyer'
  if (isBuyer ? party.wanted === null : party.offered.length === 0) return because('nothing_said')
  if (best < 0 || partner === null) {
    const counts = new Map<string, { reason: Reason; many: number }>()
    for (const other of isBuyer ? table.sellers : table.buyers) {
      const reason = isBuyer ? blockOf(party, other, settings) : blockOf(other, party, settings)
      if (reason !== null) counts.set(reason.code, { reason, many: (counts.get(reason.code)?.many ?? 0) + 1 })
    }
    const most = [...counts.values()].sort((a, b) => b.many - a.many)[0]
    return most === undefined ? because('nobody_there') : because(`blocked.${most.reason.code}`, most.reason.params)
  }
  const told = isBuyer ? explainPair(party, partner, { settings, metBefore: false }) : explainPair(partner, party, { settings, metBefore: false })
  const weaker = told.forBuyer.score < told.forSeller.score ? told.forBuyer : told.forSeller
  return weaker.against[0] ?? because('nothing_close')
}
