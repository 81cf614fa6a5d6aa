import type { MoneyRange } from '../directory/money.ts'
import { personAsSeen, seesClosedFields, visiblePersonFields, type Standing } from './visible-fields.ts'

type PersonRow = Parameters<typeof personAsSeen>[0]

/** What is stored of an organization and may or may not be shown. */
export type ProfileRecord = {
  website: string
  place: string
  foundedOn: string
  teamSize: number | null
  descriptionZh: string
  descriptionEn: string
  /** Closed fields. */
  valuation: MoneyRange | null
  contact: { name: string; email: string; phone: string } | null
  people: PersonRow[]
}

/** `hidden` names what is there but not for this viewer; it says nothing of what is empty anyway. */
export type ProfileView = Omit<ProfileRecord, 'valuation' | 'contact' | 'people'> & {
  valuation?: MoneyRange
  contact?: { name: string; email: string; phone: string }
  people: ReturnType<typeof personAsSeen>[]
}

/** Kinds of viewer between whom the owner of a profile can switch. */
export const viewerKinds = ['partner', 'agreed', 'owner', 'organizer'] as const
export type ViewerKind = (typeof viewerKinds)[number]

export function standingOf(kind: ViewerKind): Standing {
  return { isOrganizer: kind === 'organizer', isOwner: kind === 'owner', hasAgreed: kind === 'agreed' }
}

/** The record as somebody of this standing sees it. Closed fields are left out, not emptied. */
export function profileAsSeen(record: ProfileRecord, standing: Standing): ProfileView {
  const { valuation, contact, people, ...open } = record
  const view: ProfileView = { ...open, people: people.map((person) => personAsSeen(person, standing)) }
  if (!seesClosedFields(standing)) return view
  if (valuation !== null) view.valuation = valuation
  if (contact !== null) view.contact = contact
  return view
}

/** For the owner: which fields a viewer of this standing does not get. */
export function hiddenFields(standing: Standing): ('valuation' | 'contact' | 'email' | 'phone')[] {
  const seen = visiblePersonFields(standing)
  return [...(seesClosedFields(standing) ? [] : (['valuation', 'contact'] as const)), ...(['email', 'phone'] as const).filter((field) => !seen.includes(field))]
}
