import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createRosterExport } from '#server/features/roster-export/queries.ts'
import type { createSearchQueries } from '#server/features/search/queries.ts'
import { endpoint, fileEndpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { addOrganizationInput, delegationInput, editOrganizationInput, peopleInput, searchInput } from '#server/protocol/inputs/directory.ts'

import type { createDirectoryCommands } from './commands.ts'
import type { createDirectoryQueries } from './queries.ts'

type Directory = Pick<ReturnType<typeof createDirectoryQueries>, 'list'> & ReturnType<typeof createDirectoryCommands> & ReturnType<typeof createRosterExport> & ReturnType<typeof createSearchQueries>

const filters = peopleInput.omit({ cursor: true, page: true, limit: true })
const base = '/events/{eventId}/delegations'

/** Who takes part, one by one, as a list, as a file, and by the search box, over the API. */
export function createDirectoryApi(directory: Directory): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'listDelegations', summary: 'Organizations of an event: filtered, searched and sorted by name; addresses for organizers only', input: peopleInput.omit({ page: true }), output: z.looseObject({ items: z.array(z.looseObject({ delegationId: z.string() })), total: z.number().int(), nextCursor: z.string().nullable() }),
      run: async (actor, input) => {
        const listed = await directory.list(actor, { ...input, page: 1 })
        if (!listed.ok) return listed
        const { rows, total, everybody, bySide, nextCursor } = listed.value
        return ok({ items: rows, total, everybody, bySide, nextCursor })
      } }),
    endpoint({ method: 'POST', path: base, id: 'addOrganization', summary: 'A new organization that takes part at once', status: 201, input: addOrganizationInput, output: z.object({ delegationId: z.string() }), run: directory.addOrganization }),
    endpoint({ method: 'PUT', path: `${base}/{delegationId}/organization`, id: 'editOrganization', summary: 'The organizer\'s edit of a card', input: editOrganizationInput, output: z.object({ version: z.number().int() }), run: directory.editOrganization }),
    endpoint({ method: 'DELETE', path: `${base}/{delegationId}`, id: 'removeDelegation', summary: 'Takes part no longer; refused while it has dealings', input: delegationInput, output: z.unknown(), run: directory.removeDelegation }),
    ...(['csv', 'xlsx'] as const).map((format) =>
      fileEndpoint({
        method: 'GET', path: `/events/{eventId}/roster.${format}`, id: `exportRosterAs${format === 'csv' ? 'Csv' : 'Xlsx'}`, summary: 'The roster as a file, in the language of Accept-Language, with the same filters as the list',
        fileTypes: [format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], input: filters, output: z.unknown(),
        run: (actor, input, { locale }) => directory.exportRoster(actor, { ...input, page: 1, limit: 1 }, format, locale),
      }),
    ),
    endpoint({ method: 'GET', path: '/search', id: 'search', summary: 'People, organizations, meetings and pages that the token\'s owner may open; `event` is an event\'s slug', input: searchInput, output: z.object({ items: z.array(z.looseObject({ id: z.string(), kind: z.string(), label: z.string(), to: z.string() })), nextCursor: z.null() }),
      run: async (actor, input, { locale }) => ok({ items: await directory.search(actor, input, locale), nextCursor: null }) }),
  ]
}
