import { because } from './party.ts'
import type { Criterion } from './criterion.ts'
import { closeness, sectorCodeAt, type PreparedParty } from './prepared-party.ts'

const pointsByCloseness = [0, 0.3, 0.5, 0.6, 0.85, 1] as const
const codeByCloseness = ['none', 'sibling', 'broad', 'wider', 'inside', 'exact'] as const

/** Closeness of the best of the seller's sectors; −1 where one of the two said nothing. */
function best(buyer: PreparedParty, seller: PreparedParty): { level: number; sector: number } {
  if (buyer.wanted === null || seller.offered.length === 0) return { level: -1, sector: -1 }
  let level = -1
  let sector = -1
  for (const index of seller.offered) {
    const here = buyer.wanted[index] ?? 0
    if (here > level) {
      level = here
      sector = index
    }
  }
  return { level, sector }
}

/** Does the buyer look for what the seller does? The parent of a wanted field counts less than the field, a sibling less still. */
export const sectorFit: Criterion = {
  code: 'sector',
  fit: (buyer, seller) => pointsByCloseness[best(buyer, seller).level] ?? 0.5,
  reason: (buyer, seller) => {
    const { level, sector } = best(buyer, seller)
    if (level === -1) return because(buyer.wanted === null ? 'sector.wish_unknown' : 'sector.unknown')
    return { code: `sector.${codeByCloseness[level] ?? 'none'}`, params: { sector: sectorCodeAt(sector) } }
  },
}

/**
 * Strategic intents of a corporate investor: filling (补链) and strengthening (强链) want the same field, extending (延链) one
 * next to it, widening (拓链) may be anywhere. A nearer field never counts less than a farther one.
 */
const intentPoints: Record<string, readonly [far: number, near: number, same: number]> = { fill: [0, 0.5, 1], strengthen: [0, 0.5, 1], extend: [0, 1, 1], widen: [0.6, 1, 1] }

function bestIntent(buyer: PreparedParty, seller: PreparedParty): { points: number; intent: string } {
  const { level } = best(buyer, seller)
  if (level === -1) return { points: 0.5, intent: '' }
  const step = level >= closeness.inside ? 2 : level >= closeness.sibling ? 1 : 0
  let found = { points: -1, intent: '' }
  for (const intent of buyer.intents) {
    const points = intentPoints[intent]?.[step] ?? 0
    if (points > found.points) found = { points, intent }
  }
  return found
}

export const strategicIntent: Criterion = {
  code: 'intent',
  applies: (buyer) => buyer.intents.size > 0,
  fit: (buyer, seller) => bestIntent(buyer, seller).points,
  reason: (buyer, seller) => {
    const { points, intent } = bestIntent(buyer, seller)
    if (intent === '') return because('intent.unknown')
    return because(points > 0.5 ? 'intent.fits' : 'intent.none', { intent })
  },
}
