import { expect, test } from 'vitest'

import { lint, types } from './compiler.mjs'
import { brief, withTree } from './with-tree.mjs'

test('a wrong type is found', { timeout: 60_000 }, async () => {
  const tree = { 'server/a.ts': "export const a = 1\nexport const b: number = 'x'\n" }
  expect(brief(await withTree(tree, types, ['tsconfig.json', 'package.json']))).toEqual([
    "server/a.ts:2 TS2322: Type 'string' is not assignable to type 'number'.",
  ])
})

test('a forgotten await and a hook behind a condition are found', { timeout: 60_000 }, async () => {
  const tree = {
    'server/a.ts': 'async function go() {}\ngo()\n',
    'app/ui/b.tsx': "import { useState } from 'react'\n\nexport function B({ on }: { on: boolean }) {\n  if (on) useState(1)\n  return null\n}\n",
  }
  const found = await withTree(tree, lint, ['tsconfig.json', 'package.json', 'eslint.config.js'])
  expect(found.map(({ file, line, mend }) => `${file}:${line} ${mend}`).sort()).toEqual([
    'app/ui/b.tsx:4 see rule react-hooks/rules-of-hooks',
    'server/a.ts:2 see rule @typescript-eslint/no-floating-promises',
  ])
})
