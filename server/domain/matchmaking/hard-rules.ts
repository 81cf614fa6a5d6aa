import { pairLength, type EventSettings } from '../events/settings.ts'
import { because, type Reason } from './party.ts'
import { negativeList, negativeRuleFor } from './negative-list.ts'
import { sectorCodeAt, type PreparedParty } from './prepared-party.ts'

/** One thing that forbids a meeting whatever the fit. `buyer` and `seller` stand on the two sides of the money. */
type HardRule = (buyer: PreparedParty, seller: PreparedParty, settings: Pick<EventSettings, 'pairRules'>) => Reason | null

const isAvoided = (avoiding: PreparedParty, other: PreparedParty): boolean =>
  avoiding.avoids.size > 0 && (avoiding.avoids.has(other.party.organizationId) || other.names.some((name) => avoiding.avoids.has(name)))

/** Nobody meets the own organization. */
const sameOrganization: HardRule = (buyer, seller) =>
  buyer.party.organizationId === seller.party.organizationId ? because('same_organization') : null

/** Whom one of them asked not to be shown to. The reason does not say who asked. */
const avoidList: HardRule = (buyer, seller) => (isAvoided(buyer, seller) || isAvoided(seller, buyer) ? because('avoid_list') : null)

/** The organizer lets neither of these sides ask the other. */
const pairAllowed: HardRule = (buyer, seller, settings) =>
  pairLength(settings as EventSettings, buyer.party.side, seller.party.side) === null
    ? because('pair_not_allowed', { from: buyer.party.side, to: seller.party.side })
    : null

/** The one-to-one session admits only some kinds, or asks for verified claims. */
const entryRule: HardRule = (buyer, seller) => {
  const refused = buyer.party.entryRefusal ?? seller.party.entryRefusal
  return refused === null ? null : { code: buyer.party.entryRefusal === null ? 'entry_seller' : 'entry_buyer', params: refused.params }
}

/** The seller named the kinds of investor that it wants to talk to, and this is none of them. */
const recipientKind: HardRule = (buyer, seller) =>
  seller.seeks.size === 0 || buyer.party.side === 'acquirer' || buyer.kindLine.length === 0 || buyer.kindLine.some((kind) => seller.seeks.has(kind))
    ? null
    : because('recipient_kind', { kind: buyer.party.subkind })

/** The buyer named fields in which it never invests. */
const avoidedSector: HardRule = (buyer, seller) => {
  const met = buyer.avoided === null ? undefined : seller.offered.find((index) => buyer.avoided?.[index] === 1)
  return met === undefined ? null : because('avoided_sector', { sector: sectorCodeAt(met) })
}

/** Foreign capital and a field that the negative list closes to it. */
const negative: HardRule = (buyer, seller) => {
  if (!buyer.isForeign) return null
  const rule = negativeRuleFor(seller.party.sectors)
  if (rule?.state !== 'prohibited') return null
  return because('negative_list', { sector: rule.sector, heading: rule.heading, source: negativeList.source, version: negativeList.version })
}

/** In the order in which they are told. */
const hardRules: readonly HardRule[] = [sameOrganization, avoidList, pairAllowed, entryRule, recipientKind, avoidedSector, negative]

/** The first rule that forbids the pair, or null. Hard rules come before any score. */
export function blockOf(buyer: PreparedParty, seller: PreparedParty, settings: Pick<EventSettings, 'pairRules'>): Reason | null {
  for (const rule of hardRules) {
    const reason = rule(buyer, seller, settings)
    if (reason !== null) return reason
  }
  return null
}
