import type { EventSettings } from '../events/settings.ts'
import { blockOf } from './hard-rules.ts'
import type { PreparedParty } from './prepared-party.ts'
import { scorePair } from './score.ts'

/** Totals of all pairs across the money, row by row; −1 where a hard rule forbids the pair. */
export type ScoreTable = {
  readonly buyers: readonly PreparedParty[]
  readonly sellers: readonly PreparedParty[]
  /** Total of a pair by positions; meaningless until `isReady`. */
  total(buyer: number, seller: number): number
  /** Total of two delegations in either order; −1 where they aren't on two sides of the money. */
  totalOf(a: string, b: string): number
  isReady(): boolean
  /** Puts a changed party in the place of its former self; only its own pairs are worked out again. */
  replace(party: PreparedParty): void
  /** Works out at most so many pairs, so that the caller can let others run between two calls. True when all is done. */
  work(mostPairs: number): boolean
}

export function createScoreTable(parties: readonly PreparedParty[], settings: Pick<EventSettings, 'pairRules'>): ScoreTable {
  const buyers = parties.filter((party) => party.group === 'buyer')
  const sellers = parties.filter((party) => party.group === 'seller')
  const totals = new Float32Array(buyers.length * sellers.length)
  const positions = new Map([...buyers.entries(), ...sellers.entries()].map(([at, party]) => [party.party.delegationId, at]))
  const dirtyBuyers = new Set(buyers.keys())
  const dirtySellers = new Set<number>()

  function score(b: number, s: number): void {
    const buyer = buyers[b]
    const seller = sellers[s]
    if (buyer === undefined || seller === undefined) return
    totals[b * sellers.length + s] = blockOf(buyer, seller, settings) === null ? scorePair(buyer, seller).total : -1
  }

  const buyerAt = new Map([...buyers.entries()].map(([at, { party }]) => [party.delegationId as string, at]))
  const sellerAt = new Map([...sellers.entries()].map(([at, { party }]) => [party.delegationId as string, at]))
  function totalOf(a: string, b: string): number {
    const buyer = buyerAt.get(a) ?? buyerAt.get(b)
    const seller = sellerAt.get(b) ?? sellerAt.get(a)
    return buyer === undefined || seller === undefined ? -1 : (totals[buyer * sellers.length + seller] ?? -1)
  }

  function replace(party: PreparedParty): void {
    const at = positions.get(party.party.delegationId)
    if (at === undefined) return
    if (party.group === 'buyer') {
      buyers[at] = party
      dirtyBuyers.add(at)
    } else {
      sellers[at] = party
      dirtySellers.add(at)
    }
  }

  function work(mostPairs: number): boolean {
    let left = mostPairs
    for (const b of dirtyBuyers) {
      if (left <= 0) return false
      for (let s = 0; s < sellers.length; s += 1) score(b, s)
      left -= sellers.length
      dirtyBuyers.delete(b)
    }
    for (const s of dirtySellers) {
      if (left <= 0) return false
      for (let b = 0; b < buyers.length; b += 1) score(b, s)
      left -= buyers.length
      dirtySellers.delete(s)
    }
    return true
  }

  return { buyers, sellers, total: (b, s) => totals[b * sellers.length + s] ?? -1, totalOf, isReady: () => dirtyBuyers.size + dirtySellers.size === 0, replace, work }
}
