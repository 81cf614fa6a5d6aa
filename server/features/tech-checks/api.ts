import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { addTechInput, bookTechInput, markTechInput, techInput } from '#server/protocol/inputs/pitching.ts'

import type { createTechCheckCommands } from './commands.ts'

const touched = z.object({ techSlotId: z.string() })
const base = '/events/{eventId}/tech-checks'
const one = `${base}/{techSlotId}`

/** Times for tech checks over the API; they are listed with the pitch slots. */
export function createTechChecksApi(tech: ReturnType<typeof createTechCheckCommands>): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: base, id: 'addTechChecks', summary: 'Make a row of times, in lanes side by side (organizer)', status: 201, input: addTechInput, output: z.object({ added: z.number().int() }), run: tech.addTechSlots }),
    endpoint({ method: 'POST', path: `${one}/book`, id: 'bookTechCheck', summary: 'Book a time, in place of the one booked before', input: bookTechInput, output: touched.extend({ startsAt: z.number().int(), endsAt: z.number().int() }), run: tech.bookTech }),
    endpoint({ method: 'POST', path: `${one}/cancel`, id: 'cancelTechCheck', summary: 'Give a time up', input: techInput, output: touched, run: tech.cancelTech }),
    endpoint({ method: 'POST', path: `${one}/mark`, id: 'markTechCheck', summary: 'Say whether it passed (organizer)', input: markTechInput, output: touched, run: tech.markTech }),
    endpoint({ method: 'DELETE', path: one, id: 'removeTechCheck', summary: 'Take a time away that nobody has booked (organizer)', input: techInput, output: touched, run: tech.removeTech }),
  ]
}
