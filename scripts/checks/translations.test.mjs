import { expect, test } from 'vitest'

import { translations } from './translations.mjs'
import { brief, withTree } from './with-tree.mjs'

const folder = 'server/i18n/locales'
const words = (zh, en, rest = {}) => ({
  [`${folder}/zh-CN/agenda.json`]: JSON.stringify(zh, null, 1),
  [`${folder}/en/agenda.json`]: JSON.stringify(en, null, 1),
  ...rest,
})

test('complete languages with their own plurals have no problem', async () => {
  const tree = words(
    { day: { title: '{{name}}的日程', left_other: '还有{{count}}场' } },
    { day: { title: 'Agenda of {{name}}', left_one: 'One more', left_other: '{{count}} more' } },
    { 'app/a.tsx': "t('agenda:day.title'); t('agenda:day.left', { count: 2 }); t(`agenda:day.${x}`); cut('nothing')\n" },
  )
  expect(brief(await withTree(tree, translations))).toEqual([])
})

test('missing keys, other placeholders, missing plural forms and empty or untranslated sentences are found', async () => {
  const tree = words(
    { a: '你好{{name}}', b: '只有中文', c: '', d: 'still not translated at all', e_other: '{{count}}场' },
    { a: 'Hello {{person}}', c: 'x', d: 'x', e_one: 'One', f: 'English only' },
  )
  expect(brief(await withTree(tree, translations))).toEqual([
    `${folder}/en/agenda.json:1 b is missing`,
    `${folder}/en/agenda.json:2 a has the placeholders {person}`,
    `${folder}/en/agenda.json:5 e lacks its form _other`,
    `${folder}/zh-CN/agenda.json:1 f is missing`,
    `${folder}/zh-CN/agenda.json:4 c says nothing`,
    `${folder}/zh-CN/agenda.json:5 d is still English`,
  ])
})

test('an error code without a sentence and a key that nobody wrote are found', async () => {
  const tree = {
    [`${folder}/zh-CN/errors.json`]: '{"input": {"invalid": "无效"}}',
    [`${folder}/en/errors.json`]: '{"input": {"invalid": "Invalid"}}',
    'server/domain/shared/error-codes.ts': "export const errorStatus = {\n  'input.invalid': 422,\n  'input.lost': 422,\n}\n",
    'app/a.tsx': "t('errors:input.invalid')\nt('errors:input.gone')\nt(`errors:nowhere.${x}`)\nconst a = <Trans i18nKey=\"other:a\" />\n",
  }
  expect(brief(await withTree(tree, translations))).toEqual([
    'app/a.tsx:2 no sentence under errors:input.gone',
    'app/a.tsx:3 no sentence under errors:nowhere.',
    'app/a.tsx:4 no sentence under other:a',
    `${folder}/en/errors.json:1 no sentence for the error input.lost`,
    `${folder}/zh-CN/errors.json:1 no sentence for the error input.lost`,
  ])
})
