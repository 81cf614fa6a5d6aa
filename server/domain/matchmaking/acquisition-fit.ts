import { because } from './party.ts'
import { unknownFit, type Criterion } from './criterion.ts'
import { logGap, type LogRange } from './money-scale.ts'
import type { PreparedParty } from './prepared-party.ts'

/** Would the seller be bought at all? A target came for that; a start-up has to say so. */
export const opennessFit: Criterion = {
  code: 'openness',
  fit: (_buyer, seller) => (seller.party.side === 'target' || seller.party.need?.openToAcquisition === true ? 1 : seller.party.need === null ? unknownFit : 0),
  reason: (_buyer, seller) => {
    if (seller.party.side === 'target') return because('openness.target')
    if (seller.party.need === null) return because('openness.unknown')
    return because(seller.party.need.openToAcquisition ? 'openness.open' : 'openness.closed')
  },
}

/** Share of the whole value that a deal pays for, as powers of ten: a minority is a twentieth to a half, control a half to all. */
const shares: Record<string, LogRange> = {
  control: { from: Math.log10(0.5), to: 0 },
  minority: { from: Math.log10(0.05), to: Math.log10(0.5) },
  either: { from: Math.log10(0.05), to: 0 },
}

function sizeGap({ dealSize, party }: PreparedParty, seller: PreparedParty): number | null {
  if (dealSize === null || seller.valuationBand === null) return null
  const share = shares[party.mandate?.control ?? 'either'] ?? { from: 0, to: 0 }
  return logGap(dealSize, { from: seller.valuationBand.from + share.from, to: seller.valuationBand.to + share.to })
}

/** Does the deal size suit the company's value? Only yes, no or unknown: the value itself is closed, and is compared by its band. */
export const dealSizeFit: Criterion = {
  code: 'deal_size',
  fit: (buyer, seller) => {
    const gap = sizeGap(buyer, seller)
    return gap === null ? unknownFit : gap === 0 ? 1 : 0
  },
  reason: (buyer, seller) => {
    const gap = sizeGap(buyer, seller)
    return because(gap === null ? 'deal_size.unknown' : gap === 0 ? 'deal_size.fits' : 'deal_size.none')
  },
}

/** Do they mean the same by a deal, control or a share? */
export const controlFit: Criterion = {
  code: 'control',
  fit: (buyer, seller) => {
    const offered = offeredControl(seller)
    const wanted = buyer.party.mandate?.control
    if (offered === null || wanted === undefined) return unknownFit
    return wanted === 'either' || offered === 'either' || wanted === offered ? 1 : 0
  },
  reason: (buyer, seller) => {
    const offered = offeredControl(seller)
    const wanted = buyer.party.mandate?.control
    if (offered === null || wanted === undefined) return because('control.unknown')
    return because(wanted === 'either' || offered === 'either' || wanted === offered ? 'control.fits' : 'control.none', { control: wanted })
  },
}

function offeredControl(seller: PreparedParty): 'control' | 'minority' | 'either' | null {
  const [control, minority] = [seller.instruments.has('ma_control'), seller.instruments.has('ma_minority')]
  if (control && minority) return 'either'
  return control ? 'control' : minority ? 'minority' : null
}

const isDomestic = (seller: PreparedParty): boolean => seller.regionLine.includes('cn')

/** Domestic or overseas, as the mandate asks. */
export const marketFit: Criterion = {
  code: 'market',
  applies: (buyer) => buyer.party.mandate !== null && buyer.party.mandate.market !== 'either',
  fit: (buyer, seller) => (seller.regionLine.length === 0 ? unknownFit : isDomestic(seller) === (buyer.party.mandate?.market === 'domestic') ? 1 : 0),
  reason: (buyer, seller) => {
    if (seller.regionLine.length === 0) return because('market.unknown')
    const market = isDomestic(seller) ? 'domestic' : 'overseas'
    return because(market === buyer.party.mandate?.market ? 'market.fits' : 'market.none', { market })
  },
}
