import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { answerSwapInput, proposeSwapInput } from '#server/protocol/inputs/pitching.ts'

import type { createPitchSwapCommands } from './commands.ts'

type Swaps = ReturnType<typeof createPitchSwapCommands>
type Parts = { proposeSwap: Swaps['propose']; acceptSwap: Swaps['accept']; declineSwap: Swaps['decline']; withdrawSwap: Swaps['withdraw'] }

const swapped = z.object({ swapId: z.string(), state: z.string(), version: z.number().int() })
const one = '/events/{eventId}/pitch-swaps/{swapId}'

/** Swaps of pitch slots over the API. */
export function createPitchSwapsApi(swaps: Parts): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-swaps', id: 'proposePitchSwap', summary: 'Propose an exchange of slots; done at once where the other side has proposed the same', status: 201, input: proposeSwapInput, output: swapped, run: swaps.proposeSwap }),
    endpoint({ method: 'POST', path: `${one}/accept`, id: 'acceptPitchSwap', summary: 'Agree: both slots change owner in one transaction', input: answerSwapInput, output: swapped, run: swaps.acceptSwap }),
    endpoint({ method: 'POST', path: `${one}/decline`, id: 'declinePitchSwap', summary: 'Decline a proposal', input: answerSwapInput, output: swapped, run: swaps.declineSwap }),
    endpoint({ method: 'POST', path: `${one}/withdraw`, id: 'withdrawPitchSwap', summary: 'Take back an own proposal', input: answerSwapInput, output: swapped, run: swaps.withdrawSwap }),
  ]
}
