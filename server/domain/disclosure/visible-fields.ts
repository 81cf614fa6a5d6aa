/** How a viewer stands to what is shown. */
export type Standing = {
  isOrganizer: boolean
  /** Acts for the organization whose card it is. */
  isOwner: boolean
  /** A meeting between the two delegations is agreed. */
  hasAgreed: boolean
}

export const personFields = ['nameZh', 'nameEn', 'titleZh', 'titleEn', 'email', 'phone'] as const
export type PersonField = (typeof personFields)[number]

const openPersonFields: readonly PersonField[] = ['nameZh', 'nameEn', 'titleZh', 'titleEn']

/** Which fields of a person somebody sees: e-mail and phone only after a meeting is agreed, or as the organizer. */
export function visiblePersonFields({ isOrganizer, isOwner, hasAgreed }: Standing): readonly PersonField[] {
  return isOrganizer || isOwner || hasAgreed ? personFields : openPersonFields
}

/** May valuation and contact of an organization be seen? Never by a partner, whatever was agreed. */
export function seesClosedFields({ isOrganizer, isOwner }: Standing): boolean {
  return isOrganizer || isOwner
}

type PersonRow = { personId: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; email: string; phone: string | null }
type PersonView = { personId: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; email?: string; phone?: string }

/** A person as the viewer may see her; closed fields are left out, not emptied. */
export function personAsSeen(row: PersonRow, standing: Standing): PersonView {
  const fields = visiblePersonFields(standing)
  const { personId, nameZh, nameEn, titleZh, titleEn } = row
  const card: PersonView = { personId, nameZh, nameEn, titleZh, titleEn }
  if (fields.includes('email') && row.email !== '') card.email = row.email
  if (fields.includes('phone') && row.phone !== null && row.phone !== '') card.phone = row.phone
  return card
}
