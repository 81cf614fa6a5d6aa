import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { ErrorParams } from '#server/domain/shared/result.ts'
import { codesOf, regionOf, type CodedCell } from './import-cells.ts'
import type { CellKind, ImportField } from './import-fields.ts'
import type { ImportIssue, ReadOptions } from './import-types.ts'
import { moneyHintOf, type MoneyHint } from './money-parse.ts'
import type { ListName } from './vocabulary.ts'

/** One mapped column of the file. */
export type Column = { index: number; field: ImportField; header: string; hint: MoneyHint }

/** One filled cell, checked for characters and length; `issues` is where complaints about it go. */
export type Cell = {
  row: number
  column: Column
  text: string
  /** False on a continuation row. */
  isFirst: boolean
  tools: Tools
  issues: ImportIssue[]
}

/** The cell can't be kept: the file is not imported until it is mended. */
export function report(cell: Pick<Cell, 'row' | 'column' | 'issues'>, code: ErrorCode, params: ErrorParams = {}): void {
  cell.issues.push({ row: cell.row, column: cell.column.index, path: cell.column.field.key, code, params, severity: 'error' })
}

/** Something was assumed or left out: the file can be imported, and the preview says so. */
export function warn(cell: Pick<Cell, 'row' | 'column' | 'issues'>, code: ErrorCode, params: ErrorParams = {}): void {
  cell.issues.push({ row: cell.row, column: cell.column.index, path: cell.column.field.key, code, params, severity: 'warning' })
}

/** Look-ups that remember their answers: a roster repeats a few hundred words a hundred thousand times. */
export type Tools = {
  options: ReadOptions
  coded: (list: ListName, text: string) => CodedCell
  region: (text: string) => string | null
}

const mostRemembered = 20_000

function remembering<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = compute(key)
    if (known.size < mostRemembered) known.set(key, value)
    return value
  }
}

export function toolsFor(options: ReadOptions): Tools {
  const byList = new Map<ListName, (text: string) => CodedCell>()
  const coded = (list: ListName, text: string) => {
    const lookUp = byList.get(list) ?? remembering((key) => codesOf(list, key, options.toSimplified))
    byList.set(list, lookUp)
    return lookUp(text)
  }
  return { options, coded, region: remembering((text) => regionOf(text, options.toSimplified)) }
}

export function columnsOf(mapping: readonly (string | null)[], headers: readonly string[], find: (key: string) => ImportField | null, currency: string): Column[] {
  return mapping.flatMap((key, index) => {
    const field = key === null ? null : find(key)
    const header = headers[index] ?? ''
    return field === null ? [] : [{ index, field, header, hint: moneyHintOf(header, currency) }]
  })
}

/** Longest text a field may hold, in UTF-16 units. */
const longest: Record<CellKind, number> = {
  name: 200, text: 500, longText: 10_000, uscc: 60, url: 2000, email: 1000, phone: 500, date: 60, money: 200, count: 40, sectors: 2000, rounds: 1000, stage: 100,
  regions: 2000, place: 300, words: 4000, people: 4000, choice: 1000,
}

// Control characters but tab and line breaks, and halves of surrogate pairs: no database and no page can hold them.
const badCharacters = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u
// Marks that come along when a number is copied from an address book or a web page.
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g
const empty = /^(?:[-–—/]{1,3}|n\/?a|null|none|nil|无|暂无|未知|未透露|未公开|不详|不公开)$/i

/** The filled cells of one row, each checked; what can't be kept is reported and left out. */
export function cellsOf(row: readonly string[], line: number, columns: readonly Column[], isFirst: boolean, tools: Tools, issues: ImportIssue[]): Cell[] {
  const cells: Cell[] = []
  for (const column of columns) {
    const raw = row[column.index]
    if (raw === undefined || raw === '') continue
    const text = raw.replace(invisible, '').trim()
    const max = longest[column.field.kind]
    if (text === '' || (text.length <= 4 && empty.test(text))) continue
    const cell: Cell = { row: line, column, text, isFirst, tools, issues }
    if (badCharacters.test(text)) report(cell, 'input.bad_characters')
    else if (text.length > max) report(cell, 'input.too_long', { max })
    else cells.push(cell)
  }
  return cells
}
