import { stringify } from 'csv-stringify/sync'
import ExcelJS from 'exceljs'

/** One cell of an export. Numbers stay numbers; null is an empty cell. */
export type ExportCell = string | number | null

/** A table to write: headings, rows, and the name of the worksheet. */
export type ExportTable = { sheet: string; headers: readonly string[]; rows: readonly (readonly ExportCell[])[] }

const longestCell = 32_767
const formulaStart = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠|%]|^[\t\r\n]/
const unwritable = /[^\P{Cc}\t\n\r]|\p{Surrogate}|[\ufffe\uffff]/gu

function clean(text: string): string {
  return text.replace(unwritable, '').slice(0, longestCell)
}

/**
 * Text that no spreadsheet takes for a formula: where it begins like one (also in full width, or after blanks), an
 * apostrophe goes before it. Source: OWASP, CSV Injection.
 */
export function safeText(text: string): string {
  const plain = clean(text)
  return formulaStart.test(plain) ? `'${plain}`.slice(0, longestCell) : plain
}

function csvCell(value: ExportCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return safeText(value)
}

/** UTF-8 with byte-order mark and CRLF: what Excel opens right in every language. */
export function writeCsv(table: ExportTable): Buffer {
  const rows = [table.headers.map((header) => csvCell(header)), ...table.rows.map((row) => row.map(csvCell))]
  return Buffer.from(stringify(rows, { bom: true, record_delimiter: 'windows', quoted_match: /^\s|\s$/ }), 'utf8')
}

/** Excel forbids `\ / ? * [ ] :` in a sheet name, more than 31 characters, and an apostrophe at either end. */
function sheetName(name: string): string {
  const plain = clean(name).slice(0, 200).replace(/[\\/?*[\]:\r\n\t]/g, ' ').trim().replace(/^'+|'+$/g, '').slice(0, 31).trim()
  return plain === '' ? 'Sheet1' : plain
}

/** XLSX with a bold, frozen heading row. Text cells are typed as text, so nothing in them is ever a formula. */
export async function writeXlsx(table: ExportTable): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet(sheetName(table.sheet), { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = table.headers.map((header) => ({ width: Math.min(40, Math.max(12, header.length * 2)) }))
  sheet.addRow(table.headers.map((header) => safeText(header))).font = { bold: true }
  for (const row of table.rows) {
    sheet.addRow(row.map((value) => (value === null ? null : typeof value === 'number' ? (Number.isFinite(value) ? value : null) : safeText(value))))
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
