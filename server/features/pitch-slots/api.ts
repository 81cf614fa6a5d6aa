import { z } from 'zod'

import type { createPitchBoardQueries } from '#server/features/pitch-board/queries.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { assignSlotInput, bookSlotInput, moveSlotInput, presentInput, slotInput } from '#server/protocol/inputs/pitching.ts'
import { rowId } from '#server/protocol/inputs/text.ts'
import { ownPitch, pitchingSnapshot } from '#server/protocol/pitching.ts'

import type { createPitchSlotCommands } from './commands.ts'

type Slots = ReturnType<typeof createPitchSlotCommands> & ReturnType<typeof createPitchBoardQueries>

const booked = z.object({ itemId: z.string(), sessionId: z.string(), startsAt: z.number().int(), endsAt: z.number().int(), personIds: z.array(z.string()) })
const base = '/events/{eventId}/pitch-slots'
const one = `${base}/{itemId}`

/** Pitch slots over the API: who has which, why not, and having one. */
export function createPitchSlotsApi(slots: Slots): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'listPitchSlots', summary: 'Pitch slots, tech checks and how each session gives its slots away', input: z.object({ eventId: rowId }), output: z.object({ snapshot: pitchingSnapshot, seq: z.number().int() }), run: (actor, input) => slots.board(actor, input.eventId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/pitch', id: 'getPitch', summary: 'The own pitch: deck, slots, place in line, swaps; a delegation\'s for the organizer', input: z.object({ eventId: rowId, delegationId: rowId.optional() }), output: z.object({ snapshot: ownPitch, seq: z.number().int() }), run: (actor, input) => slots.own(actor, input.eventId, input.delegationId) }),
    endpoint({ method: 'GET', path: `${one}/why-not`, id: 'whyNotPitchSlot', summary: 'Everything that keeps the own delegation from booking a slot, and three that it could have', input: slotInput, output: z.object({ reasons: z.array(z.unknown()), alternatives: z.array(z.unknown()) }), run: (actor, input) => slots.whyNot(actor, input.eventId, input.itemId) }),
    endpoint({ method: 'POST', path: `${one}/book`, id: 'bookPitchSlot', summary: 'Book a slot, with `orNearest` the free one nearest to it. 409 `pitch.slot_taken` carries three alternatives', input: bookSlotInput, output: booked, run: slots.book }),
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-moves', id: 'movePitch', summary: 'Change from the own slot to a free one', input: moveSlotInput, output: booked, run: slots.move }),
    endpoint({ method: 'POST', path: `${one}/release`, id: 'releasePitchSlot', summary: 'Give a slot up; it goes to the waiting list', input: slotInput, output: z.object({ itemId: z.string() }), run: slots.release }),
    endpoint({ method: 'PUT', path: `${one}/presenters`, id: 'setPitchPresenters', summary: 'Who of the delegation presents', input: presentInput, output: booked, run: slots.present }),
    endpoint({ method: 'POST', path: `${one}/assign`, id: 'assignPitchSlot', summary: 'Give a free slot to a delegation, past the gates (organizer)', input: assignSlotInput, output: booked, run: slots.assign }),
  ]
}
