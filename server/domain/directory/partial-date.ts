import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { localDay } from '#server/domain/shared/time.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const unknownDate = /^(?:[-–—/?.]*|n\/?a|unknown|未知|不详|未透露|暂无|无|待定|至今)$/
const yearFirst = /^(\d{4})(?:[-/.年 ]{1,2}(\d{1,2})(?:[-/.月 ]{1,2}(\d{1,2})[日号]?|月)?|年)?(?:[t ][\d:.]{1,15}z?)?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const numeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const monthName = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?[ -](?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})$/
const serial = /^(\d{5})(?:\.\d{1,12})?$/

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function assemble(year: number, month?: number, day?: number): string | null {
  if (year < 1800 || year > 2100) return null
  if (month === undefined) return String(year)
  if (month < 1 || month > 12) return null
  const first = `${year}-${String(month).padStart(2, '0')}`
  if (day === undefined) return first
  return day < 1 || day > daysIn(year, month) ? null : `${first}-${String(day).padStart(2, '0')}`
}

/** Day and month where both could be either are not guessed: 03/04/2011 is refused, 17/03/2011 is not. */
function dayAndMonth(a: number, b: number, year: number): string | null {
  if (a === b) return assemble(year, a, b)
  if (a > 12) return assemble(year, b, a)
  return b > 12 ? assemble(year, a, b) : null
}

function read(text: string): string | null {
  const number = (part: string | undefined) => (part === undefined ? undefined : Number(part))
  let found = yearFirst.exec(text) ?? compact.exec(text)
  if (found !== null) return assemble(Number(found[1]), number(found[2]), number(found[3]))
  found = numeric.exec(text)
  if (found !== null) return dayAndMonth(Number(found[1]), Number(found[2]), Number(found[3]))
  found = serial.exec(text)
  // Excel counts days from 1899-12-30 (its 1900 leap-year error included).
  if (found !== null) return localDay((Number(found[1]) - 25_569) * 86_400_000, 'utc')
  found = monthName.exec(text)
  if (found === null) return null
  const name = found[2] ?? ''
  const month = months.indexOf(name.slice(0, 3)) + 1
  return month === 0 ? null : assemble(Number(found[4]), month, number(found[1] ?? found[3]))
}

/**
 * `2011-03`, `2016年5月`, `2016/5/17`, `Mar 2011`, `17 March 2011`, an Excel day number → `2011`, `2011-03` or
 * `2011-03-17`; null where the text says that it is unknown. Error: `input.bad_date`.
 */
export function parsePartialDate(text: string): Result<string | null> {
  if (text.length > 60) return err('input.bad_date')
  const plain = text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
  if (unknownDate.test(plain)) return ok(null)
  const date = read(plain)
  return date === null ? err('input.bad_date') : ok(date)
}

/** `12.5%`, `１２％`, `12.5` → 12.5; null for anything else or outside 0–100. */
export function parsePercent(text: string): number | null {
  const found = text.length > 30 ? null : /^(\d{1,3}(?:\.\d{1,6})?) ?%?$/.exec(text.normalize('NFKC').trim())
  const value = found === null ? Number.NaN : Number(found[1])
  return value >= 0 && value <= 100 ? value : null
}
