import { z } from 'zod'

import { roles as roleNames } from '#server/domain/access/actor.ts'
import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { grantRoleInput, revokeRoleInput } from '#server/protocol/inputs/events.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createRolesCommands } from './commands.ts'
import type { createRolesQueries } from './queries.ts'

type Roles = ReturnType<typeof createRolesQueries> & ReturnType<typeof createRolesCommands>

const holder = z.looseObject({ id: z.string(), role: z.enum(roleNames), personId: z.string(), email: z.string(), createdAt: z.number().int() })

/** Who may do what at an event, over the API. */
export function createRolesApi(roles: Roles): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/roles', id: 'listRoles', summary: 'Who holds which role', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(holder), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await roles.listRoles(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/events/{eventId}/roles', id: 'grantRole', summary: 'Give a role to whoever has the address', input: grantRoleInput, output: z.unknown(), run: roles.grantRole }),
    endpoint({ method: 'DELETE', path: '/events/{eventId}/roles/{roleId}', id: 'revokeRole', summary: 'Take a role away; open sockets end at once', input: revokeRoleInput, output: z.unknown(), run: roles.revokeRole }),
  ]
}
