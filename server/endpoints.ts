import { createDelegationsApi } from '#server/features/delegations/api.ts'
import { createDirectoryApi } from '#server/features/directory/api.ts'
import { createEventsApi } from '#server/features/events/api.ts'
import { createImportsApi } from '#server/features/imports/api.ts'
import { createMatchmakingApi } from '#server/features/matchmaking/api.ts'
import { createMeetingsApi } from '#server/features/meetings/api.ts'
import { createProfilesApi } from '#server/features/profiles/api.ts'
import { createRequestsApi } from '#server/features/requests/api.ts'
import { createRolesApi } from '#server/features/roles/api.ts'
import { createSetupApi } from '#server/features/setup/api.ts'
import { createTimetableApi } from '#server/features/timetable/api.ts'
import { createUnmetApi } from '#server/features/unmet/api.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'

type Of<Create extends (parts: never) => Endpoint[]> = Parameters<Create>[0]

/** What the REST API is made of, as server/app.ts calls it. */
export type EndpointParts = {
  events: Of<typeof createEventsApi> & Of<typeof createRolesApi>
  setup: Of<typeof createSetupApi>
  directory: Of<typeof createDirectoryApi> & Of<typeof createDelegationsApi>
  imports: Of<typeof createImportsApi>
  profiles: Of<typeof createProfilesApi>
  matchmaking: Of<typeof createMatchmakingApi>
  requests: Of<typeof createRequestsApi>
  timetable: Of<typeof createTimetableApi>
  unmet: Of<typeof createUnmetApi>
} & Of<typeof createMeetingsApi>

/** The REST API, feature by feature. */
export function createEndpoints({ events, setup, directory, imports, profiles, matchmaking, requests, meetings, agenda, timetable, unmet }: EndpointParts): Endpoint[] {
  return [
    ...createEventsApi(events),
    ...createSetupApi(setup),
    ...createRolesApi(events),
    ...createDirectoryApi(directory),
    ...createDelegationsApi(directory),
    ...createImportsApi(imports),
    ...createProfilesApi(profiles),
    ...createMatchmakingApi(matchmaking),
    ...createRequestsApi(requests),
    ...createMeetingsApi({ meetings, agenda }),
    ...createTimetableApi(timetable),
    ...createUnmetApi(unmet),
  ]
}
