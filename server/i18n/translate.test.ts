import { expect, test } from 'vitest'

import { createTranslator } from './translate.ts'

const messages = {
  common: { hello: 'Hello {{name}}', nested: { deep: 'Deep' } },
  requests: { waiting_one: '{{count}} request', waiting_other: '{{count}} requests', plain: 'Plain {{count}}' },
}
const t = createTranslator('en', messages)

test('a sentence is found by namespace and path, and its places are filled', () => {
  expect([t('hello', { name: 'Lin' }), t('common:nested.deep'), t('requests:plain', { count: 3 })]).toEqual(['Hello Lin', 'Deep', 'Plain 3'])
})

test('the count chooses the form by the rules of the language', () => {
  expect([0, 1, 2].map((count) => t('requests:waiting', { count }))).toEqual(['0 requests', '1 request', '2 requests'])
  expect(createTranslator('zh-CN', { requests: { waiting_other: '{{count}} 条' } })('requests:waiting', { count: 1 })).toBe('1 条')
})

test('a missing key, a branch, or a word of the prototype shows as the key', () => {
  expect([t('common:none'), t('common:nested'), t('common:constructor'), t('nowhere:hello'), t('common:__proto__.toString')]).toEqual(['common:none', 'common:nested', 'common:constructor', 'nowhere:hello', 'common:__proto__.toString'])
})

test('what a person wrote is put in as it is: no second replacement, no missing value printed as undefined', () => {
  expect(t('hello', { name: '{{name}} $& {{constructor}}' })).toBe('Hello {{name}} $& {{constructor}}')
  expect(t('hello', {})).toBe('Hello {{name}}')
})
