import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { parseForm, parseFormData, parseQuery, sentValues } from './parse-form.ts'

const formOf = (...fields: [string, string][]): FormData => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const anything = z.unknown()
const treeOf = (...fields: [string, string][]) => parseFormData(formOf(...fields), anything)

describe('field names make the shape', () => {
  test('dots nest, numbers make lists in their order, brackets make lists of one', () => {
    expect(treeOf(['name', '林知远'], ['event.zone', 'Asia/Shanghai'], ['rows.1.code', 'B'], ['rows.0.code', 'A'], ['sectors[]', 'ai'])).toEqual({
      ok: true,
      value: { name: '林知远', event: { zone: 'Asia/Shanghai' }, rows: [{ code: 'A' }, { code: 'B' }], sectors: ['ai'] },
    })
  })

  test('of a plain name that comes twice the last one counts, of a bracketed one both', () => {
    expect(treeOf(['open', '0'], ['open', '1'], ['tags[]', 'a'], ['tags[]', 'b'])).toEqual({ ok: true, value: { open: '1', tags: ['a', 'b'] } })
  })

  test('lists are ordered by number, not by text', () => {
    const fields = Array.from({ length: 12 }, (_, i): [string, string] => [`rows.${11 - i}.n`, String(11 - i)])
    expect(treeOf(...fields)).toEqual({ ok: true, value: { rows: Array.from({ length: 12 }, (_, i) => ({ n: String(i) })) } })
  })
})

describe('names that fit no form are refused', () => {
  const deep = Array.from({ length: 10 }, (_, i) => `a${i}`).join('.')
  test.each(['__proto__', '__proto__.isAdmin', 'a.__proto__.b', 'constructor', 'constructor.prototype.x', 'a.prototype', '', '.', 'a.', '.a', 'a..b', '[]', deep])('%j', (name) => {
    expect(treeOf([name, '1'])).toEqual({ ok: false, error: { code: 'input.malformed' } })
    expect(Object.prototype).not.toHaveProperty('isAdmin')
  })

  test('a name that is both a value and a branch', () => {
    expect(treeOf(['a', '1'], ['a.b', '2'])).toEqual({ ok: false, error: { code: 'input.malformed' } })
    expect(treeOf(['a[]', '1'], ['a.b', '2'])).toEqual({ ok: false, error: { code: 'input.malformed' } })
  })

  test('more than five thousand fields', () => {
    const fields = (count: number) => Array.from({ length: count }, (_, i): [string, string] => [`f${i}`, ''])
    expect(treeOf(...fields(5_000)).ok).toBe(true)
    expect(treeOf(...fields(5_001))).toEqual({ ok: false, error: { code: 'input.malformed' } })
  })
})

describe('the schema decides once', () => {
  const schema = z.strictObject({ title: z.string().min(1).max(5), seats: z.coerce.number().int().max(10), rows: z.array(z.object({ code: z.string().regex(/^[A-Z]$/, 'input.bad_characters') })).default([]) })

  test('what it makes of the fields is handed on', () => {
    expect(parseFormData(formOf(['title', 'Demo'], ['seats', '3']), schema)).toEqual({ ok: true, value: { title: 'Demo', seats: 3, rows: [] } })
  })

  test('each bad field is named as the form names it, fields nobody asked for too', () => {
    const parsed = parseFormData(formOf(['title', 'too long'], ['seats', '11'], ['rows.0.code', 'a'], ['isAdmin', '1']), schema)
    expect(parsed).toEqual({
      ok: false,
      error: {
        code: 'input.invalid',
        fields: [
          { path: 'title', code: 'input.too_long', params: { max: 5 } },
          { path: 'seats', code: 'input.too_much', params: { max: 10 } },
          { path: 'rows.0.code', code: 'input.bad_characters' },
          { path: 'isAdmin', code: 'input.malformed' },
        ],
      },
    })
  })
})

describe('where fields come from', () => {
  const post = (body: BodyInit, type?: string) => new Request('http://here.invalid/', { method: 'POST', body, ...(type ? { headers: { 'content-type': type } } : {}) })

  test('a submitted form', async () => {
    expect(await parseForm(post(new URLSearchParams({ a: '1' })), z.object({ a: z.string() }))).toEqual({ ok: true, value: { a: '1' } })
  })

  test('a body that is no form', async () => {
    expect(await parseForm(post('{"a":1}', 'application/json'), anything)).toEqual({ ok: false, error: { code: 'input.malformed' } })
    expect(await parseForm(post('--x\r\nbroken', 'multipart/form-data; boundary=x'), anything)).toEqual({ ok: false, error: { code: 'input.malformed' } })
  })

  test('the query of an address', () => {
    expect(parseQuery(new Request('http://here.invalid/?page=2&kind[]=vc&kind[]=cvc'), anything)).toEqual({ ok: true, value: { page: '2', kind: ['vc', 'cvc'] } })
    expect(parseQuery(new Request('http://here.invalid/?__proto__.x=1'), anything)).toEqual({ ok: false, error: { code: 'input.malformed' } })
  })

  test('text that was sent fills the form again, files do not', () => {
    const form = formOf(['name', '林'], ['note', ''])
    form.append('roster', new Blob(['x']), 'x.csv')
    expect(sentValues(form)).toEqual({ name: '林', note: '' })
  })
})
