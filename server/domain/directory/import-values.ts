import type { Result } from '#server/domain/shared/result.ts'
import { parseEmail, parsePhone, parseUrl } from './contact.ts'
import type { TeamMember } from './drafts.ts'
import { splitCell } from './import-cells.ts'
import { report, warn, type Cell } from './import-context.ts'
import type { MoneyRange } from './money.ts'
import { formatMoney } from './money-format.ts'
import { parseMoney } from './money-parse.ts'
import { parsePartialDate } from './partial-date.ts'
import { parseUscc } from './uscc.ts'
import { labelOf, type ListName } from './vocabulary.ts'

const shown = (text: string) => text.slice(0, 60)

function reported<T>(cell: Cell, result: Result<T>): T | null {
  if (result.ok) return result.value
  report(cell, result.error.code, result.error.params ?? { value: shown(cell.text) })
  return null
}

/** Amount of a cell; what had to be assumed becomes a warning. Null where undisclosed or unreadable (then reported). */
export function moneyIn(cell: Cell): MoneyRange | null {
  const parsed = reported(cell, parseMoney(cell.text, cell.column.hint))
  if (parsed === null || parsed.range === null) return null
  const value = shown(cell.text)
  for (const note of parsed.notes) {
    if (note === 'currency_assumed') warn(cell, 'import.currency_assumed', { value, currency: parsed.range.currency })
    if (note === 'several_ranges') warn(cell, 'import.several_amounts', { value })
    if (note === 'misprint') warn(cell, 'import.misprint', { value, read: formatMoney(parsed.range, 'en') })
  }
  return parsed.range
}

export const dateIn = (cell: Cell): string | null => reported(cell, parsePartialDate(cell.text))
export const usccIn = (cell: Cell): string | null => reported(cell, parseUscc(cell.text))

/** The first address of the cell: `a.com / b.com` and `a.com b.com` are two. */
export function urlIn(cell: Cell): string | null {
  const [first = ''] = cell.text.split(/[\s;；、，,]+|\s\/\s/)
  return reported(cell, parseUrl(first))
}

/** Every e-mail address of the cell; the first that is none is reported. */
export function emailsIn(cell: Cell): string[] {
  return cell.text.split(/[\s;；、，,|]+/).filter((part) => part !== '').flatMap((part) => reported(cell, parseEmail(part)) ?? [])
}

/** Every phone number of the cell. */
export function phonesIn(cell: Cell): string[] {
  return cell.text.split(/[;；、，,|/\n]+/).map((part) => part.trim()).filter((part) => part !== '').flatMap((part) => reported(cell, parsePhone(part)) ?? [])
}

/** `35`, `50-100人`, `1,200+` → the lower number. */
export function countIn(cell: Cell): number | null {
  const found = /^(\d{1,7})(?:\s?[-–—~至]\s?\d{1,7})?\s?[+人名]?(?:以上)?$/.exec(cell.text.normalize('NFKC').replace(/,/g, '').trim())
  if (found === null) report(cell, 'input.not_a_number', { value: shown(cell.text) })
  return found === null ? null : Number(found[1])
}

/** Codes of a controlled list; words in none are warned about. */
export function choicesIn(cell: Cell, list: ListName): string[] {
  const { codes, unknown } = cell.tools.coded(list, cell.text)
  if (unknown.length > 0) warn(cell, 'import.unknown_word', { words: shown(unknown.join('、')), list })
  return [...codes]
}

/** Says which sectors were read into words that only hold their names. */
export function warnOfGuesses(cell: Cell): void {
  for (const { word, code } of cell.tools.coded('sectors', cell.text).guessed) {
    warn(cell, 'import.guessed_sector', { words: shown(word), code, zh: labelOf('sectors', code, 'zh'), en: labelOf('sectors', code, 'en') })
  }
}

/** `王一:创始人及CEO,李二(CTO)` → names with titles. */
export function teamIn(cell: Cell): TeamMember[] {
  return splitCell(cell.text).flatMap((piece) => piece.split(/ & | and /)).flatMap((piece) => {
    const at = piece.search(/[:：(（]|\s[-–—]\s/)
    const name = (at === -1 ? piece : piece.slice(0, at)).trim()
    const title = at === -1 ? '' : piece.slice(at).replace(/^[:：(（\s-–—]+/, '').replace(/[)）]$/, '').trim()
    return name === '' || name.length > 100 ? [] : [{ name, title: title === '' ? null : title.slice(0, 200) }]
  })
}

/** Adds what isn't there yet; order of first meeting. */
export function addTo(list: string[], more: readonly string[]): void {
  for (const item of more) if (!list.includes(item)) list.push(item)
}
