import { z } from 'zod'

import type { createClaimsCommands } from '#server/features/claims/commands.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { addDelegateInput, delegationInput, removeDelegateInput, reviewClaimInput, setDelegationInput, submitClaimInput } from '#server/protocol/inputs/directory.ts'

import type { createDelegationsCommands } from './commands.ts'
import type { createDelegationsQueries } from './queries.ts'

type Delegations = ReturnType<typeof createDelegationsQueries> & ReturnType<typeof createDelegationsCommands> & ReturnType<typeof createClaimsCommands>

const base = '/events/{eventId}/delegations/{delegationId}'

/** One delegation: its people, limits and claims, over the API. */
export function createDelegationsApi(delegations: Delegations): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'getDelegation', summary: 'A delegation with its organization, people, preferences and claims', input: delegationInput, output: z.looseObject({ delegationId: z.string(), side: z.string() }), run: delegations.get }),
    endpoint({ method: 'PUT', path: base, id: 'setDelegation', summary: 'Side, limits, table and times at which none of them can meet; wall times in the event\'s zone', input: setDelegationInput, output: z.unknown(), run: delegations.setDelegation }),
    endpoint({ method: 'POST', path: `${base}/people`, id: 'addDelegate', summary: 'Somebody acts for the organization from now on', status: 201, input: addDelegateInput, output: z.object({ personId: z.string() }), run: delegations.addDelegate }),
    endpoint({ method: 'DELETE', path: `${base}/people/{personId}`, id: 'removeDelegate', summary: 'No longer acts for the organization; open sockets end at once', input: removeDelegateInput, output: z.unknown(), run: delegations.removeDelegate }),
    endpoint({ method: 'POST', path: `${base}/claims`, id: 'submitClaim', summary: 'Hand in a claim for a check', status: 201, input: submitClaimInput, output: z.object({ claimId: z.string() }), run: delegations.submitClaim }),
    endpoint({ method: 'POST', path: `${base}/claims/{claimId}/review`, id: 'reviewClaim', summary: 'Verify or suspend a claim, in the state in which it was seen', input: reviewClaimInput, output: z.unknown(), run: delegations.reviewClaim }),
  ]
}
