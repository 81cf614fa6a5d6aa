import { describe, expect, test } from 'vitest'

import { translator } from '#server/i18n/server-messages.ts'

import { errorText } from './error-text.ts'

const zh = translator('zh-CN')
const en = translator('en')

describe('a failure in words', () => {
  test('has one sentence for the whole and one for each field, in the language of the reader', () => {
    const error = { code: 'input.invalid', fields: [{ path: 'email', code: 'input.bad_email' }, { path: 'name', code: 'input.too_long', params: { max: 40 } }] } as const
    expect(errorText({ ...error, fields: [...error.fields] }, en)).toEqual({
      code: 'input.invalid',
      message: en('common:form.mend', { count: 2 }),
      fields: { email: en('errors:input.bad_email'), name: en('errors:input.too_long', { max: 40 }) },
    })
    const chinese = errorText({ ...error, fields: [...error.fields] }, zh)
    expect(Object.values(chinese.fields).every((sentence) => /\p{Script=Han}/u.test(sentence))).toBe(true)
    expect(chinese.fields['name']).toContain('40')
  })

  test('of a field that has two says the first', () => {
    const fields = [{ path: 'a', code: 'input.required' as const }, { path: 'a', code: 'input.too_long' as const, params: { max: 3 } }]
    expect(errorText({ code: 'input.invalid', fields }, en).fields).toEqual({ a: en('errors:input.required') })
  })

  test('carries its numbers, its reference and its machine-readable help', () => {
    expect(errorText({ code: 'auth.rate_limited', params: { seconds: 90 } }, en).message).toBe(en('errors:auth.rate_limited', { seconds: 90 }))
    expect(errorText({ code: 'service.internal' }, en, { reference: 'abc' }).message).toContain('abc')
    expect(errorText({ code: 'meeting.slot_taken', detail: { alternatives: [1] } }, en)).toMatchObject({ fields: {}, detail: { alternatives: [1] } })
    expect(errorText({ code: 'record.not_found' }, en)).not.toHaveProperty('detail')
  })

  test('does not run what looks like a placeholder in a value', () => {
    expect(errorText({ code: 'service.internal' }, en, { reference: '{{constructor}} $t(errors:record.not_found)' }).message).toContain('{{constructor}} $t(errors:record.not_found)')
  })
})
