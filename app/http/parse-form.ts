import type { z } from 'zod'

import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'

const mostFields = 5_000
const mostDepth = 8
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

type Tree = { [name: string]: Tree | FormDataEntryValue | FormDataEntryValue[] }

/**
 * Reads a submitted form and checks it once, at the edge. Field names make the shape: `a.b` nests, `rows.0.name` makes
 * lists, `sectors[]` is always a list (also with one or no box ticked, when the schema has a default). Of a plain name
 * that comes twice the last one counts, so that a checkbox may follow a hidden default.
 * Errors: `input.malformed` (not a form), `input.too_large`, `input.invalid` with one issue per field.
 */
export async function parseForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<Result<z.output<Schema>>> {
  let form: FormData
  try {
    form = await request.formData()
  } catch {
    return err('input.malformed')
  }
  return parseFormData(form, schema)
}

/** The same for a form that has been read already (for example to look at its `intent`). */
export function parseFormData<Schema extends z.ZodType>(form: FormData, schema: Schema): Result<z.output<Schema>> {
  const tree = treeOf(form)
  return tree === null ? err('input.malformed') : check(tree, schema)
}

/** The same for the query of an address: filters, pages, searches. */
export function parseQuery<Schema extends z.ZodType>(request: Request, schema: Schema): Result<z.output<Schema>> {
  const tree = treeOf(new URL(request.url).searchParams)
  return tree === null ? err('input.malformed') : check(tree, schema)
}

/** Text fields as they were sent, to fill the form again after a refusal. Files can't be. */
export function sentValues(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function check<Schema extends z.ZodType>(tree: Tree, schema: Schema): Result<z.output<Schema>> {
  const parsed = schema.safeParse(toLists(tree), { reportInput: true })
  return parsed.success ? ok(parsed.data) : err('input.invalid', { fields: fieldIssuesOf(parsed.error) })
}

function treeOf(entries: Iterable<[string, FormDataEntryValue]>): Tree | null {
  const tree = Object.create(null) as Tree
  let count = 0
  for (const [name, value] of entries) {
    count += 1
    if (count > mostFields || !place(tree, name, value)) return null
  }
  return tree
}

/** False for names that fit no form of ours. */
function place(tree: Tree, name: string, value: FormDataEntryValue): boolean {
  const isList = name.endsWith('[]')
  const path = (isList ? name.slice(0, -2) : name).split('.')
  const last = path.pop() ?? ''
  if (path.length > mostDepth || [...path, last].some((part) => part === '' || forbidden.has(part))) return false
  let at = tree
  for (const part of path) {
    const next = (at[part] ??= Object.create(null) as Tree)
    if (typeof next === 'string' || Array.isArray(next) || next instanceof Blob) return false
    at = next as Tree
  }
  const held = at[last]
  if (isList) at[last] = Array.isArray(held) ? [...held, value] : [value]
  else at[last] = value
  return true
}

/** Objects whose names are 0, 1, 2 … are lists, in the order of the numbers. */
function toLists(node: Tree[string]): unknown {
  if (typeof node !== 'object' || Array.isArray(node) || node instanceof Blob) return node
  const names = Object.keys(node)
  if (names.length > 0 && names.every((name) => /^\d{1,4}$/.test(name))) {
    return names.sort((a, b) => Number(a) - Number(b)).map((name) => toLists(node[name] as Tree[string]))
  }
  return Object.fromEntries(names.map((name) => [name, toLists(node[name] as Tree[string])]))
}
