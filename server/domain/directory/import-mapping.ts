import { parseEmail, parsePhone, parseUrl } from './contact.ts'
import { splitCell, withoutCount } from './import-cells.ts'
import { fieldsOf, fieldOf, nameFields, type CellKind, type ImportField, type ImportTarget } from './import-fields.ts'
import type { ToSimplified } from './names.ts'
import { parseMoney } from './money-parse.ts'
import { parsePartialDate } from './partial-date.ts'
import { parseUscc } from './uscc.ts'
import { codeFromText, vocabularyKey } from './vocabulary.ts'

/** For each column of the file the key of the field it feeds, or null for a column that is left out. */
export type ColumnMapping = (string | null)[]

/** `sure` came from an exact heading, `likely` from a part of the heading, `values` from what stands in the cells. */
export type MappingGuess = { mapping: ColumnMapping; confidence: ('sure' | 'likely' | 'values' | null)[] }

type Candidate = { column: number; field: ImportField; score: number; confidence: 'sure' | 'likely' | 'values' }

const passes: Partial<Record<CellKind, (text: string) => boolean>> = {
  email: (text) => parseEmail(text).ok,
  uscc: (text) => parseUscc(text).ok,
  url: (text) => /[./]/.test(text) && !text.includes('@') && parseUrl(text).ok,
  phone: (text) => parsePhone(text).ok,
  date: (text) => /\d/.test(text) && parsePartialDate(text).ok,
  money: (text) => /\d|数|未透露/.test(text) && parseMoney(text, { currency: 'CNY' }).ok,
  count: (text) => /^\d{1,7}\+?$/.test(text),
  sectors: (text) => splitCell(text).some((word) => codeFromText('sectors', withoutCount(word).word) !== null),
  rounds: (text) => splitCell(text).some((word) => codeFromText('rounds', withoutCount(word).word) !== null),
  stage: (text) => codeFromText('companyStages', text) !== null,
  regions: (text) => splitCell(text).some((word) => codeFromText('regions', withoutCount(word).word) !== null),
}

function share(kind: CellKind, samples: string[]): number | null {
  const pass = passes[kind]
  const filled = samples.map((text) => text.trim().slice(0, 500)).filter((text) => text !== '' && text !== '-')
  if (pass === undefined || filled.length === 0) return null
  return filled.filter(pass).length / filled.length
}

/**
 * How well a heading names a field: 1 exact, less where it holds one of the field's headings as a part. The order of
 * `headings` doesn't count, the length of the part does: 偏好行业 beats 行业 in 机构偏好行业.
 */
function headingScore(key: string, field: ImportField): number {
  if (key === '') return 0
  let best = 0
  for (const heading of field.headings) {
    const known = vocabularyKey(heading)
    if (known === key) return 1
    const isLong = /\p{Script=Han}/u.test(known) ? known.length >= 2 : known.length >= 4
    if (isLong && key.includes(known)) best = Math.max(best, 0.4 + 0.4 * (known.length / key.length))
  }
  return best
}

const distinctive: CellKind[] = ['email', 'uscc', 'url', 'phone']

function candidateOf(column: number, key: string, field: ImportField, samples: string[]): Candidate | null {
  const heading = headingScore(key, field)
  const fit = share(field.kind, samples)
  if (heading === 0) {
    const speaks = distinctive.includes(field.kind) && fit !== null && fit >= 0.8
    return speaks ? { column, field, score: 0.35 * (fit ?? 0), confidence: 'values' } : null
  }
  // Values that contradict the heading weigh more than values that agree: a "stage" full of rounds is no company stage.
  const score = heading + (fit === null ? 0 : fit < 0.3 ? -0.35 : 0.15 * fit) + (hasCounts(field, samples) ? 0.3 : 0)
  return score <= 0.3 ? null : { column, field, score, confidence: heading === 1 ? 'sure' : 'likely' }
}

/** `北京(10)、上海(3)` counts past deals: in a list of investors that is a preference, not a seat. */
function hasCounts(field: ImportField, samples: string[]): boolean {
  if (!field.key.startsWith('pref')) return false
  const filled = samples.filter((text) => text.trim() !== '')
  return filled.length > 0 && filled.filter((text) => splitCell(text.slice(0, 500)).some((word) => withoutCount(word).count !== null)).length >= filled.length / 2
}

function withCountedPlaces(target: ImportTarget, headers: readonly string[], samples: readonly string[][]): Candidate[] {
  const field = fieldOf(target, 'prefRegions')
  if (field === null) return []
  return headers.flatMap((_, column) => {
    const values = samples.map((row) => row[column] ?? '')
    return hasCounts(field, values) && (share('regions', values) ?? 0) > 0.5 ? [{ column, field, score: 1.35, confidence: 'likely' as const }] : []
  })
}

/**
 * Guesses which column feeds which field, from its heading and from up to fifty sample rows. The best-fitting pair is
 * fixed first; a field that takes one column is then gone. Correct by hand what is wrong: this never fails. Headings in
 * traditional characters are understood if `toSimplified` is given.
 */
export function guessMapping(headers: readonly string[], samples: readonly string[][], target: ImportTarget, toSimplified: ToSimplified = (text) => text): MappingGuess {
  const rows = samples.slice(0, 50)
  const candidates = withCountedPlaces(target, headers, rows)
  headers.forEach((header, column) => {
    const key = vocabularyKey(toSimplified(header.slice(0, 100)))
    const values = rows.map((row) => row[column] ?? '')
    for (const field of fieldsOf(target)) {
      const candidate = candidateOf(column, key, field, values)
      if (candidate !== null) candidates.push(candidate)
    }
  })
  candidates.sort((a, b) => b.score - a.score || a.column - b.column)
  const guess: MappingGuess = { mapping: headers.map(() => null), confidence: headers.map(() => null) }
  const taken = new Set<string>()
  for (const { column, field, confidence } of candidates) {
    if (guess.mapping[column] !== null || (taken.has(field.key) && !field.many)) continue
    guess.mapping[column] = field.key
    guess.confidence[column] = confidence
    taken.add(field.key)
  }
  return headers.length === 0 ? guess : withName(guess, rows, target)
}

/** Where no heading speaks of a name, the first unmapped column of short, mostly different texts is taken for it. */
function withName(guess: MappingGuess, rows: readonly string[][], target: ImportTarget): MappingGuess {
  const names = nameFields(target)
  if (guess.mapping.some((key) => key !== null && names.includes(key))) return guess
  const column = guess.mapping.findIndex((key, index) => {
    const values = rows.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '')
    return key === null && values.length > 0 && values.every((text) => text.length <= 80) && new Set(values).size >= values.length * 0.8 && values.some((text) => /\p{L}/u.test(text))
  })
  if (column !== -1) {
    guess.mapping[column] = names[0] ?? null
    guess.confidence[column] = 'values'
  }
  return guess
}

/** Currency of amounts that name none: yuan where the headings are Chinese, dollars otherwise. The organizer can change it. */
export function guessCurrency(headers: readonly string[]): 'CNY' | 'USD' {
  return headers.some((header) => /\p{Script=Han}/u.test(header)) ? 'CNY' : 'USD'
}
