import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { joinLineInput, offerInput } from '#server/protocol/inputs/pitching.ts'

import type { createPitchLineCommands } from './commands.ts'

const waiting = z.object({ waitingId: z.string(), state: z.string(), version: z.number().int() })
const one = '/events/{eventId}/pitch-waiting/{waitingId}'

/** The waiting list for pitch slots over the API. */
export function createPitchLineApi(line: Omit<ReturnType<typeof createPitchLineCommands>, 'expireOffer'>): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-waiting', id: 'joinPitchLine', summary: 'Stand in line for a slot of a session', status: 201, input: joinLineInput, output: waiting, run: line.join }),
    endpoint({ method: 'POST', path: `${one}/take`, id: 'takePitchOffer', summary: 'Take the slot on offer', input: offerInput, output: z.object({ itemId: z.string() }), run: line.takeOffer }),
    endpoint({ method: 'POST', path: `${one}/decline`, id: 'declinePitchOffer', summary: 'Decline the slot on offer; the next in line is asked', input: offerInput, output: waiting, run: line.declineOffer }),
    endpoint({ method: 'POST', path: `${one}/leave`, id: 'leavePitchLine', summary: 'Leave the line', input: offerInput, output: waiting, run: line.leave }),
  ]
}
