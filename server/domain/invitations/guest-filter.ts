import { lightsOf, type ClaimFacts } from '../directory/claim-light.ts'
import { lineageOf, rankOf } from '../directory/vocabulary.ts'

/**
 * Whom a list is for. Empty parts don't narrow. `claim`: of the AUM, for which funds are invited; `met`: had a meeting at an
 * earlier event; `parent`: part of the name of the group behind a corporate investor; `intents`: why it looks at a chain of industry.
 */
export type GuestFilter = {
  side: string
  kinds: string[]
  aumAtLeast: string
  isPartner: boolean
  sectors: string[]
  parent: string
  intents: string[]
  language: string
  claim: '' | 'verified' | 'declared'
  met: '' | 'yes' | 'no'
  q: string
}

/** What is known of somebody who could be invited. */
export type GuestFacts = { side: string; kind: string; subkind: string; aumBand: string; titleZh: string; titleEn: string; sectors: string[]; parentGroup: string; intents: string[]; locale: string; aumClaims: ClaimFacts[]; hasMet: boolean }

export const noFilter: GuestFilter = { side: '', kinds: [], aumAtLeast: '', isPartner: false, sectors: [], parent: '', intents: [], language: '', claim: '', met: '', q: '' }

const partnerZh = /合伙人|董事长|董事总经理|总裁|总经理|创始人|首席|主任|院长/
const partnerEn = /\b(partner|managing director|president|chair(man|woman|person)?|founder|co-founder|chief|c[efit]o|gp|general manager|principal)\b/i

/** Somebody who decides: a partner, founder, chair or chief, by the title she is listed with. A vice or an assistant to one isn't. */
export function isPartnerLevel({ titleZh, titleEn }: Pick<GuestFacts, 'titleZh' | 'titleEn'>): boolean {
  if (/助理|秘书/.test(titleZh) || /\b(assistant|secretary)\b/i.test(titleEn)) return false
  return partnerZh.test(titleZh) || partnerEn.test(titleEn)
}

const covers = (list: 'investorKinds' | 'sectors', wanted: readonly string[], code: string): boolean => code !== '' && lineageOf(list, code).some((one) => wanted.includes(one))

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** A kind or sector covers those beneath it. */
export function fitsFilter(filter: GuestFilter, guest: GuestFacts, nowMs: number): boolean {
  const lights = lightsOf(guest.aumClaims, nowMs)
  return (
    (filter.side === '' || guest.side === filter.side) &&
    (filter.kinds.length === 0 || covers('investorKinds', filter.kinds, guest.subkind)) &&
    (filter.aumAtLeast === '' || (guest.aumBand !== '' && rankOf('aumBands', guest.aumBand) >= rankOf('aumBands', filter.aumAtLeast))) &&
    (!filter.isPartner || isPartnerLevel(guest)) &&
    (filter.sectors.length === 0 || guest.sectors.some((code) => covers('sectors', filter.sectors, code))) &&
    (filter.parent === '' || plain(guest.parentGroup).includes(plain(filter.parent))) &&
    (filter.intents.length === 0 || guest.intents.some((code) => filter.intents.includes(code))) &&
    (filter.language === '' || guest.locale === filter.language) &&
    (filter.claim === '' || (filter.claim === 'verified') === lights.includes('verified')) &&
    (filter.met === '' || (filter.met === 'yes') === guest.hasMet)
  )
}

/** By what places are shared out among the invited: the kind of investor where there is one, else the kind of organization. */
export const segmentOfGuest = ({ kind, subkind }: Pick<GuestFacts, 'kind' | 'subkind'>): string => lineageOf('investorKinds', subkind).at(-1) ?? kind
