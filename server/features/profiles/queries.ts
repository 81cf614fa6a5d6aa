import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { Standing } from '#server/domain/disclosure/visible-fields.ts'
import { hiddenFields, profileAsSeen, standingOf, type ProfileView, type ViewerKind } from '#server/domain/disclosure/profile-view.ts'
import { passGate, type Phase } from '#server/domain/events/phases.ts'
import type { Mandate, Need, Thesis } from '#server/domain/matchmaking/preferences.ts'
import type { DelegationId, EventId, OrganizationId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { findProfile, haveAgreed, recordOf, type ProfileRow } from './store.ts'

/** What the owner edits. Versions guard each part; a preference that isn't there has version 0. */
export type OwnProfile = {
  organizationId: string
  delegationId: string
  side: string
  version: number
  fields: { nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string; descriptionZh: string; descriptionEn: string; website: string; sectors: string[]; stage: string; round: string; region: string }
  thesis: { version: number; body: Thesis | null }
  mandate: { version: number; body: Mandate | null }
  need: { version: number; body: Need | null }
  mayEdit: boolean
}

type Parts = {
  db: Database
  /** True where the first delegation must not learn that the second is here (avoid list). */
  isHidden: (eventId: string, viewerDelegationId: string, otherDelegationId: string) => boolean
}

/** Profiles as their readers may see them: reads only. */
export function createProfilesQueries({ db, isHidden }: Parts) {
  async function find(actor: Actor, eventId: string, delegationId: string): Promise<Result<ProfileRow>> {
    if (actor.kind === 'anonymous') return err('auth.required')
    if (!can(actor, 'directory:view', { eventId: eventId as EventId }) && delegationAt(actor, eventId as EventId) === null) return err('auth.forbidden')
    const row = await findProfile(db.client, eventId, delegationId)
    return row === null ? err('record.not_found') : ok(row)
  }

  return {
    /** Another delegation's profile as the actor may see it. Contact and valuation stay closed; e-mail and phone open with an agreed meeting. */
    async get(actor: Actor, input: { eventId: string; delegationId: string }): Promise<Result<ProfileView>> {
      const found = await find(actor, input.eventId, input.delegationId)
      if (!found.ok) return found
      const eventId = input.eventId as EventId
      const own = delegationAt(actor, eventId)
      if (own !== null && isHidden(eventId, own.delegationId, input.delegationId)) return err('record.not_found')
      const standing: Standing = {
        isOrganizer: can(actor, 'roster:edit', { eventId }),
        isOwner: own?.delegationId === input.delegationId,
        hasAgreed: own !== null && (await haveAgreed(db.client, own.delegationId, input.delegationId)),
      }
      if (!standing.isOrganizer && !standing.isOwner) {
        const open = passGate('directory:participants', found.value.event.phase as Phase)
        if (!open.ok) return open
      }
      return ok(profileAsSeen(recordOf(found.value), standing))
    },

    /** The actor's own profile to edit. */
    async own(actor: Actor, eventId: string): Promise<Result<OwnProfile>> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
      const found = await find(actor, eventId, own.delegationId)
      return found.ok ? ok(ownProfile(actor, found.value)) : found
    },

    /** The actor's own profile exactly as another kind of viewer gets it, and what that viewer doesn't. */
    async preview(actor: Actor, input: { eventId: string; as: ViewerKind }): Promise<Result<{ view: ProfileView; hidden: string[] }>> {
      const own = delegationAt(actor, input.eventId as EventId)
      if (own === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
      const found = await find(actor, input.eventId, own.delegationId)
      if (!found.ok) return found
      const standing = standingOf(input.as)
      return ok({ view: profileAsSeen(recordOf(found.value), standing), hidden: hiddenFields(standing) })
    },
  }
}

function ownProfile(actor: Actor, row: ProfileRow): OwnProfile {
  const { id, version, preferences, nameZh, nameEn, oneLinerZh, oneLinerEn, descriptionZh, descriptionEn, website, sectors, stage, round, region } = row.organization
  const preference = <Body>(kind: string) => {
    const stored = preferences.find((one) => one.kind === kind)
    return { version: stored?.version ?? 0, body: (stored?.body ?? null) as Body | null }
  }
  return {
    organizationId: id, delegationId: row.id as DelegationId, side: row.side, version,
    fields: { nameZh, nameEn, oneLinerZh, oneLinerEn, descriptionZh, descriptionEn, website, sectors: sectors as string[], stage, round, region },
    thesis: preference<Thesis>('thesis'), mandate: preference<Mandate>('mandate'), need: preference<Need>('need'),
    mayEdit: can(actor, 'profile:edit', { eventId: row.eventId as EventId, organizationId: id as OrganizationId }) && passGate('profile:edit', row.event.phase as Phase).ok,
  }
}
