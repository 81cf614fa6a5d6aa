import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { updatePreferenceInput, updateProfileInput } from '#server/protocol/inputs/profiles.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createProfilesCommands } from './commands.ts'
import type { createProfilesQueries } from './queries.ts'

type Profiles = Pick<ReturnType<typeof createProfilesQueries>, 'own' | 'get'> & ReturnType<typeof createProfilesCommands>

const saved = z.object({ version: z.number().int() })

/** Profiles as their readers may see them, and the own one to edit, over the API. */
export function createProfilesApi(profiles: Profiles): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/profile', id: 'getOwnProfile', summary: 'The own profile with the version of each part', input: z.object({ eventId: rowId }), output: z.looseObject({ organizationId: z.string(), delegationId: z.string(), version: z.number().int() }), run: (actor, input) => profiles.own(actor, input.eventId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/delegations/{delegationId}/profile', id: 'getProfile', summary: 'Another delegation as the token\'s owner may see it', input: z.object({ eventId: rowId, delegationId: rowId }), output: z.looseObject({}), run: profiles.get }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/organizations/{organizationId}/profile', id: 'updateProfile', summary: 'Save an organization\'s card', input: updateProfileInput, output: saved, run: profiles.update }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/organizations/{organizationId}/preferences/{kind}', id: 'updatePreference', summary: 'Save a thesis, a mandate or a need; amounts in units of ten thousand; `version` 0 where there is none yet', input: updatePreferenceInput, output: saved, run: profiles.updatePreference }),
  ]
}
