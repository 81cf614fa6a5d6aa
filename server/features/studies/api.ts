import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { ok } from '#server/domain/shared/result.ts'
import { rehearseInput, studyInput, whatIfInput } from '#server/protocol/inputs/studies.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createStudyCommands } from './commands.ts'
import type { createStudyQueries } from './queries.ts'

type Studies = ReturnType<typeof createStudyQueries> & ReturnType<typeof createStudyCommands>

const asked = z.object({ studyId: z.string() })

/** Questions about drafts over the API; their answers are read where they are listed. */
export function createStudiesApi(studies: Studies): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/drafts/{draftId}/studies', id: 'listStudies', summary: 'What was asked of a draft, newest first, with answers as far as they have come', input: z.object({ eventId: rowId, draftId: rowId }), output: z.object({ items: z.array(z.looseObject({})), nextCursor: z.null() }),
      run: async (actor, input) => {
        const room = await studies.room(actor, input)
        return room.ok ? ok({ items: room.value.studies, nextCursor: null }) : room
      } }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/what-if', id: 'askWhatIf', summary: 'What one table, round or five minutes more or fewer would bring', status: 202, input: whatIfInput, output: asked, run: studies.askWhatIf }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/rehearsal', id: 'rehearseDraft', summary: 'Rehearse the day with people who call off, come late or stay away', status: 202, input: rehearseInput, output: asked, run: studies.rehearse }),
    endpoint({ method: 'POST', path: '/studies/{studyId}/stop', id: 'stopStudy', summary: 'Stop and keep what was found', input: studyInput, output: z.unknown(), run: (actor, input) => studies.stop(actor, input.studyId) }),
  ]
}
