import { because, type Reason } from './party.ts'
import { unknownFit, type Criterion } from './criterion.ts'
import type { PreparedParty } from './prepared-party.ts'

/** Did the seller say that it wants this kind of money? (A kind that it did not name is refused by a hard rule.) */
export const recipientFit: Criterion = {
  code: 'recipient',
  fit: (buyer, seller) => (seller.seeks.size === 0 || buyer.kindLine.length === 0 ? unknownFit : buyer.kindLine.some((kind) => seller.seeks.has(kind)) ? 1 : 0),
  reason: (buyer, seller) => {
    if (buyer.kindLine.length === 0) return because('recipient.unknown')
    const params = { kind: buyer.party.subkind }
    if (seller.seeks.size === 0) return because('recipient.wish_unknown', params)
    return because(buyer.kindLine.some((kind) => seller.seeks.has(kind)) ? 'recipient.fits' : 'recipient.none', params)
  },
}

/** 耐心资本: kinds of money that can wait. Source: the district's demand for insurance, pension, wealth and guidance funds as patient capital. */
const patientKinds = new Set(['guidance_fund', 'fof', 'insurer', 'pension', 'soe', 'institute', 'family_office', 'foreign_life', 'foreign_pension', 'sovereign', 'endowment'])
/** Company stages (idea, seed, start-up) at which returns are years away. */
const lastEarlyStage = 2

const isPatient = (buyer: PreparedParty): boolean => buyer.kindLine.some((kind) => patientKinds.has(kind))
const needsPatience = (seller: PreparedParty): boolean =>
  (seller.stage >= 0 && seller.stage <= lastEarlyStage) || seller.party.intakeClass === 'research_result' || seller.party.kind === 'research_team'

/** Can the money wait as long as an early company needs? Later companies don't mind either way. */
export const patienceFit: Criterion = {
  code: 'patience',
  applies: (buyer, seller) => needsPatience(seller) && buyer.kindLine.length > 0,
  fit: (buyer) => (isPatient(buyer) ? 1 : unknownFit),
  reason: (buyer) => because(isPatient(buyer) ? 'patience.fits' : 'patience.neutral', { kind: buyer.party.subkind }),
}

/** Labels and intake class: what others have already said of the company. Verified counts most, none is no fault. */
export const distinctionFit: Criterion = {
  code: 'distinction',
  fit: (_buyer, seller) => {
    if (seller.party.verifiedClaims.includes('label')) return 1
    return seller.party.intakeClass !== '' || seller.party.labels.length > 0 ? 0.75 : unknownFit
  },
  reason: (_buyer, seller) => {
    const { intakeClass, labels, verifiedClaims } = seller.party
    if (verifiedClaims.includes('label')) return because('distinction.verified', { label: labels[0] ?? '' })
    if (intakeClass !== '') return because('distinction.intake', { intake: intakeClass })
    return labels.length > 0 ? because('distinction.declared', { label: labels[0] ?? '' }) : because('distinction.unknown')
  },
}

/** Has somebody checked what the seller says of itself? */
export const sellerClaims: Criterion = {
  code: 'seller_claims',
  fit: (_buyer, seller) => (seller.party.verifiedClaims.length > 0 ? 1 : unknownFit),
  reason: (_buyer, seller) => claimReason('seller_claims', seller),
}

/** Has somebody checked what the buyer says of itself? */
export const buyerClaims: Criterion = {
  code: 'buyer_claims',
  fit: (buyer) => (buyer.party.verifiedClaims.length > 0 ? 1 : unknownFit),
  reason: (buyer) => claimReason('buyer_claims', buyer),
}

function claimReason(code: string, { party }: PreparedParty): Reason {
  const claim = party.verifiedClaims[0]
  return claim === undefined ? because(`${code}.unknown`) : because(`${code}.verified`, { claim })
}
