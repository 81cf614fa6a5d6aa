import { createEventsApi } from '#server/features/events/api.ts'
import { createMatchmakingApi } from '#server/features/matchmaking/api.ts'
import { createMeetingsApi } from '#server/features/meetings/api.ts'
import { createProfilesApi } from '#server/features/profiles/api.ts'
import { createRequestsApi } from '#server/features/requests/api.ts'
import { createRolesApi } from '#server/features/roles/api.ts'
import { createSetupApi } from '#server/features/setup/api.ts'
import { createTimetableApi } from '#server/features/timetable/api.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'

type Of<Create extends (parts: never) => Endpoint[]> = Parameters<Create>[0]

/** What the REST API is made of, as server/app.ts calls it. */
export type EndpointParts = {
  events: Of<typeof createEventsApi> & Of<typeof createRolesApi>
  setup: Of<typeof createSetupApi>
  profiles: Of<typeof createProfilesApi>
  matchmaking: Of<typeof createMatchmakingApi>
  requests: Of<typeof createRequestsApi>
  timetable: Of<typeof createTimetableApi>
} & Of<typeof createMeetingsApi>

/** The REST API, feature by feature. */
export function createEndpoints({ events, setup, profiles, matchmaking, requests, meetings, agenda, timetable }: EndpointParts): Endpoint[] {
  return [
    ...createEventsApi(events),
    ...createSetupApi(setup),
    ...createRolesApi(events),
    ...createProfilesApi(profiles),
    ...createMatchmakingApi(matchmaking),
    ...createRequestsApi(requests),
    ...createMeetingsApi({ meetings, agenda }),
    ...createTimetableApi(timetable),
  ]
}
