import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { describe, expect, test } from 'vitest'
import type { z } from 'zod'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'
import { replaceAt, sampleOf, schemasIn } from '#tests/fixtures/schema-samples.ts'

const folder = resolve('server/protocol/inputs')
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const schemas: [string, z.ZodType][] = []
for (const file of files) {
  const module = (await import(pathToFileURL(`${folder}/${file}`).href)) as Record<string, unknown>
  schemas.push(...schemasIn(module).map(([name, schema]): [string, z.ZodType] => [`${file.replace('.ts', '')}: ${name}`, schema]))
}

const tenMegabytes = 'y'.repeat(10_000_000)
/** What no database of ours could store or show. */
const unstorable = /[\u0000]|(?:[\ud800-\udbff](?![\udc00-\udfff]))|(?:(?<![\ud800-\udbff])[\udc00-\udfff])/
const badTexts: [string, string][] = [['NUL', 'a\u0000b'], ['a lone high surrogate', 'a\ud800b'], ['a lone low surrogate', '\udc00'], ['ten megabytes', tenMegabytes]]
const badNumbers: [string, unknown][] = [
  ['1e309', JSON.parse('1e309')], ['-1e309', JSON.parse('-1e309')], ['NaN', Number.NaN], ['"NaN"', 'NaN'], ['"1e309"', '1e309'], ['"Infinity"', 'Infinity'], ['-0', -0],
  ['2^31', 2_147_483_648], ['-2^31 - 1', -2_147_483_649], ['2^53', 9_007_199_254_740_992], ['"99999999999999999999"', '99999999999999999999'], ['half', 0.5], ['"0x10"', '0x10'],
]
const badKinds: [string, unknown][] = [['an object', {}], ['an object with __proto__', JSON.parse('{"__proto__":{"a":1}}')], ['nested lists', [[[[1]]]]], ['null', null], ['false', false], ['undefined', undefined], ['a list of texts', ['a', 'b']], ['a large number', 1e300]]

/** Everything in a value that is a text or a number. */
function* atoms(value: unknown): Generator<string | number> {
  if (typeof value === 'string' || typeof value === 'number') yield value
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) for (const inner of Object.values(value)) yield* atoms(inner)
}

/** What came through is either refused, with codes that have a status and a sentence, or something that can be stored. */
function expectHarmless(schema: z.ZodType, input: unknown): string | null {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (!parsed.success) {
    const issues = fieldIssuesOf(parsed.error)
    if (issues.length === 0) return 'refused without a field'
    const strange = issues.find((issue) => !Object.hasOwn(errorStatus, issue.code) || errorStatus[issue.code] >= 500)
    return strange ? `refused with ${strange.code}` : null
  }
  for (const atom of atoms(parsed.data)) {
    if (typeof atom === 'number' && !(Number.isFinite(atom) && Math.abs(atom) <= Number.MAX_SAFE_INTEGER)) return `let ${atom} through`
    if (typeof atom === 'string' && (unstorable.test(atom) || atom.length > 50_000)) return `let ${JSON.stringify(atom.slice(0, 20))} of ${atom.length} through`
  }
  return null
}

test('every module of inputs was found', () => {
  expect(files.length).toBeGreaterThanOrEqual(10)
  expect(schemas.length).toBeGreaterThan(50)
})

describe.each(schemas)('%s', (_name, schema) => {
  const { value, leaves } = sampleOf(schema)

  test('refuses or cleans what cannot be stored, in every field', () => {
    const faults = leaves.flatMap(({ path }) =>
      [...badTexts, ...badNumbers, ...badKinds].flatMap(([what, bad]) => {
        const fault = expectHarmless(schema, replaceAt(value, path, bad))
        return fault === null ? [] : [`${path.join('.')} = ${what}: ${fault}`]
      }),
    )
    expect(faults).toEqual([])
  })

  test('takes no field that nobody asked for', () => {
    const planted = { isAdmin: true, role: 'organizer', roles: ['organizer'], state: 'accepted', fromDelegationId: 'x', createdById: 'x', hash: 'x', __proto__: { isAdmin: true }, surelyUnknown: 1 }
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return
    const known = Object.keys((schema.safeParse(value) as { data: object }).data)
    const parsed = schema.safeParse({ ...planted, ...value })
    if (parsed.success) expect(Object.keys(parsed.data as object).sort()).toEqual(known.sort())
  })
})
