import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId, OrganizationId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { may } from '#server/features/directory/queries.ts'
import type { findPlace } from '#server/features/directory/store.ts'
import type { RunWork } from '#server/jobs/work.ts'
import type { ReviewClaimInput, SubmitClaimInput } from '#server/protocol/inputs/directory.ts'

type Parts = { work: RunWork; may: typeof may; findPlace: typeof findPlace }

/** 资质声明: said by an organization, checked by an organizer, valid until a day. */
export function createClaimsCommands({ work, may, findPlace }: Parts) {
  return {
    /** Hands in a claim for a check, by the organization itself or by an organizer for it. Error: `claim.already_there`. */
    async submitClaim(actor: Actor, { eventId, delegationId, kind, value, evidence }: SubmitClaimInput): Promise<Result<{ claimId: string }>> {
      if (actor.kind === 'anonymous') return err('auth.required')
      return work(actor, async ({ tx, now, newId, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        const owner = place === null ? null : { eventId: eventId as EventId, organizationId: place.organizationId as OrganizationId }
        if (owner !== null && !can(actor, 'profile:edit', owner)) return err('auth.forbidden')
        if (place === null) return err(can(actor, 'event:view', { eventId: eventId as EventId }) ? 'record.not_found' : 'auth.forbidden')
        const { organizationId } = place
        const known = await tx.claim.findFirst({ where: { organizationId, kind, value }, select: { id: true, state: true } })
        if (known !== null && known.state !== 'draft') return err('claim.already_there')
        const claimId = known?.id ?? newId()
        const said = { state: 'submitted', evidence }
        if (known === null) await tx.claim.create({ data: { id: claimId, organizationId, kind, value, ...said, createdAt: new Date(now) } })
        else await tx.claim.update({ where: { id: claimId }, data: said })
        audit('claim:submitted', `claim:${claimId}`, { eventId, organizationId, kind })
        return ok({ claimId })
      })
    },

    /**
     * Verifies or suspends a claim; who, when and until when are kept. The state that the reviewer saw must still be the
     * present one, so of two reviewers one is told: `claim.not_submitted`.
     */
    async reviewClaim(actor: Actor, { eventId, delegationId, claimId, seen, verdict, expiresOn }: ReviewClaimInput): Promise<Result<undefined>> {
      const allowed = may(actor, 'roster:edit', eventId)
      if (!allowed.ok) return allowed
      return work(actor, async ({ tx, now, audit }) => {
        const place = await findPlace(tx, eventId, delegationId)
        if (place === null) return err('record.not_found')
        const event = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { zone: true } })
        const expiresAt = expiresOn === null ? null : instantFromWall(`${expiresOn}T23:59`, event.zone)
        if (expiresOn !== null && (expiresAt === null || expiresAt <= now)) return err('input.invalid', { fields: [{ path: 'expiresOn', code: 'input.out_of_range' }] })
        const taken = await tx.claim.updateMany({
          where: { id: claimId, organizationId: place.organizationId, state: seen },
          data: { state: verdict, reviewedById: actor.kind === 'person' ? actor.personId : null, reviewedAt: new Date(now), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
        })
        if (taken.count === 0) return err((await tx.claim.count({ where: { id: claimId, organizationId: place.organizationId } })) === 0 ? 'record.not_found' : 'claim.not_submitted')
        audit('claim:reviewed', `claim:${claimId}`, { eventId, organizationId: place.organizationId, verdict })
        return ok()
      })
    },
  }
}
