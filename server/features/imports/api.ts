import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createRosterTaking } from '#server/features/roster-taking/commands.ts'
import type { createRosterUndoing } from '#server/features/roster-undoing/commands.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { batchInput, decideInput, editCellInput, mostRosterBytes, previewInput, remapInput, uploadInput } from '#server/protocol/inputs/imports.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createImportsCommands } from './commands.ts'
import type { createImportsQueries } from './queries.ts'

type Imports = ReturnType<typeof createImportsQueries> & ReturnType<typeof createImportsCommands> & ReturnType<typeof createRosterTaking> & ReturnType<typeof createRosterUndoing>

const saved = z.object({ version: z.number().int() })
const base = '/events/{eventId}/imports'
const one = `${base}/{batchId}`

/** Rosters over the API: sent as a file, looked at, mended, taken over as a whole, and taken back. */
export function createImportsApi(imports: Imports): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'listImports', summary: 'Rosters of an event, newest first', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(z.looseObject({ id: z.string(), createdAt: z.number().int() })), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await imports.list(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: base, id: 'uploadRoster', summary: 'Send a CSV or XLSX file of up to 20 MB; nothing is changed yet', status: 201, uploadBytes: mostRosterBytes, input: uploadInput, output: z.object({ batchId: z.string() }), run: imports.upload }),
    endpoint({ method: 'GET', path: one, id: 'getImport', summary: 'What would be taken over, line by line', input: previewInput, output: z.looseObject({}), run: imports.get }),
    endpoint({ method: 'PUT', path: `${one}/mapping`, id: 'remapImport', summary: 'Which column is what: one field a column, empty to leave it out', input: remapInput, output: saved, run: imports.remap }),
    endpoint({ method: 'POST', path: `${one}/cells`, id: 'editImportCell', summary: 'Correct one cell', input: editCellInput, output: saved, run: imports.editCell }),
    endpoint({ method: 'POST', path: `${one}/decisions`, id: 'decideImportRow', summary: 'Add a row, take it for the one it resembles, or leave it out', input: decideInput, output: saved, run: imports.decide }),
    endpoint({ method: 'POST', path: `${one}/apply`, id: 'applyImport', summary: 'Take the whole roster over in one transaction', input: batchInput, output: z.looseObject({}), run: imports.apply }),
    endpoint({ method: 'POST', path: `${one}/undo`, id: 'undoImport', summary: 'Take it back while nothing depends on it', input: batchInput, output: z.unknown(), run: imports.undo }),
    endpoint({ method: 'DELETE', path: one, id: 'discardImport', summary: 'Throw a roster away that was not taken over', input: batchInput, output: z.unknown(), run: imports.discard }),
  ]
}
