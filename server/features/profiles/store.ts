import type { Prisma } from '#prisma/generated/client.ts'
import type { MoneyRange } from '#server/domain/directory/money.ts'
import type { ProfileRecord } from '#server/domain/disclosure/profile-view.ts'
import type { Preference } from '#server/domain/matchmaking/preferences.ts'
import type { Database, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

const columns = {
  id: true, side: true, eventId: true,
  event: { select: { phase: true } },
  organization: {
    select: {
      id: true, version: true, kind: true, subkind: true, nameZh: true, nameEn: true, oneLinerZh: true, oneLinerEn: true, descriptionZh: true, descriptionEn: true, website: true,
      place: true, region: true, foundedOn: true, teamSize: true, sectors: true, stage: true, round: true, valuation: true, contact: true,
      preferences: { select: { kind: true, body: true, version: true } },
    },
  },
  delegates: { select: { isLead: true, person: { select: { id: true, nameZh: true, nameEn: true, titleZh: true, titleEn: true, email: true, phone: true } } }, orderBy: [{ isLead: 'desc' }, { id: 'asc' }] },
} as const satisfies Prisma.DelegationSelect

/** A delegation of this event with its organization, people and preferences, or null. */
export async function findProfile(client: Client, eventId: string, delegationId: string) {
  return client.delegation.findFirst({ where: { id: delegationId, eventId, status: 'active' }, select: columns })
}

export type ProfileRow = NonNullable<Awaited<ReturnType<typeof findProfile>>>

export function recordOf({ organization, delegates }: ProfileRow): ProfileRecord {
  const { website, place, foundedOn, teamSize, descriptionZh, descriptionEn } = organization
  return {
    website, place, foundedOn, teamSize, descriptionZh, descriptionEn,
    valuation: organization.valuation as MoneyRange | null,
    contact: contactOf(organization.contact),
    people: delegates.map(({ person: { id, ...person } }) => ({ personId: id, ...person })),
  }
}

function contactOf(stored: Prisma.JsonValue): ProfileRecord['contact'] {
  const { name, email, phone } = (stored ?? {}) as Partial<Record<'name' | 'email' | 'phone', unknown>>
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const contact = { name: text(name), email: text(email), phone: text(phone) }
  return Object.values(contact).every((value) => value === '') ? null : contact
}

/** Do two delegations have an agreed meeting? */
export async function haveAgreed(client: Client, a: string, b: string): Promise<boolean> {
  const meeting = await client.meeting.findFirst({
    where: { state: 'scheduled', OR: [{ aDelegationId: a, bDelegationId: b }, { aDelegationId: b, bDelegationId: a }] },
    select: { id: true },
  })
  return meeting !== null
}

/** True for the one writer whose version is still the present one. */
export async function updateOrganization(tx: Tx, id: string, version: number, data: Prisma.OrganizationUncheckedUpdateManyInput): Promise<boolean> {
  const taken = await tx.organization.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } })
  return taken.count === 1
}

/** True for the one writer whose version is still the present one; version 0 makes the row, and the unique index decides who does. */
export async function savePreference(tx: Tx, input: { id: string; organizationId: string; version: number; now: number } & Preference): Promise<boolean> {
  const { organizationId, kind, version } = input
  const data = { body: input.body as unknown as Prisma.InputJsonObject, updatedAt: new Date(input.now) }
  if (version > 0) {
    const taken = await tx.preference.updateMany({ where: { organizationId, kind, version }, data: { ...data, version: { increment: 1 } } })
    return taken.count === 1
  }
  const there = await tx.preference.findUnique({ where: { organizationId_kind: { organizationId, kind } }, select: { id: true } })
  if (there !== null) return false
  await tx.preference.create({ data: { id: input.id, organizationId, kind, ...data } })
  return true
}
