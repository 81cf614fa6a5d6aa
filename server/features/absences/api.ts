import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { takeBackInput } from '#server/protocol/inputs/repairs.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createAbsenceCommands } from './commands.ts'
import type { createAbsenceQueries } from './queries.ts'

type Absences = ReturnType<typeof createAbsenceCommands> & ReturnType<typeof createAbsenceQueries>

const absence = z.object({ id: z.string(), personId: z.string(), startsAt: z.number().int(), endsAt: z.number().int() })

/** Approved absences over the API. */
export function createAbsencesApi(absences: Absences): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/absences', id: 'listAbsences', summary: 'Who is registered as away, as long as that can be taken back', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(absence), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await absences.list(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/absences/{absenceId}/take-back', id: 'takeBackAbsence', summary: 'Take an approved absence back: its person or an organizer says that she comes after all', input: takeBackInput, output: z.object({ absenceId: z.string(), outdated: z.number().int() }), run: absences.takeBack }),
  ]
}
