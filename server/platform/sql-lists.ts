import type { SqlValue } from './sync-sql.ts'

const sizes = [1, 4, 16, 64, 256, 1024, 4096, 16_384]

/**
 * Values for `IN (…)`. Statements are prepared once per text, so the list is filled up to one of a few sizes by repeating
 * its last value; an empty list becomes one value that no row has.
 */
export function inList(values: readonly string[]): { marks: string; values: SqlValue[] } {
  const size = sizes.find((one) => one >= values.length)
  if (size === undefined) throw new RangeError(`a list of ${values.length} values is too long for one statement`)
  const last = values.at(-1) ?? ''
  const filled = [...values, ...Array.from({ length: size - values.length }, () => last)]
  return { marks: filled.map(() => '?').join(', '), values: filled }
}
