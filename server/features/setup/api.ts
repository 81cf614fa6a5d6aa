import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { saveConflictLevelsInput } from '#server/protocol/inputs/programme.ts'
import { saveEntryRuleInput, saveGridInput, saveRulesInput, saveSessionsInput, saveStagesInput, saveTablesInput, setTableCountInput } from '#server/protocol/inputs/setup.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createSetupCommands } from './commands.ts'
import type { createSetupQueries } from './queries.ts'

type Setup = Pick<ReturnType<typeof createSetupQueries>, 'get' | 'demand'> & ReturnType<typeof createSetupCommands>

const saved = z.looseObject({})
const event = z.object({ eventId: rowId })
const base = '/events/{eventId}/setup'

/** Everything that is set up before people meet, over the API. Each edit replaces its part and carries the version that was read. */
export function createSetupApi(setup: Setup): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'getSetup', summary: 'The whole set-up; `settingsVersion` goes with every edit of a part', input: event, output: z.looseObject({}), run: (actor, input) => setup.get(actor, input.eventId) }),
    endpoint({ method: 'GET', path: `${base}/demand`, id: 'getDemand', summary: 'How many meetings people want so far', input: event, output: z.object({ meetings: z.number().int() }), run: (actor, input) => setup.demand(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: `${base}/stages`, id: 'saveStages', summary: 'Replace the stages', input: saveStagesInput, output: saved, run: setup.saveStages }),
    endpoint({ method: 'PUT', path: `${base}/tables`, id: 'saveTables', summary: 'Replace the tables', input: saveTablesInput, output: saved, run: setup.saveTables }),
    endpoint({ method: 'PUT', path: `${base}/tables/count`, id: 'setTableCount', summary: 'So many tables, numbered', input: setTableCountInput, output: saved, run: setup.setTableCount }),
    endpoint({ method: 'PUT', path: `${base}/grid`, id: 'saveGrid', summary: 'Replace meeting windows and breaks; wall times in the event\'s zone', input: saveGridInput, output: saved, run: setup.saveGrid }),
    endpoint({ method: 'PUT', path: `${base}/sessions`, id: 'saveSessions', summary: 'Replace the programme; wall times in the event\'s zone', input: saveSessionsInput, output: saved, run: setup.saveSessions }),
    endpoint({ method: 'PUT', path: `${base}/rules`, id: 'saveRules', summary: 'Who may ask whom, lengths, quotas and notice', input: saveRulesInput, output: saved, run: setup.saveRules }),
    endpoint({ method: 'PUT', path: `${base}/programme-conflicts`, id: 'saveConflictLevels', summary: 'What each kind of conflict on the programme does: block, warn or ignore', input: saveConflictLevelsInput, output: saved, run: setup.saveConflictLevels }),
    endpoint({ method: 'PUT', path: `${base}/sessions/{sessionId}/entry-rule`, id: 'saveEntryRule', summary: 'Who is admitted to a part of the programme', input: saveEntryRuleInput, output: saved, run: setup.saveEntryRule }),
  ]
}
