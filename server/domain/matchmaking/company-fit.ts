import { because } from './party.ts'
import { lineageOf } from '../directory/vocabulary.ts'
import { unknownFit, type Criterion } from './criterion.ts'
import { logGap } from './money-scale.ts'
import type { PreparedParty } from './prepared-party.ts'

/** Steps between a rank and the nearest wanted one. */
function nearest(wanted: readonly number[], rank: number): number {
  let steps = Infinity
  for (const one of wanted) steps = Math.min(steps, Math.abs(one - rank))
  return steps
}

/** Is the company as grown as the investor likes? One step off counts half. */
export const stageFit: Criterion = {
  code: 'stage',
  fit: (buyer, seller) => {
    if (buyer.wantedStages.length === 0 || seller.stage < 0) return unknownFit
    const steps = nearest(buyer.wantedStages, seller.stage)
    return steps === 0 ? 1 : steps === 1 ? 0.5 : 0
  },
  reason: (buyer, seller) => {
    if (seller.stage < 0) return because('stage.unknown')
    const params = { stage: seller.party.stage }
    if (buyer.wantedStages.length === 0) return because('stage.wish_unknown', params)
    const steps = nearest(buyer.wantedStages, seller.stage)
    return because(steps === 0 ? 'stage.fits' : steps === 1 ? 'stage.near' : 'stage.none', params)
  },
}

/** Does the investor take part in the round that is sought? Neighbouring rounds count in part. */
export const roundFit: Criterion = {
  code: 'round',
  fit: (buyer, seller) => {
    if (buyer.wantedRounds.length === 0 || seller.round < 0) return unknownFit
    return Math.max(0, 1 - nearest(buyer.wantedRounds, seller.round) / 3)
  },
  reason: (buyer, seller) => {
    if (seller.round < 0) return because('round.unknown')
    const params = { round: seller.party.need?.round ?? seller.party.round }
    if (buyer.wantedRounds.length === 0) return because('round.wish_unknown', params)
    const steps = nearest(buyer.wantedRounds, seller.round)
    return because(steps === 0 ? 'round.fits' : steps < 2 ? 'round.near' : 'round.none', params)
  },
}

/** Does the cheque overlap the amount asked? A factor of ten apart is nothing; between, the logarithm decides. No amount is named. */
export const moneyFit: Criterion = {
  code: 'money',
  fit: (buyer, seller) => (buyer.ticket === null || seller.asked === null ? unknownFit : Math.max(0, 1 - logGap(buyer.ticket, seller.asked))),
  reason: (buyer, seller) => {
    if (seller.asked === null) return because('money.unknown')
    if (buyer.ticket === null) return because('money.wish_unknown')
    const gap = logGap(buyer.ticket, seller.asked)
    if (gap === 0) return because('money.fits')
    const small = buyer.ticket.to < seller.asked.from
    return because(gap < 0.5 ? 'money.near' : small ? 'money.too_small' : 'money.too_large')
  },
}

function sharedInstrument(buyer: PreparedParty, seller: PreparedParty): string | null {
  for (const code of seller.instruments) if (buyer.instruments.has(code)) return code
  return null
}

/** Is there a form of money that both name? */
export const instrumentFit: Criterion = {
  code: 'instrument',
  fit: (buyer, seller) => (buyer.instruments.size === 0 || seller.instruments.size === 0 ? unknownFit : sharedInstrument(buyer, seller) === null ? 0 : 1),
  reason: (buyer, seller) => {
    if (buyer.instruments.size === 0 || seller.instruments.size === 0) return because('instrument.unknown')
    const instrument = sharedInstrument(buyer, seller)
    return instrument === null ? because('instrument.none') : because('instrument.fits', { instrument })
  },
}

function regionPoints(buyer: PreparedParty, seller: PreparedParty): number {
  if (buyer.wantedRegions.length === 0 || seller.regionLine.length === 0) return unknownFit
  let points = 0
  for (const wanted of buyer.wantedRegions) {
    if (wanted === 'global' || seller.regionLine.includes(wanted)) return 1
    if (lineageOf('regions', wanted).includes(seller.party.region)) points = 0.6
  }
  return points
}

/** Is the company where the buyer looks? A country named where a province is wanted counts in part. */
export const regionFit: Criterion = {
  code: 'region',
  fit: regionPoints,
  reason: (buyer, seller) => {
    if (seller.regionLine.length === 0) return because('region.unknown')
    const params = { region: seller.party.region }
    if (buyer.wantedRegions.length === 0) return because('region.wish_unknown', params)
    const points = regionPoints(buyer, seller)
    return because(points === 1 ? 'region.fits' : points > 0 ? 'region.near' : 'region.none', params)
  },
}
