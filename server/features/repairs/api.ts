import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { answerRepairInput, proposeRepairInput } from '#server/protocol/inputs/repairs.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createRepairCommands } from './commands.ts'
import type { createRepairQueries } from './queries.ts'

type Repairs = ReturnType<typeof createRepairCommands> & ReturnType<typeof createRepairQueries>

/** Repairs of the timetable over the API. */
export function createRepairsApi(repairs: Repairs): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/repairs', id: 'listRepairs', summary: 'Proposed repairs of the timetable that wait for an answer', input: z.object({ eventId: rowId }), output: z.looseObject({}), run: (actor, input) => repairs.listRepairs(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/repairs', id: 'proposeRepair', summary: 'Work out the smallest change of the timetable after something went wrong', status: 201, input: proposeRepairInput, output: z.looseObject({ repairId: z.string() }), run: repairs.propose }),
    endpoint({ method: 'POST', path: '/repairs/{repairId}/approve', id: 'approveRepair', summary: 'Make a proposed repair true and tell the people concerned', input: answerRepairInput, output: z.looseObject({}), run: repairs.approve }),
    endpoint({ method: 'POST', path: '/repairs/{repairId}/dismiss', id: 'dismissRepair', summary: 'Leave the timetable as it is', input: answerRepairInput, output: z.unknown(), run: repairs.dismiss }),
  ]
}
