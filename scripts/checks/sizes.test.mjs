import { expect, test } from 'vitest'

import { sizes } from './sizes.mjs'
import { brief, withTree } from './with-tree.mjs'

const lines = (count, text = 'use(1)') => Array.from({ length: count }, () => text).join('\n')
const short = 'export const a = 1\n'

test('files stop at 250 lines and routes at 150', async () => {
  const tree = {
    'server/platform/full.ts': lines(250) + '\n',
    'server/platform/over.ts': lines(251) + '\n',
    'app/routes/full.tsx': lines(150) + '\n',
    'app/routes/over.tsx': lines(151) + '\n',
    'server/i18n/locales/en/big.json': lines(400),
  }
  expect(brief(await withTree(tree, sizes))).toEqual([
    'app/routes/over.tsx:151 the file has 151 lines (limit 150)',
    'server/platform/over.ts:251 the file has 251 lines (limit 250)',
  ])
})

test('functions, arrows, methods and components stop at 60 lines', async () => {
  const tree = {
    'server/a.ts': `function fits() {\n${lines(58)}\n}\nfunction tooLong() {\n${lines(59)}\n}\n`,
    'server/b.ts': `const arrow = () => {\n${lines(59)}\n}\n`,
    'server/c.ts': `class Thing {\n  method() {\n${lines(59)}\n}\n}\n`,
    'app/ui/card.tsx': `export const Card = () => (\n<ul>\n${lines(59, '<li />')}\n</ul>\n)\n`,
  }
  expect(brief(await withTree(tree, sizes))).toEqual([
    'app/ui/card.tsx:1 Card has 63 lines (limit 60)',
    'server/a.ts:61 tooLong has 61 lines (limit 60)',
    'server/b.ts:1 arrow has 61 lines (limit 60)',
    'server/c.ts:2 method has 61 lines (limit 60)',
  ])
})

test('a factory is measured without its methods, and a describe not at all', async () => {
  const method = (name, count) => `    async ${name}() {\n${lines(count)}\n    },\n`
  const tree = {
    'server/fits.ts': `export function createThing() {\n  return {\n${method('a', 50)}${method('b', 50)}  }\n}\n`,
    'server/over.ts': `export function createThing() {\n  return {\n${method('a', 59)}  }\n}\n`,
    'tests/a.test.ts': `describe('a', () => {\n${lines(100)}\n})\n${short}`,
  }
  expect(brief(await withTree(tree, sizes))).toEqual(['server/over.ts:3 a has 61 lines (limit 60)'])
})
