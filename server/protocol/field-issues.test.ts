import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { errorStatus } from '#server/domain/shared/error-codes.ts'

import { fieldIssuesOf } from './field-issues.ts'

function issuesOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value, { reportInput: true })
  return parsed.success ? [] : fieldIssuesOf(parsed.error)
}

describe('what zod found, in our own codes', () => {
  test.each<[string, z.ZodType, unknown, object]>([
    ['missing', z.string(), undefined, { code: 'input.required' }],
    ['null', z.string(), null, { code: 'input.required' }],
    ['another type', z.string(), 3, { code: 'input.invalid' }],
    ['no number', z.coerce.number(), 'many', { code: 'input.not_a_number' }],
    ['NaN', z.number(), Number.NaN, { code: 'input.not_a_number' }],
    ['infinite', z.number(), Infinity, { code: 'input.not_a_number' }],
    ['empty text', z.string().min(1), '', { code: 'input.required', params: { min: 1 } }],
    ['short text', z.string().min(3), 'ab', { code: 'input.too_short', params: { min: 3 } }],
    ['long text', z.string().max(3), 'abcd', { code: 'input.too_long', params: { max: 3 } }],
    ['too much', z.number().max(9), 10, { code: 'input.too_much', params: { max: 9 } }],
    ['too little', z.number().min(1), 0, { code: 'input.too_little', params: { min: 1 } }],
    ['long list', z.array(z.string()).max(1), ['a', 'b'], { code: 'input.list_too_long', params: { max: 1 } }],
    ['short list', z.array(z.string()).min(2), ['a'], { code: 'input.list_too_short', params: { min: 2 } }],
    ['no address', z.email(), 'nobody', { code: 'input.bad_email' }],
    ['no link', z.url(), 'nowhere', { code: 'input.bad_url' }],
    ['no date', z.iso.datetime(), 'yesterday', { code: 'input.bad_date' }],
    ['not offered', z.enum(['a', 'b']), 'c', { code: 'input.not_an_option' }],
    ['a code as the message', z.string().regex(/^x$/, 'import.bad_phone'), 'y', { code: 'import.bad_phone' }],
    ['a message that is no code', z.string().regex(/^x$/, 'write an x'), 'y', { code: 'input.invalid' }],
  ])('%s', (_name, schema, value, expected) => {
    expect(issuesOf(z.object({ field: schema }), { field: value })).toEqual([{ path: 'field', ...expected }])
  })

  test('a custom check names its code and numbers', () => {
    const schema = z.string().check((context) => {
      context.issues.push({ code: 'custom', input: context.value, params: { code: 'input.too_long', params: { max: 7 } } })
    })
    expect(issuesOf(schema, 'x')).toEqual([{ path: '', code: 'input.too_long', params: { max: 7 } }])
  })

  test('paths are dotted as form fields are named, fields nobody asked for are named each', () => {
    const schema = z.strictObject({ windows: z.array(z.strictObject({ startsAt: z.iso.datetime() })) })
    expect(issuesOf(schema, { windows: [{ startsAt: 'x', hack: 1 }], isAdmin: true })).toEqual([
      { path: 'windows.0.startsAt', code: 'input.bad_date' },
      { path: 'windows.0.hack', code: 'input.malformed' },
      { path: 'isAdmin', code: 'input.malformed' },
    ])
  })

  test('never a code that has no status, whatever a message claims', () => {
    for (const message of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      const [issue] = issuesOf(z.string().regex(/^x$/, message), 'y')
      expect(Object.hasOwn(errorStatus, issue?.code ?? '')).toBe(true)
    }
  })
})
