import { z } from 'zod'

import type { createDraftBoardCommands } from '#server/features/draft-board/commands.ts'
import type { createReleaseCommands } from '#server/features/releases/commands.ts'
import type { createReleaseQueries } from '#server/features/releases/queries.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { compareInput, computeInput, draftInput, moveInDraftInput, pinInDraftInput, recomputeInput, releaseInput, renameDraftInput } from '#server/protocol/inputs/timetable.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createTimetableCommands } from './commands.ts'
import type { createTimetableQueries } from './queries.ts'

type Timetable = ReturnType<typeof createTimetableQueries> &
  ReturnType<typeof createTimetableCommands> &
  ReturnType<typeof createDraftBoardCommands> &
  ReturnType<typeof createReleaseQueries> &
  ReturnType<typeof createReleaseCommands>

const event = z.object({ eventId: rowId })
const loose = z.looseObject({})

/** Drafts and releases over the API. */
export function createTimetableApi(timetable: Timetable): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/drafts', id: 'listDrafts', summary: 'Drafts with their numbers', input: event, output: loose, run: (actor, input) => timetable.list(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/drafts', id: 'computeDraft', summary: 'Compute a timetable from the accepted requests', status: 202, input: computeInput, output: z.looseObject({ draftId: z.string() }), run: timetable.compute }),
    endpoint({ method: 'GET', path: '/events/{eventId}/drafts/{draftId}', id: 'getDraft', summary: 'One draft with its board', input: event.extend({ draftId: rowId }), output: loose, run: timetable.get }),
    endpoint({ method: 'GET', path: '/events/{eventId}/drafts/{draftId}/meetings/{meeting}/why', id: 'explainDraftMeeting', summary: 'Why a meeting is where it is in a draft, or why it has no place', input: event.extend({ draftId: rowId, meeting: rowId }), output: loose, run: timetable.why }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/stop', id: 'stopDraft', summary: 'Stop computing and keep the best', input: draftInput, output: z.unknown(), run: (actor, input) => timetable.stop(actor, input.draftId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/drafts/{a}/compare/{b}', id: 'compareDrafts', summary: 'From one draft to another: moved, new, gone', input: event.extend(compareInput.shape), output: loose, run: timetable.compare }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/recompute', id: 'recomputeDraft', summary: 'A new draft from fresh facts that keeps this one\'s pins', status: 202, input: recomputeInput, output: z.looseObject({ draftId: z.string() }), run: timetable.recompute }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/name', id: 'renameDraft', summary: 'Give a draft another name', input: renameDraftInput, output: z.object({ version: z.number().int() }), run: timetable.rename }),
    endpoint({ method: 'DELETE', path: '/drafts/{draftId}', id: 'discardDraft', summary: 'Throw a draft away', input: draftInput, output: z.unknown(), run: (actor, input) => timetable.discard(actor, input.draftId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/live-board', id: 'getLiveBoard', summary: 'Meetings as they stand, in the shape of a draft\'s board', input: event, output: loose, run: (actor, input) => timetable.live(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/move', id: 'moveInDraft', summary: 'Move a meeting in a draft', input: moveInDraftInput, output: loose, run: timetable.moveInDraft }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/pin', id: 'pinInDraft', summary: 'Pin a meeting in a draft', input: pinInDraftInput, output: loose, run: timetable.pin }),
    endpoint({ method: 'POST', path: '/drafts/{draftId}/release', id: 'releaseDraft', summary: 'Publish a draft as a named release', status: 201, input: releaseInput, output: loose, run: timetable.release }),
    endpoint({ method: 'GET', path: '/events/{eventId}/releases', id: 'listReleases', summary: 'Releases, newest first', input: event, output: z.object({ items: z.array(loose), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await timetable.listReleases(actor, input.eventId)
        return listed.ok ? { ok: true, value: { items: listed.value, nextCursor: null } } : listed
      } }),
    endpoint({ method: 'GET', path: '/events/{eventId}/releases/{releaseId}', id: 'getRelease', summary: 'One release as it was published', input: event.extend({ releaseId: rowId }), output: loose, run: timetable.getRelease }),
    endpoint({ method: 'GET', path: '/events/{eventId}/waiting-requests', id: 'listWaitingRequests', summary: 'For organizers: accepted requests that the last release left without a meeting, and why', input: event, output: z.object({ items: z.array(loose), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await timetable.listWaiting(actor, input.eventId)
        return listed.ok ? { ok: true, value: { items: listed.value, nextCursor: null } } : listed
      } }),
  ]
}
