import { parse } from 'csv-parse/sync'
import type { CellValue } from 'exceljs'
import ExcelJS from 'exceljs'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { decodeText, delimiterOf, type TextEncoding } from './spreadsheet-text.ts'
import { isZip, weighZip } from './spreadsheet-zip.ts'

/** What a file may hold. */
export const sheetLimits = { bytes: 50_000_000, unpackedBytes: 400_000_000, rows: 100_000, columns: 200, workbookCells: 2_500_000 }

/**
 * A file as a table of texts. `firstRow` is the line number, as a spreadsheet shows it, of the first of `rows`; blank rows
 * between are kept so that numbers agree. `sheets` names what else the workbook holds.
 */
export type Sheet = { headers: string[]; rows: string[][]; firstRow: number; encoding: TextEncoding | 'xlsx'; delimiter: string | null; sheet: string | null; sheets: string[] }

const badFile = err('import.bad_file')

/** CSV or XLSX bytes → table. `sheet` chooses a worksheet by name; the first visible one otherwise. */
export async function readSpreadsheet(bytes: Uint8Array, options: { sheet?: string } = {}): Promise<Result<Sheet>> {
  if (bytes.length > sheetLimits.bytes) return err('input.too_large', { params: { max: `${sheetLimits.bytes / 1e6} MB` } })
  if (bytes.length === 0) return err('import.empty_file')
  if (isZip(bytes)) return readWorkbook(bytes, options.sheet)
  // The old binary format and encrypted workbooks share this signature; neither can be read.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) return badFile
  return readText(bytes)
}

function readText(bytes: Uint8Array): Result<Sheet> {
  const { text, encoding } = decodeText(bytes)
  const plain = text.replace(/^\ufeff/, '').replace(/^sep=(.)\r?\n/i, '')
  const delimiter = delimiterOf(plain)
  try {
    const table = parse(plain, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, to: sheetLimits.rows + 20 })
    return tableOf(table, { encoding, delimiter, sheet: null, sheets: [] })
  } catch {
    return badFile
  }
}

async function readWorkbook(bytes: Uint8Array, wanted?: string): Promise<Result<Sheet>> {
  const weight = weighZip(bytes, { bytes: sheetLimits.unpackedBytes, cells: sheetLimits.workbookCells })
  if (weight !== 'bearable') return weight === 'broken' ? badFile : tooManyRows()
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer, { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'extLst', 'tableParts', 'hyperlinks'] })
  } catch {
    return badFile
  }
  const sheets = workbook.worksheets.map((sheet) => sheet.name)
  const visible = workbook.worksheets.find((sheet) => sheet.state === 'visible') ?? workbook.worksheets[0]
  const sheet = wanted === undefined ? visible : workbook.worksheets.find((candidate) => candidate.name === wanted)
  if (sheet === undefined) return wanted === undefined ? err('import.empty_file') : err('import.sheet_missing', { params: { name: wanted.slice(0, 60) } })
  if (sheet.rowCount > sheetLimits.rows + 20) return tooManyRows()
  const table: string[][] = []
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    while (table.length < number - 1) table.push([])
    const cells: string[] = []
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      // A merged area has its value in its first cell; the others would repeat it.
      if (column <= sheetLimits.columns + 1) cells[column - 1] = cell.isMerged && cell.master !== cell ? '' : textOf(cell.value)
    })
    table.push(Array.from(cells, (text) => text ?? ''))
  })
  return tableOf(table, { encoding: 'xlsx', delimiter: null, sheet: sheet.name, sheets })
}

const tooManyRows = () => err('import.too_many_rows', { params: { max: sheetLimits.rows } })

/** What a person sees in the cell: results of formulas, dates as ISO, text of links and rich text. Errors are blank. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/, '')
  if ('richText' in value) return value.richText.map((run) => run.text).join('')
  if ('result' in value) return textOf(value.result as CellValue)
  if ('text' in value) return textOf(value.text as CellValue)
  return ''
}

/** 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3; codes of 18 digits must not become 9.1E+17. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value)) return BigInt(value).toString()
  return String(Number(value.toPrecision(15)))
}

/** Our own exports put an apostrophe before what looks like a formula (`'+86…`): taken off again. */
function withoutGuard(text: string): string {
  return /^'[=+\-@＝＋－＠|%\t]/.test(text) ? text.slice(1) : text
}

/**
 * Which row holds the headings, by how many cells the first rows fill: not a lone title, and not a row of group headings
 * over several columns each, which fills less than two thirds of what the row beneath it fills.
 */
function headingAt(filled: number[]): number {
  const wide = filled.findIndex((count) => count >= 2)
  if (wide === -1) return filled.findIndex((count) => count > 0)
  return (filled[wide] ?? 0) * 1.5 <= (filled[wide + 1] ?? 0) ? wide + 1 : wide
}

/** Finds the headings (a lone title above them is skipped), cuts empty margins, checks the limits. */
function tableOf(table: string[][], about: Omit<Sheet, 'headers' | 'rows' | 'firstRow'>): Result<Sheet> {
  const filled = (row: string[] | undefined) => row?.filter((text) => text.trim() !== '').length ?? 0
  const head = table.slice(0, 15)
  const at = headingAt(head.map(filled))
  const headers = at === -1 ? [] : (table[at] ?? []).map((text) => text.trim())
  while (headers.length > 0 && headers.at(-1) === '') headers.pop()
  const rows = table.slice(at + 1).map((row) => row.map(withoutGuard))
  while (rows.length > 0 && filled(rows.at(-1)) === 0) rows.pop()
  if (headers.length === 0 || rows.length === 0) return err('import.empty_file')
  if (rows.length > sheetLimits.rows) return tooManyRows()
  const isWide = headers.length > sheetLimits.columns || rows.some((row) => row.length > sheetLimits.columns && filled(row.slice(sheetLimits.columns)) > 0)
  if (isWide) return err('import.too_many_columns', { params: { max: sheetLimits.columns } })
  return ok({ headers, rows, firstRow: at + 2, ...about })
}
