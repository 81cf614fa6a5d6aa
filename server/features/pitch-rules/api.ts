import { z } from 'zod'

import type { createPitchRosterQueries } from '#server/features/pitch-roster/queries.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { savePitchRulesInput, sessionInput } from '#server/protocol/inputs/pitching.ts'

import type { createPitchRuleCommands } from './commands.ts'

type Rules = Omit<ReturnType<typeof createPitchRuleCommands>, 'refresh' | 'followRelease'> & ReturnType<typeof createPitchRosterQueries>
const one = '/events/{eventId}/pitch-sessions/{sessionId}'

/** How a session gives its slots away, and who has what, over the API (organizer). */
export function createPitchRulesApi(rules: Rules): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: `${one}/rules`, id: 'getPitchRules', summary: 'How the slots of a session are given away', input: sessionInput, output: z.looseObject({ version: z.number().int() }), run: (actor, input) => rules.rulesOf(actor, input.eventId, input.sessionId) }),
    endpoint({ method: 'PUT', path: `${one}/rules`, id: 'savePitchRules', summary: 'Set how the slots of a session are given away; `version` 0 for the first time', input: savePitchRulesInput, output: z.object({ version: z.number().int(), over: z.array(z.string()) }), run: rules.saveRules }),
    endpoint({ method: 'GET', path: `${one}/roster`, id: 'getPitchRoster', summary: 'Who could pitch, what they have done, what they have, who waits', input: sessionInput, output: z.looseObject({ pitchers: z.array(z.unknown()) }), run: (actor, input) => rules.roster(actor, input.eventId, input.sessionId) }),
  ]
}
