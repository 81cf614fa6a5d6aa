import { createDuplicateFinder } from '#server/domain/directory/import-duplicates.ts'
import { nameFields } from '#server/domain/directory/import-fields.ts'
import { countJudged, createJudge, type ImportCounts, type Judged } from '#server/domain/directory/import-judge.ts'
import { readRows } from '#server/domain/directory/import-read.ts'
import type { ImportIssue, ImportRecord } from '#server/domain/directory/import-types.ts'
import { nameKey } from '#server/domain/directory/names.ts'
import type { Database } from '#server/platform/db.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import type * as Store from '#server/features/imports/store.ts'

/** A roster as it would be taken over now. */
export type Examination = {
  judged: Judged[]
  fileIssues: ImportIssue[]
  counts: ImportCounts
  /** Rows with the corrections made on the page. */
  rows: string[][]
  /** What was compared with: another stamp means that the answer may be another. */
  stamp: string
  organizations: Map<string, Store.KnownHere>
  organizationNamed: (name: string) => string | null
}

type Parts = { db: Database; store: Pick<typeof Store, 'directoryStamp' | 'loadKnownOrganizations' | 'loadKnownPeople'> }

const rowsPerSlice = 500
const mostKept = 3
export const breath = (): Promise<void> => new Promise((go) => setImmediate(go))

/**
 * Reads a whole roster and judges every record, in slices of a few hundred rows so that nobody else waits. The last few
 * answers are kept until the batch or the directory changes.
 */
export function createRosterReading({ db, store }: Parts) {
  const kept = new Map<string, Promise<Examination>>()

  async function examine(batch: Store.Batch, stamp: string): Promise<Examination> {
    const rows = withEdits(batch)
    const { records, fileIssues } = await readInSlices(batch, rows)
    const known = db.read((sql) => ({ organizations: store.loadKnownOrganizations(sql, batch.eventId), people: batch.target === 'people' ? store.loadKnownPeople(sql) : [] }))
    const organizations = new Map(known.organizations.map((item) => [item.id, item]))
    const named = namesHere(known.organizations)
    const organizationNamed = (name: string): string | null => named.get(nameKey(name, toSimplified)) ?? null
    const twinOf = createDuplicateFinder(batch.target === 'people' ? { people: known.people } : { organizations: known.organizations }, toSimplified)
    const columnOf = (key: string): number | null => (batch.mapping.includes(key) ? batch.mapping.indexOf(key) : null)
    const judge = createJudge({ toSimplified, columnOf, organizationNamed: batch.target === 'people' ? organizationNamed : null })
    const judged: Judged[] = []
    for (const record of records) {
      judged.push(judge(record, twinOf(record), batch.decisions[String(record.row)] ?? null))
      if (judged.length % rowsPerSlice === 0) await breath()
    }
    return { judged, fileIssues, rows, counts: countJudged(judged, fileIssues), stamp, organizations, organizationNamed }
  }

  return {
    /** What taking over this roster would do now. */
    async examine(batch: Store.Batch): Promise<Examination> {
      const stamp = await store.directoryStamp(db.client, batch.eventId)
      const key = `${batch.id} ${batch.version} ${stamp}`
      const answer = kept.get(key) ?? examine(batch, stamp)
      kept.delete(key)
      kept.set(key, answer)
      answer.catch(() => kept.delete(key))
      const oldest = kept.keys().next().value
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return answer
    },
  }
}

export type RosterReading = ReturnType<typeof createRosterReading>

/** Organizations of this event by each of their names. */
function namesHere(organizations: readonly Store.KnownHere[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { id, delegationId, nameZh, nameEn, legalName, aliases } of organizations) {
    if (delegationId === null) continue
    for (const name of [nameZh, nameEn, legalName, ...aliases]) {
      const key = name ? nameKey(name, toSimplified) : ''
      if (key !== '' && !names.has(key)) names.set(key, id)
    }
  }
  return names
}

function withEdits({ rows, edits, firstRow }: Store.Batch): string[][] {
  const edited = new Map<number, string[]>()
  for (const [place, value] of Object.entries(edits)) {
    const [row = NaN, column = NaN] = place.split(':').map(Number)
    const at = row - firstRow
    const cells = edited.get(at) ?? [...(rows[at] ?? [])]
    while (cells.length < column) cells.push('')
    cells[column] = value
    edited.set(at, cells)
  }
  return edited.size === 0 ? rows : rows.map((cells, at) => edited.get(at) ?? cells)
}

/** A slice ends before a row with a name, so that continuation rows stay with theirs. */
async function readInSlices({ target, mapping, headers, firstRow, currency }: Store.Batch, rows: string[][]): Promise<{ records: ImportRecord[]; fileIssues: ImportIssue[] }> {
  const names = nameFields(target)
  const nameColumns = mapping.flatMap((key, column) => (key !== null && names.includes(key) ? [column] : []))
  const records: ImportRecord[] = []
  const fileIssues: ImportIssue[] = []
  for (let from = 0; from < rows.length; ) {
    let to = Math.min(rows.length, from + rowsPerSlice)
    while (to < rows.length && nameColumns.every((column) => (rows[to]?.[column] ?? '').trim() === '')) to += 1
    const reading = readRows(target, mapping, headers, rows.slice(from, to), { toSimplified, currency, firstRow: firstRow + from })
    records.push(...reading.records)
    fileIssues.push(...reading.fileIssues)
    if (nameColumns.length === 0) break
    from = to
    await breath()
  }
  return { records, fileIssues }
}
