import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { nameKey } from '#server/domain/directory/names.ts'
import { searchKey, sortKey } from '#server/domain/directory/search-key.ts'
import { passGate, type Phase } from '#server/domain/events/phases.ts'
import type { EventId, OrganizationId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import type { UpdatePreferenceInput, UpdateProfileInput } from '#server/protocol/inputs/profiles.ts'

import { savePreference, updateOrganization } from './store.ts'

/** May this actor edit this organization at this event now? An organizer only those that take part in the event. */
async function enter(held: Work, actor: Actor, eventId: string, organizationId: string): Promise<Result<undefined>> {
  if (actor.kind === 'anonymous') return err('auth.required')
  const delegation = await held.tx.delegation.findUnique({
    where: { eventId_organizationId: { eventId, organizationId } },
    select: { event: { select: { phase: true } } },
  })
  if (delegation === null) return err('record.not_found')
  if (!can(actor, 'profile:edit', { eventId: eventId as EventId, organizationId: organizationId as OrganizationId })) return err('auth.forbidden')
  return passGate('profile:edit', delegation.event.phase as Phase)
}

export function createProfilesCommands({ work }: { work: RunWork }) {
  return {
    /** Saves an organization's own card. Keys for search, sorting and duplicates follow the name. `record.changed` for who comes second. */
    update: (actor: Actor, { eventId, organizationId, version, ...fields }: UpdateProfileInput): Promise<Result<{ version: number }>> =>
      work(actor, async (held) => {
        const entered = await enter(held, actor, eventId, organizationId)
        if (!entered.ok) return entered
        const name = fields.nameZh || fields.nameEn
        const { legalName } = await held.tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { legalName: true } })
        const keys = { nameKey: nameKey(name, phonetics.toSimplified), searchKey: searchKey({ ...fields, aliases: [legalName] }, phonetics), sortKey: sortKey(name, false, phonetics) }
        const saved = await updateOrganization(held.tx, organizationId, version, { ...fields, ...keys, websiteHost: hostOf(fields.website), updatedAt: new Date(held.now) })
        if (!saved) return err('record.changed')
        held.audit('profile:updated', `organization:${organizationId}`, { eventId })
        return ok({ version: version + 1 })
      }),

    /** Saves a thesis, mandate or need. `record.changed` for who comes second. */
    updatePreference: (actor: Actor, input: UpdatePreferenceInput): Promise<Result<{ version: number }>> =>
      work(actor, async (held) => {
        const entered = await enter(held, actor, input.eventId, input.organizationId)
        if (!entered.ok) return entered
        const saved = await savePreference(held.tx, { ...input, id: held.newId(), now: held.now })
        if (!saved) return err('record.changed')
        held.audit('preference:updated', `organization:${input.organizationId}`, { eventId: input.eventId, kind: input.kind })
        return ok({ version: input.version + 1 })
      }),
  }
}

function hostOf(website: string): string {
  return website === '' ? '' : (/^https?:\/\/([^/:?#]+)/.exec(website)?.[1] ?? '').replace(/^www\./, '').toLowerCase()
}
