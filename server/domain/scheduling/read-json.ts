import type { ErrorCode } from '../shared/error-codes.ts'
import type { ErrorParams, FieldIssue } from '../shared/result.ts'

/** Untrusted JSON is read value by value; whatever is wrong is noted with its JSON path (`$.meetings[3].slot`). */
export class JsonReader {
  readonly faults: FieldIssue[] = []

  fault(path: string, code: ErrorCode, params?: ErrorParams): undefined {
    this.faults.push(params ? { path, code, params } : { path, code })
    return undefined
  }

  object(value: unknown, path: string): Record<string, unknown> | undefined {
    if (value === undefined) return this.fault(path, 'input.required')
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fault(path, 'timetable.not_an_object')
    return value as Record<string, unknown>
  }

  list<T>(value: unknown, path: string, most: number, read: (item: unknown, path: string) => T | undefined): T[] | undefined {
    if (value === undefined) return this.fault(path, 'input.required')
    if (!Array.isArray(value)) return this.fault(path, 'timetable.not_a_list')
    if (value.length > most) return this.fault(path, 'input.too_large', { max: most })
    const items: T[] = []
    for (let index = 0; index < value.length; index++) {
      const item = read(value[index], `${path}[${index}]`)
      // One fault is enough to refuse the file; ten thousand of the same kind help nobody.
      if (this.faults.length > 0) return undefined
      items.push(item as T)
    }
    return items
  }

  integer(value: unknown, path: string, min: number, max: number): number | undefined {
    if (value === undefined) return this.fault(path, 'input.required')
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.fault(path, 'input.not_a_number')
    if (!Number.isInteger(value) || value < min || value > max) return this.fault(path, 'input.out_of_range', { min, max })
    return value
  }

  flag(value: unknown, path: string): boolean | undefined {
    return typeof value === 'boolean' ? value : this.fault(path, 'timetable.not_true_or_false')
  }

  /** An identifier: 1 to 200 characters, whole ones, without control characters. */
  id(value: unknown, path: string): string | undefined {
    if (value === undefined) return this.fault(path, 'input.required')
    if (typeof value !== 'string') return this.fault(path, 'timetable.not_a_text')
    if (value.length === 0) return this.fault(path, 'input.required')
    if (value.length > 200) return this.fault(path, 'input.too_long', { max: 200 })
    if (/[\u0000-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) {
      return this.fault(path, 'input.bad_characters')
    }
    return value
  }

  /** Reads a field only where it is there; `null` counts as a value, and a wrong one. */
  optional<T>(object: Record<string, unknown>, key: string, path: string, read: (value: unknown, path: string) => T | undefined): T | undefined {
    return Object.hasOwn(object, key) ? read(object[key], `${path}.${key}`) : undefined
  }
}

const deepest = 12

/** Path of the first value nested deeper than the format ever is, or null. Walks without recursion: depth is what is attacked. */
export function tooDeep(root: unknown): string | null {
  const open: { value: object; path: string; depth: number }[] = []
  if (typeof root === 'object' && root !== null) open.push({ value: root, path: '$', depth: 1 })
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item.depth > deepest) return item.path
    for (const [key, value] of Object.entries(item.value)) {
      if (typeof value !== 'object' || value === null) continue
      const path = Array.isArray(item.value) ? `${item.path}[${key}]` : `${item.path}.${key.slice(0, 40)}`
      open.push({ value: value as object, path, depth: item.depth + 1 })
    }
  }
  return null
}
