import { emptyOrganization, type OrganizationDraft } from './drafts.ts'
import { narrowest } from './import-cells.ts'
import { cellsOf, columnsOf, toolsFor, type Cell, type Column, type Tools } from './import-context.ts'
import { fieldOf, nameFields, type ImportTarget } from './import-fields.ts'
import type { ColumnMapping } from './import-mapping.ts'
import { aumBandOf, organizationHandlers } from './import-organization.ts'
import { contactsIn, personIn, roundIn, settleRounds } from './import-people.ts'
import { finishPreference, preferenceHandlers, startPreference } from './import-preference.ts'
import type { ImportIssue, ImportReading, ImportRecord, ImportValues, ReadOptions } from './import-types.ts'

type Group = { row: number; rows: Cell[][]; continuationRows: number[]; issues: ImportIssue[]; isNamed: boolean }

/** A row that fills one of these says who it is, even without a name: it is a record with its name missing, no continuation. */
const identity = new Set(['uscc', 'website', 'foundedOn', 'description', 'oneLiner', 'email', 'organization'])

/**
 * Reads the rows of a file through a column mapping. Rows without a name are merged into the record above them unless
 * they say who they are. Every cell that can't be kept is named in `issues`; nothing is dropped silently.
 */
export function readRows(target: ImportTarget, mapping: ColumnMapping, headers: readonly string[], rows: readonly (readonly string[])[], options: ReadOptions): ImportReading {
  const columns = columnsOf(mapping, headers, (key) => fieldOf(target, key), options.currency)
  const names = new Set(nameFields(target))
  const firstRow = options.firstRow ?? 2
  if (!columns.some((column) => names.has(column.field.key))) {
    const issue: ImportIssue = { row: firstRow - 1, column: null, path: 'name', code: 'import.no_name_column', params: {}, severity: 'error' }
    return finish([], [issue], 0)
  }
  const groups = groupRows(rows, firstRow, columns, names, toolsFor(options))
  const records = groups.map((group) => (target === 'people' ? personRecord(group) : organizationRecord(target, group)))
  return finish(records, unevenRows(rows, headers.length, firstRow), rows.length)
}

function groupRows(rows: readonly (readonly string[])[], firstRow: number, columns: Column[], names: Set<string>, tools: Tools): Group[] {
  const groups: Group[] = []
  let open: Group | undefined
  rows.forEach((row, index) => {
    const line = firstRow + index
    const isNamed = columns.some((column) => names.has(column.field.key) && hasName(row[column.index]))
    const saysWho = isNamed || columns.some((column) => identity.has(column.field.key) && (row[column.index] ?? '').trim() !== '')
    const isFirst = saysWho || open === undefined
    const issues: ImportIssue[] = isFirst ? [] : (open?.issues ?? [])
    const cells = cellsOf(row, line, columns, isFirst, tools, issues)
    if (cells.length === 0 && issues.length === 0) return
    if (isFirst) {
      open = { row: line, rows: [cells], continuationRows: [], issues, isNamed }
      groups.push(open)
    } else if (open !== undefined && cells.length > 0) {
      open.rows.push(cells)
      open.continuationRows.push(line)
    }
  })
  return groups
}

const hasName = (text: string | undefined) => text !== undefined && !/^[-–—\s]*$/.test(text)

function missingName(group: Group, path: string): void {
  // A name cell that was refused for its characters or length has been named already.
  if (group.isNamed) return
  const isOrphan = group.rows.flat().every((cell) => cell.column.field.repeats)
  group.issues.push({ row: group.row, column: null, path, code: isOrphan ? 'import.orphan_row' : 'import.missing_name', params: {}, severity: 'error' })
}

function personRecord(group: Group): ImportRecord {
  const person = personIn(group.rows.flat())
  if (person.nameZh === null && person.nameEn === null) missingName(group, 'personName')
  return record(group, { organization: null, preference: null, people: [person] })
}

const kinds: Record<Exclude<ImportTarget, 'people'>, OrganizationDraft['kind']> = { startups: 'startup', investors: 'investor', acquirers: 'acquirer' }

function organizationRecord(target: Exclude<ImportTarget, 'people'>, group: Group): ImportRecord {
  const draft = emptyOrganization(kinds[target])
  const preference = startPreference(target)
  for (const cells of group.rows) {
    for (const cell of cells) {
      organizationHandlers[cell.column.field.key]?.(draft, cell)
      preferenceHandlers[cell.column.field.key]?.(preference, cell)
    }
    const round = roundIn(cells)
    if (round !== null) draft.funding.push(round)
  }
  settleName(draft, group)
  settleRounds(draft)
  draft.sectors = narrowest('sectors', draft.sectors)
  draft.aumBand ??= aumBandOf(draft.aum)
  const people = group.rows.flatMap((cells) => contactsIn(cells, draft.nameZh ?? draft.nameEn))
  return record(group, { organization: draft, preference: finishPreference(preference), people })
}

function settleName(draft: OrganizationDraft, group: Group): void {
  if (draft.nameZh !== null || draft.nameEn !== null) return
  if (draft.legalName === null) return missingName(group, 'name')
  if (/\p{Script=Han}/u.test(draft.legalName)) draft.nameZh = draft.legalName
  else draft.nameEn = draft.legalName
  group.issues.push({ row: group.row, column: null, path: 'name', code: 'import.name_from_legal', params: {}, severity: 'warning' })
}

function record(group: Group, values: ImportValues): ImportRecord {
  return { row: group.row, values, issues: group.issues, continuationRows: group.continuationRows }
}

/** Rows with more filled cells than there are headings: a quotation mark is missing somewhere. */
function unevenRows(rows: readonly (readonly string[])[], width: number, firstRow: number): ImportIssue[] {
  return rows.flatMap((row, index) =>
    row.length > width && row.slice(width).some((text) => text.trim() !== '')
      ? [{ row: firstRow + index, column: null, path: 'row', code: 'import.uneven_row' as const, params: { cells: row.length }, severity: 'warning' as const }]
      : [],
  )
}

function finish(records: ImportRecord[], fileIssues: ImportIssue[], rows: number): ImportReading {
  const all = [...fileIssues, ...records.flatMap((item) => item.issues)]
  const errors = all.filter((issue) => issue.severity === 'error').length
  return { records, fileIssues, counts: { records: records.length, rows, errors, warnings: all.length - errors } }
}
