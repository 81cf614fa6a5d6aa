import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createProgrammeEditCommands } from '#server/features/programme-edits/commands.ts'
import type { createProgrammeEditQueries } from '#server/features/programme-edits/queries.ts'
import type { createProgrammeImportCommands } from '#server/features/programme-imports/commands.ts'
import type { createProgrammeImportQueries } from '#server/features/programme-imports/queries.ts'
import type { createProgrammeReleaseCommands } from '#server/features/programme-releases/commands.ts'
import type { createProgrammeReleaseQueries } from '#server/features/programme-releases/queries.ts'
import { endpoint, fileEndpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { applyScheduleInput, editProgrammeInput, mostScheduleBytes, releaseProgrammeInput, scheduleImportInput, undoProgrammeInput, uploadScheduleInput } from '#server/protocol/inputs/programme.ts'
import { rowId } from '#server/protocol/inputs/text.ts'
import { workingItem } from '#server/protocol/programme.ts'

import type { createProgrammeQueries } from './queries.ts'

type Programme = ReturnType<typeof createProgrammeQueries> & ReturnType<typeof createProgrammeEditQueries> & ReturnType<typeof createProgrammeEditCommands> & ReturnType<typeof createProgrammeReleaseQueries>
  & ReturnType<typeof createProgrammeReleaseCommands> & ReturnType<typeof createProgrammeImportQueries> & ReturnType<typeof createProgrammeImportCommands>

const base = '/events/{eventId}/programme'
const event = z.object({ eventId: rowId })
const edited = z.looseObject({ number: z.number().int(), items: z.array(workingItem), removed: z.array(z.string()) })
const line = z.looseObject({ id: z.string() })
const changelog = z.object({ added: z.array(line), moved: z.array(line), changed: z.array(line), removed: z.array(line) })
const releaseOut = z.object({ id: z.string(), number: z.number().int(), name: z.string(), notes: z.string(), createdAt: z.number().int(), changelog })

/** The programme over the API: what is released, the working copy and its edits, releases, schedules in and out. */
export function createProgrammeApi(programme: Programme): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'getProgramme', summary: 'The released programme, in order of time', input: event, output: z.object({ stages: z.array(z.looseObject({ id: z.string() })), items: z.array(z.looseObject({ id: z.string(), stageId: z.string(), startsAtMs: z.number().int(), endsAtMs: z.number().int() })) }), run: (actor, input) => programme.listReleased(actor, input.eventId) }),
    endpoint({ method: 'GET', path: `${base}/working`, id: 'getWorkingProgramme', summary: 'The working copy with its conflicts; `number` goes with a release', input: event, output: z.looseObject({ number: z.number().int(), items: z.array(workingItem) }), run: (actor, input) => programme.board(actor, input.eventId) }),
    endpoint({ method: 'POST', path: `${base}/edits`, id: 'editProgramme', summary: 'One edit of the working copy; each names the version of its item', input: editProgrammeInput, output: edited, run: programme.edit }),
    endpoint({ method: 'POST', path: `${base}/undo`, id: 'undoProgramme', summary: 'Take back one\'s own last edit since the last release', input: undoProgrammeInput, output: edited, run: programme.undo }),
    endpoint({ method: 'GET', path: `${base}/pending`, id: 'getPendingProgramme', summary: 'What a release would change now', input: event, output: changelog, run: (actor, input) => programme.pending(actor, input.eventId) }),
    endpoint({ method: 'GET', path: `${base}/releases`, id: 'listProgrammeReleases', summary: 'All released versions, newest first, with their changelogs', input: event, output: z.object({ items: z.array(releaseOut), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await programme.listReleases(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: `${base}/releases`, id: 'releaseProgramme', summary: 'Make the working copy what everybody may rely on', status: 201, input: releaseProgrammeInput, output: z.looseObject({ releaseId: z.string(), number: z.number().int() }), run: programme.release }),
    endpoint({ method: 'POST', path: `${base}/imports`, id: 'uploadSchedule', summary: 'Send a frab or pentabarf XML or a pretalx JSON schedule; nothing is changed yet', status: 201, uploadBytes: mostScheduleBytes, input: uploadScheduleInput, output: z.object({ importId: z.string() }), run: programme.uploadSchedule }),
    endpoint({ method: 'GET', path: `${base}/imports/{importId}`, id: 'getScheduleImport', summary: 'What taking the schedule over would do, with its conflicts', input: scheduleImportInput, output: z.looseObject({ importId: z.string(), number: z.number().int() }), run: programme.previewSchedule }),
    endpoint({ method: 'POST', path: `${base}/imports/{importId}/apply`, id: 'applySchedule', summary: 'Take the whole schedule over in one transaction', input: applyScheduleInput, output: z.looseObject({ number: z.number().int() }), run: programme.applySchedule }),
    endpoint({ method: 'DELETE', path: `${base}/imports/{importId}`, id: 'discardSchedule', summary: 'Throw a schedule away that was not taken over', input: scheduleImportInput, output: z.unknown(), run: programme.discardSchedule }),
    fileEndpoint({ method: 'GET', path: `${base}/export`, id: 'exportProgramme', summary: 'The released programme as frab XML, pretalx JSON or iCalendar', input: z.object({ eventId: rowId, format: z.enum(['xml', 'json', 'ics']).default('xml') }), fileTypes: ['application/xml', 'application/json', 'text/calendar'], output: z.unknown(),
      run: async (actor, input, { locale }) => {
        const made = await programme.exportSchedule(actor, { ...input, locale })
        return made.ok ? ok({ bytes: new TextEncoder().encode(made.value.content), fileName: made.value.fileName, type: `${made.value.type}; charset=utf-8` }) : made
      } }),
  ]
}
