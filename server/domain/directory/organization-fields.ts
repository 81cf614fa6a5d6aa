import { identifyingHost } from './contact.ts'
import type { FundingRound, OrganizationDraft, PersonDraft, PreferenceDraft, TeamMember } from './drafts.ts'
import type { MoneyRange } from './money.ts'

/** What rosters say beyond the profile. For organizers only; the remark is the roster owner's own. */
export type OrganizationDetails = {
  aliases: string[]
  address: string
  raisedTotal: MoneyRange | null
  aum: MoneyRange | null
  stockCode: string
  status: string
  team: TeamMember[]
  remark: string
  /** How often past deals fell on each code, where the file counted them. */
  pastDeals: PreferenceDraft['counts'] | null
}

export type ContactCard = { name: string; email: string; phone: string }

/** An organization as it is stored, without the keys made from it. Unknown is '' or null or []. */
export type OrganizationFields = {
  kind: string
  subkind: string
  nameZh: string
  nameEn: string
  legalName: string
  uscc: string | null
  website: string
  region: string
  place: string
  foundedOn: string
  teamSize: number | null
  oneLinerZh: string
  oneLinerEn: string
  descriptionZh: string
  descriptionEn: string
  sectors: string[]
  tags: string[]
  labels: string[]
  stage: string
  round: string
  intakeClass: string
  aumBand: string
  valuation: MoneyRange | null
  funding: FundingRound[]
  contact: ContactCard
  details: OrganizationDetails
}

export const emptyDetails = (): OrganizationDetails => ({ aliases: [], address: '', raisedTotal: null, aum: null, stockCode: '', status: '', team: [], remark: '', pastDeals: null })

/** A draft, with the first contact of its row, as it would be stored. */
export function fieldsOfDraft(draft: OrganizationDraft, people: readonly PersonDraft[], preference: PreferenceDraft | null): OrganizationFields {
  const { kind, uscc, teamSize, sectors, tags, labels, valuation, funding, aliases, raisedTotal, aum, team } = draft
  const text = (value: string | null): string => value ?? ''
  const [contact] = people
  return {
    kind, uscc, teamSize, sectors, tags, labels, valuation, funding,
    subkind: text(draft.investorKind), nameZh: text(draft.nameZh), nameEn: text(draft.nameEn), legalName: text(draft.legalName), website: text(draft.website),
    region: text(draft.region), place: text(draft.place), foundedOn: text(draft.foundedOn), oneLinerZh: text(draft.oneLinerZh), oneLinerEn: text(draft.oneLinerEn),
    descriptionZh: text(draft.descriptionZh), descriptionEn: text(draft.descriptionEn), stage: text(draft.stage), round: text(draft.round),
    intakeClass: text(draft.intakeClass), aumBand: text(draft.aumBand),
    contact: { name: text(contact?.nameZh ?? contact?.nameEn ?? null), email: text(contact?.email ?? null), phone: text(contact?.phone ?? null) },
    details: { aliases, address: text(draft.address), raisedTotal, aum, stockCode: text(draft.stockCode), status: text(draft.status), team, remark: text(draft.remark), pastDeals: preference?.counts ?? null },
  }
}

type Value = OrganizationFields[keyof OrganizationFields] | OrganizationDetails[keyof OrganizationDetails]

const isEmpty = (value: Value): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)
const key = (value: unknown): string => JSON.stringify(value)

function filled(before: Value, other: Value): Value {
  if (Array.isArray(before) && Array.isArray(other)) {
    const known = new Set(before.map(key))
    const more = (other as unknown[]).filter((item) => !known.has(key(item)))
    return more.length === 0 ? before : ([...before, ...more] as Value)
  }
  return isEmpty(before) ? other : before
}

/**
 * What is known stays; what is empty is filled, and lists are united. A name in another writing becomes an alias.
 * `changed` names the fields that are different afterwards.
 */
export function fillGaps(before: OrganizationFields, other: OrganizationFields): { after: OrganizationFields; changed: (keyof OrganizationFields)[] } {
  const after = { ...before } as Record<string, unknown>
  for (const name of Object.keys(before) as (keyof OrganizationFields)[]) {
    if (name === 'kind' || name === 'contact' || name === 'details') continue
    after[name] = filled(before[name], other[name])
  }
  after['contact'] = Object.values(before.contact).some((part) => part !== '') ? before.contact : other.contact
  after['details'] = fillDetails(before, other)
  const changed = (Object.keys(before) as (keyof OrganizationFields)[]).filter((name) => key(after[name]) !== key(before[name]))
  return { after: after as OrganizationFields, changed }
}

function fillDetails(before: OrganizationFields, other: OrganizationFields): OrganizationDetails {
  const details = Object.fromEntries(
    (Object.keys(before.details) as (keyof OrganizationDetails)[]).map((name) => [name, filled(before.details[name], other.details[name])]),
  ) as OrganizationDetails
  const own = [before.nameZh, before.nameEn, before.legalName]
  const otherNames = [other.nameZh, other.nameEn].filter((name, at) => name !== '' && !own.includes(name) && own[at] !== '')
  return { ...details, aliases: [...new Set([...details.aliases, ...otherNames])] }
}

/** Host by which the organization can be told from others, or ''. */
export function hostOf(website: string): string {
  return website === '' ? '' : (identifyingHost(website) ?? '')
}

/** 资质声明 that follow from the fields: self-declared until somebody checks them. */
export function claimsOf(fields: OrganizationFields): { kind: 'aum' | 'stock_code' | 'label'; value: string }[] {
  return [
    ...(fields.aumBand === '' ? [] : [{ kind: 'aum' as const, value: fields.aumBand }]),
    ...(fields.details.stockCode === '' ? [] : [{ kind: 'stock_code' as const, value: fields.details.stockCode }]),
    ...fields.labels.slice(0, 20).map((value) => ({ kind: 'label' as const, value })),
  ]
}
