import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { fieldsOf, type ImportTarget } from '#server/domain/directory/import-fields.ts'
import type { Decision, ImportCounts, Judged, RecordState } from '#server/domain/directory/import-judge.ts'
import type { ImportIssue } from '#server/domain/directory/import-types.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { effectsOf, takenOf, Taken } from '#server/features/roster-taking/store.ts'
import type { Examination, RosterReading } from '#server/features/roster-reading/queries.ts'
import type { Database } from '#server/platform/db.ts'
import type { PreviewInput } from '#server/protocol/inputs/imports.ts'

import { findBatch, type Batch, type BatchState } from './store.ts'

/** One column of the file beside ours. `samples`: the first three different values that are not empty. */
export type PreviewColumn = { index: number; header: string; samples: string[]; field: string | null }

/**
 * One line of the file. `state` is that of the record that begins on this line, `continues` on its further lines.
 * `twin` names the stored record or the row that it is one with or resembles.
 */
export type PreviewRow = {
  row: number
  state: RecordState | 'continues'
  of: number | null
  decision: Decision | null
  twin: { id: string; nameZh: string; nameEn: string } | { row: number } | null
  reason: string | null
  cells: string[]
  issues: ImportIssue[]
}

export type Preview = {
  batch: { id: string; target: ImportTarget; fileName: string; state: BatchState; currency: string; firstRow: number; version: number; lines: number }
  columns: PreviewColumn[]
  fields: { key: string; zh: string; en: string }[]
  counts: ImportCounts
  fileIssues: ImportIssue[]
  rows: PreviewRow[]
  page: { page: number; limit: number; total: number }
  /** What taking it over brought; null before. */
  taken: Taken | null
}

export type BatchSummary = { id: string; target: ImportTarget; fileName: string; state: BatchState; createdAt: number; appliedAt: number | null; undoneAt: number | null; by: { nameZh: string; nameEn: string } | null; created: number; updated: number }

type Parts = { db: Database; reading: RosterReading; taking: { effectsOf: typeof effectsOf; takenOf: typeof takenOf } }

/** Rosters on their way in: reads only. */
export function createImportsQueries({ db, reading, taking }: Parts) {
  return {
    /** A batch of this event for those who may edit its roster. */
    async get(actor: Actor, input: PreviewInput): Promise<Result<Preview>> {
      const may = mayImport(actor, input.eventId)
      if (!may.ok) return may
      const batch = await findBatch(db.client, input.eventId, input.batchId)
      if (batch === null) return err('record.not_found')
      const taken = batch.state === 'applied' ? taking.takenOf(await taking.effectsOf(db.client, batch.id)) : null
      return ok({ ...previewOf(batch, await reading.examine(batch), input), taken })
    },

    /** Rosters of an event, newest first: two queries. */
    async list(actor: Actor, eventId: string): Promise<Result<BatchSummary[]>> {
      const may = mayImport(actor, eventId)
      if (!may.ok) return may
      const rows = await db.client.importBatch.findMany({
        where: { eventId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 50,
        select: { id: true, target: true, fileName: true, state: true, createdAt: true, appliedAt: true, undoneAt: true, createdById: true, effects: true },
      })
      const people = await db.client.person.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.createdById))] } }, select: { id: true, nameZh: true, nameEn: true } })
      const by = new Map(people.map(({ id, ...names }) => [id, names]))
      return ok(rows.map(({ createdById, effects, createdAt, appliedAt, undoneAt, target, state, ...row }) => {
        const { created, updated } = (effects ?? {}) as { created?: { organizations?: unknown[]; people?: unknown[] }; updated?: unknown[] }
        return {
          ...row, target: target as ImportTarget, state: state as BatchState, createdAt: createdAt.getTime(), appliedAt: appliedAt?.getTime() ?? null, undoneAt: undoneAt?.getTime() ?? null,
          by: by.get(createdById) ?? null, created: (target === 'people' ? created?.people : created?.organizations)?.length ?? 0, updated: updated?.length ?? 0,
        }
      }))
    },
  }
}

export function mayImport(actor: Actor, eventId: string): Result<undefined> {
  if (actor.kind === 'anonymous') return err('auth.required')
  return can(actor, 'roster:edit', { eventId: eventId as EventId }) ? ok() : err('auth.forbidden')
}

function samplesOf(rows: readonly string[][], column: number): string[] {
  const found = new Set<string>()
  for (const cells of rows) {
    const text = (cells[column] ?? '').trim()
    if (text !== '') found.add(text.slice(0, 80))
    if (found.size === 3) break
  }
  return [...found]
}

const lists: Record<PreviewInput['list'], (judged: Judged) => boolean> = {
  all: () => true,
  mend: ({ state }) => state === 'bad',
  similar: ({ state }) => state === 'similar',
  same: ({ state }) => state === 'same' || state === 'merges',
  skipped: ({ state }) => state === 'skipped',
  notes: ({ state, issues }) => state !== 'skipped' && issues.length > 0,
}

function previewOf(batch: Batch, examination: Examination, { list, page, limit }: PreviewInput): Omit<Preview, 'taken'> {
  const { rows, counts, fileIssues, judged } = examination
  const chosen = judged.filter(lists[list])
  const last = Math.max(1, Math.ceil(chosen.length / limit))
  const at = Math.min(page, last)
  const { id, target, fileName, state, currency, firstRow, version, headers, mapping } = batch
  return {
    batch: { id, target, fileName, state, currency, firstRow, version, lines: rows.length },
    columns: headers.map((header, index) => ({ index, header, samples: samplesOf(rows, index), field: mapping[index] ?? null })),
    fields: fieldsOf(target).map(({ key, zh, en }) => ({ key, zh, en })),
    counts,
    fileIssues,
    rows: chosen.slice((at - 1) * limit, at * limit).flatMap((item) => linesOf(item, batch, examination)),
    page: { page: at, limit, total: chosen.length },
  }
}

/** The record's own line, then those that continue it. */
function linesOf({ record, state, issues, duplicate, into }: Judged, { firstRow, decisions, headers }: Batch, { rows, organizations }: Examination): PreviewRow[] {
  const target = into ?? (duplicate.kind === 'none' ? null : duplicate.twin)
  const known = target !== null && 'id' in target ? organizations.get(target.id) : undefined
  const twin = target === null ? null : 'row' in target ? target : { id: target.id, nameZh: known?.nameZh ?? '', nameEn: known?.nameEn ?? '' }
  return [record.row, ...record.continuationRows].map((row) => ({
    row,
    state: row === record.row ? state : ('continues' as const),
    of: row === record.row ? null : record.row,
    decision: row === record.row ? (decisions[String(row)] ?? null) : null,
    twin: row === record.row ? twin : null,
    reason: row === record.row && duplicate.kind !== 'none' ? duplicate.reason : null,
    cells: headers.map((_, column) => (rows[row - firstRow]?.[column] ?? '').slice(0, 400)),
    issues: issues.filter((issue) => issue.row === row),
  }))
}
