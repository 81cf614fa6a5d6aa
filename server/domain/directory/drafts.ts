import type { Preference } from '#server/domain/matchmaking/preferences.ts'
import type { MoneyRange } from './money.ts'

/** What an import, a form or a registration says about an organization before anything is saved. Unknown is null or []. */
export type OrganizationDraft = {
  kind: 'startup' | 'investor' | 'acquirer'
  nameZh: string | null
  nameEn: string | null
  /** Registered name, 工商名称. */
  legalName: string | null
  /** Other names: what stood in brackets, former and short names. */
  aliases: string[]
  /** 统一社会信用代码, 18 characters, check digit proved. */
  uscc: string | null
  /** Normalised URL with scheme. */
  website: string | null
  /** Partial ISO date: `2011`, `2011-03` or `2011-03-17`. */
  foundedOn: string | null
  /** Region code (`regions`) of the seat: the narrowest one recognised. */
  region: string | null
  /** Place as written: `陕西-西安`, `Walnut Creek, CA, USA`. */
  place: string | null
  address: string | null
  oneLinerZh: string | null
  oneLinerEn: string | null
  descriptionZh: string | null
  descriptionEn: string | null
  /** Sector codes; words that are no sector are kept in `tags`. */
  sectors: string[]
  /** Company stage code. */
  stage: string | null
  /** Latest round, a round code. */
  round: string | null
  intakeClass: string | null
  funding: FundingRound[]
  raisedTotal: MoneyRange | null
  valuation: MoneyRange | null
  /** Investors and acquirers. */
  investorKind: string | null
  aum: MoneyRange | null
  aumBand: string | null
  /** Stock code of a listed company, as written: `600000.SH`. */
  stockCode: string | null
  teamSize: number | null
  team: TeamMember[]
  /** 运营状态: whether the company still works. */
  status: 'active' | 'closed' | 'pivoted' | 'unlaunched' | 'acquired' | 'listed' | null
  /** Honours and certificates claimed: 高新技术企业, 专精特新. Self-declared until verified. */
  labels: string[]
  /** Free words. */
  tags: string[]
  /** Internal remark of the file's owner; never shown to participants. */
  remark: string | null
}

export type TeamMember = { name: string; title: string | null }

export type FundingRound = {
  /** Round code, or null where the word is not in the vocabulary (then `roundText` has it). */
  round: string | null
  roundText: string | null
  /** Partial ISO date. */
  on: string | null
  amount: MoneyRange | null
  investors: string[]
}

/** A person as one import row, form or invitation says. */
export type PersonDraft = {
  nameZh: string | null
  nameEn: string | null
  organizationName: string | null
  title: string | null
  /** Lower-case, checked. */
  email: string | null
  /** E.164. */
  phone: string | null
  region: string | null
  bio: string | null
  tags: string[]
}

/** A preference with, where the file counted past deals, how often each code was chosen: `{ a: 10, angel: 15 }`. */
export type PreferenceDraft = Preference & { counts?: { rounds: Record<string, number>; sectors: Record<string, number>; regions: Record<string, number> } }

export function emptyOrganization(kind: OrganizationDraft['kind']): OrganizationDraft {
  return {
    kind, nameZh: null, nameEn: null, legalName: null, aliases: [], uscc: null, website: null, foundedOn: null, region: null, place: null,
    address: null, oneLinerZh: null, oneLinerEn: null, descriptionZh: null, descriptionEn: null, sectors: [], stage: null, round: null,
    intakeClass: null, funding: [], raisedTotal: null, valuation: null, investorKind: null, aum: null, aumBand: null, stockCode: null,
    teamSize: null, team: [], status: null, labels: [], tags: [], remark: null,
  }
}

export function emptyPerson(): PersonDraft {
  return { nameZh: null, nameEn: null, organizationName: null, title: null, email: null, phone: null, region: null, bio: null, tags: [] }
}
