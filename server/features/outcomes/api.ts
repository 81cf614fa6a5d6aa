import { z } from 'zod'

import { outcomeAnswers, outcomeShares } from '#server/domain/followup/outcomes.ts'
import { ok } from '#server/domain/shared/result.ts'
import { rfc3339 } from '#server/domain/shared/time.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { recordOutcomeInput } from '#server/protocol/inputs/outcomes.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createOutcomeCommands } from './commands.ts'
import type { createOutcomeQueries } from './queries.ts'

type Outcomes = ReturnType<typeof createOutcomeCommands> & ReturnType<typeof createOutcomeQueries>

const answer = z.enum(outcomeAnswers)
const name = { partnerId: z.string(), partnerZh: z.string(), partnerEn: z.string() }
const own = z.object({ meetingId: z.string(), startsAt: z.string(), endsAt: z.string(), ...name, answer: answer.nullable(), version: z.number().int(), isMutual: z.boolean() })
const line = z.object({ meetingId: z.string(), startsAt: z.string(), aZh: z.string(), aEn: z.string(), bZh: z.string(), bEn: z.string(), aAnswer: answer.nullable(), bAnswer: answer.nullable() })
const figures = { held: z.number().int(), both: z.number().int(), one: z.number().int(), none: z.number().int(), mutual: z.number().int() }
const state = { isOpen: z.boolean(), closesAt: z.string() }
const mostLines = 10_000

/** What came of meetings, over the API. */
export function createOutcomesApi(outcomes: Outcomes): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/outcomes/own', id: 'listOwnOutcomes', summary: 'Meetings of the own delegation that are over and what it says of each; of the other side only that both want to go on', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(own), nextCursor: z.null(), ...state }),
      run: async (actor, { eventId }) => {
        const listed = await outcomes.own(actor, eventId)
        if (!listed.ok) return listed
        const { items, isOpen, closesAt } = listed.value
        return ok({ items: items.map((row) => ({ ...row, startsAt: rfc3339(row.startsAt), endsAt: rfc3339(row.endsAt) })), nextCursor: null, isOpen, closesAt: rfc3339(closesAt) })
      } }),
    endpoint({ method: 'PUT', path: '/meetings/{meetingId}/outcome', id: 'recordOutcome', summary: 'Say for the own side how a meeting went; version 0 at first. The note is for the own side alone', input: recordOutcomeInput, output: z.object({ meetingId: z.string(), answer, version: z.number().int() }), run: outcomes.record }),
    endpoint({ method: 'GET', path: '/events/{eventId}/outcomes', id: 'listOutcomes', summary: 'For organizers: what both sides say of each meeting that is over, without notes', input: z.object({ eventId: rowId, share: z.enum(outcomeShares).optional() }), output: z.object({ items: z.array(line), nextCursor: z.null(), ...figures, ...state }),
      run: async (actor, { eventId, share = null }) => {
        const watched = await outcomes.watch(actor, eventId, { share, most: mostLines })
        if (!watched.ok) return watched
        const { lines, closesAt, ...rest } = watched.value
        return ok({ ...rest, items: lines.map((row) => ({ ...row, startsAt: rfc3339(row.startsAt) })), nextCursor: null, closesAt: rfc3339(closesAt) })
      } }),
  ]
}
