import type { Actor, Side } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { lightOf, type ClaimLight } from '#server/domain/directory/claim-light.ts'
import { emptyDetails, type ContactCard, type OrganizationDetails } from '#server/domain/directory/organization-fields.ts'
import type { MoneyRange } from '#server/domain/directory/money.ts'
import { personAsSeen } from '#server/domain/disclosure/visible-fields.ts'
import type { EventSettings } from '#server/domain/events/settings.ts'
import type { Preference } from '#server/domain/matchmaking/preferences.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { may } from '#server/features/directory/queries.ts'
import type * as DirectoryStore from '#server/features/directory/store.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'

export type ReviewedClaim = { id: string; kind: string; value: string; state: string; light: Exclude<ClaimLight, 'none'>; evidence: string; reviewedBy: { nameZh: string; nameEn: string } | null; reviewedAt: number | null; expiresAt: number | null; createdAt: number }

/** One organization at one event as its organizers see it. Closed fields are absent where the reader may not see them. */
export type DelegationDetail = {
  delegationId: string
  side: Side
  status: string
  inboundCap: number | null
  outboundQuota: number | null
  /** What holds where the delegation has no limit of its own. */
  defaults: { inboundCap: number | null; outboundQuota: number | null }
  homeTableId: string | null
  tables: { id: string; code: string }[]
  unavailable: { startsAt: number; endsAt: number }[]
  requests: { sent: number; received: number }
  organization: {
    id: string; version: number; kind: string; subkind: string; nameZh: string; nameEn: string; legalName: string; uscc: string | null; website: string; region: string; place: string; foundedOn: string; teamSize: number | null
    oneLinerZh: string; oneLinerEn: string; descriptionZh: string; descriptionEn: string; sectors: string[]; tags: string[]; labels: string[]; stage: string; round: string; intakeClass: string; aumBand: string; parentGroup: string
    funding: { round: string | null; roundText: string | null; on: string | null; amount: MoneyRange | null; investors: string[] }[]
    valuation?: MoneyRange | null
    contact?: ContactCard
    details?: OrganizationDetails
  }
  preferences: Preference[]
  people: (ReturnType<typeof personAsSeen> & { isLead: boolean })[]
  claims: ReviewedClaim[]
  mayEdit: boolean
}

type Parts = { db: Database; clock: Clock; may: typeof may; directory: Pick<typeof DirectoryStore, 'findDelegation' | 'findNames'> }

export function createDelegationsQueries({ db, clock, may, directory }: Parts) {
  return {
    /** A delegation of this event; another event's is not found. */
    async get(actor: Actor, { eventId, delegationId }: { eventId: string; delegationId: string }): Promise<Result<DelegationDetail>> {
      const allowed = may(actor, 'roster:view', eventId)
      if (!allowed.ok) return allowed
      const row = await directory.findDelegation(db.client, eventId, delegationId)
      if (row === null) return err('record.not_found')
      const reviewers = await directory.findNames(db.client, row.organization.claims.flatMap((claim) => claim.reviewedById ?? []))
      return ok(detailOf(row, new Map(reviewers.map(({ id, ...names }) => [id, names])), { isOrganizer: can(actor, 'closed_fields:view', { eventId: eventId as EventId }), mayEdit: can(actor, 'roster:edit', { eventId: eventId as EventId }) }, clock.now()))
    },
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof DirectoryStore.findDelegation>>>

function detailOf(row: Row, reviewers: Map<string, { nameZh: string; nameEn: string }>, reader: { isOrganizer: boolean; mayEdit: boolean }, now: number): DelegationDetail {
  const { organization, delegates, event, _count, unavailable, id, side, status, inboundCap, outboundQuota, homeTableId } = row
  const settings = event.settings as unknown as EventSettings
  const own = side as Side
  return {
    delegationId: id, side: own, status, inboundCap, outboundQuota, homeTableId,
    defaults: { inboundCap: settings.inboundCap[own], outboundQuota: settings.outboundQuota[own] },
    tables: event.tables,
    unavailable: ((unavailable ?? []) as { startsAt: string; endsAt: string }[]).map(({ startsAt, endsAt }) => ({ startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) })),
    requests: { sent: _count.sent, received: _count.received },
    organization: organizationOf(organization, reader.isOrganizer),
    preferences: organization.preferences.map(({ kind, body }) => ({ kind, body }) as unknown as Preference),
    people: delegates.map(({ isLead, person }) => ({ ...personAsSeen({ ...person, personId: person.id }, { isOrganizer: reader.isOrganizer, isOwner: false, hasAgreed: false }), isLead })),
    claims: organization.claims.map(({ organizationId: _organization, reviewedById, reviewedAt, expiresAt, createdAt, ...claim }) => ({
      ...claim, light: lightOf({ state: claim.state, expiresAtMs: expiresAt?.getTime() ?? null }, now), reviewedBy: reviewedById === null ? null : (reviewers.get(reviewedById) ?? null),
      reviewedAt: reviewedAt?.getTime() ?? null, expiresAt: expiresAt?.getTime() ?? null, createdAt: createdAt.getTime(),
    })),
    mayEdit: reader.mayEdit,
  }
}

function organizationOf(row: Row['organization'], isOrganizer: boolean): DelegationDetail['organization'] {
  const { claims: _claims, preferences: _preferences, nameKey: _nameKey, searchKey: _searchKey, sortKey: _sortKey, websiteHost: _host, createdAt: _created, updatedAt: _updated, valuation, contact, details, ...open } = row
  const view = open as unknown as DelegationDetail['organization']
  if (!isOrganizer) return view
  return { ...view, valuation: valuation as MoneyRange | null, contact: { name: '', email: '', phone: '', ...(contact as object) }, details: { ...emptyDetails(), ...(details as object | null) } }
}
