import type { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { fieldOf, fieldsOf } from '#server/domain/directory/import-fields.ts'
import { guessCurrency, guessMapping, type ColumnMapping } from '#server/domain/directory/import-mapping.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import type { Database } from '#server/platform/db.ts'
import { openSpreadsheet } from '#server/platform/spreadsheet-open.ts'
import { mostRosterBytes, type DecideInput, type EditCellInput, type RemapInput, type UploadInput } from '#server/protocol/inputs/imports.ts'

import { mayImport } from './queries.ts'
import { findBatch, findMapping, rememberMapping, updateDraft, type Batch } from './store.ts'

/** Rows that speak for a column. */
const sampleRows = 200

export function createImportsCommands({ work, db }: { work: RunWork; db: Database }) {
  /** Changes a draft of this event; anything already taken over stays as it is. */
  function change(actor: Actor, input: { eventId: string; batchId: string }, perform: (held: Work, batch: Batch) => Promise<Result<Prisma.ImportBatchUncheckedUpdateManyInput>>): Promise<Result<{ version: number }>> {
    const may = mayImport(actor, input.eventId)
    if (!may.ok) return Promise.resolve(may)
    return work(actor, async (held) => {
      const batch = await findBatch(held.tx, input.eventId, input.batchId)
      if (batch === null) return err('record.not_found')
      if (batch.state !== 'draft') return err('import.no_longer_draft')
      const data = await perform(held, batch)
      if (!data.ok) return data
      return (await updateDraft(held.tx, batch, data.value)) ? ok({ version: batch.version + 1 }) : err('record.changed')
    })
  }

  return {
    /**
     * Reads a file into a draft that changes nothing yet. Columns are those remembered for the same headings, or guessed.
     * Errors: `input.too_large`, `import.empty_file`, `import.bad_file`, `import.too_many_rows`, `import.too_many_columns`.
     */
    async upload(actor: Actor, { eventId, target, fileName, bytes }: UploadInput): Promise<Result<{ batchId: string }>> {
      const may = mayImport(actor, eventId)
      if (!may.ok) return may
      if (bytes.length > mostRosterBytes) return err('input.too_large', { params: { max: '20 MB' } })
      const file = await openSpreadsheet(bytes)
      if (!file.ok) return file
      const { headers, rows, firstRow, encoding } = file.value
      const remembered = await findMapping(db.client, target, headers)
      const mapping = remembered?.length === headers.length ? remembered : guessMapping(headers, rows.slice(0, sampleRows), target).mapping
      return work(actor, async ({ tx, now, newId, audit }) => {
        if ((await tx.event.findUnique({ where: { id: eventId }, select: { id: true } })) === null) return err('record.not_found')
        const id = newId()
        await tx.importBatch.create({
          data: {
            id, eventId, target, fileName, headers, rows, firstRow, encoding, currency: guessCurrency(headers), mapping: mapping as Prisma.InputJsonArray, edits: {}, decisions: {}, effects: {},
            createdById: actor.kind === 'person' ? actor.personId : '', createdAt: new Date(now),
          },
        })
        audit('import:uploaded', `import:${id}`, { eventId, target, rows: rows.length })
        return ok({ batchId: id })
      })
    },

    /** Says which column is what; kept for the next file with the same headings. Each field once, unless it takes several. */
    remap: (actor: Actor, input: RemapInput): Promise<Result<{ version: number }>> =>
      change(actor, input, async ({ tx, now, newId }, batch) => {
        const mapping = batch.headers.map((_, column) => input.mapping[column] ?? null)
        const problem = mappingProblem(batch, mapping)
        if (problem !== null) return err('input.invalid', { fields: [{ path: `mapping.${problem}`, code: 'input.not_an_option' }] })
        await rememberMapping(tx, { id: newId(), target: batch.target, headers: batch.headers, mapping, now })
        return ok({ mapping: mapping as Prisma.InputJsonArray, currency: input.currency ?? batch.currency })
      }),

    /** Corrects one cell; the file's own text is kept beside it. Writing that text again takes the correction back. */
    editCell: (actor: Actor, { row, column, value, ...input }: EditCellInput): Promise<Result<{ version: number }>> =>
      change(actor, input, async (_held, batch) => {
        const original = batch.rows[row - batch.firstRow]
        if (original === undefined || column >= batch.headers.length) return err('record.not_found')
        const { [`${row}:${column}`]: _before, ...others } = batch.edits
        const isOriginal = (original[column] ?? '') === value
        return ok({ edits: isOriginal ? others : { ...others, [`${row}:${column}`]: value } })
      }),

    /** Add it, take it for the one it resembles, or leave it out. */
    decide: (actor: Actor, { row, decision, ...input }: DecideInput): Promise<Result<{ version: number }>> =>
      change(actor, input, async (_held, batch) => {
        if (batch.rows[row - batch.firstRow] === undefined) return err('record.not_found')
        return ok({ decisions: { ...batch.decisions, [String(row)]: decision } })
      }),

    /** Throws an unapplied draft away. */
    async discard(actor: Actor, input: { eventId: string; batchId: string }): Promise<Result<undefined>> {
      const may = mayImport(actor, input.eventId)
      if (!may.ok) return may
      return work(actor, async ({ tx, audit }) => {
        const gone = await tx.importBatch.deleteMany({ where: { id: input.batchId, eventId: input.eventId, state: 'draft' } })
        if (gone.count === 0) return err((await findBatch(tx, input.eventId, input.batchId)) === null ? 'record.not_found' : 'import.no_longer_draft')
        audit('import:discarded', `import:${input.batchId}`, { eventId: input.eventId })
        return ok()
      })
    },
  }
}

/** The first column that names no field of this list, or one that another column feeds already; null where there is none. */
function mappingProblem({ target }: Batch, mapping: ColumnMapping): number | null {
  const many = new Set(fieldsOf(target).filter((field) => field.many).map((field) => field.key))
  const at = mapping.findIndex((key, column) => key !== null && (fieldOf(target, key) === null || (!many.has(key) && mapping.indexOf(key) !== column)))
  return at === -1 ? null : at
}
