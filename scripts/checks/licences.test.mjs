import { expect, test } from 'vitest'

import { isAllowed, licences } from './licences.mjs'
import { brief, withTree } from './with-tree.mjs'

test('expressions are read: one of OR is enough, AND needs both', () => {
  const read = ['MIT', '(MIT OR Proprietary)', 'MIT AND Proprietary', 'SSPL-1.0', '(Apache-2.0 AND MIT)'].map(isAllowed)
  expect(read).toEqual([true, true, false, false, true])
})

test('a forbidden licence is found where production installs it, also below another package', async () => {
  const packages = {
    '': { dependencies: { a: '1' }, devDependencies: { tool: '1' } },
    'node_modules/a': { license: 'MIT', dependencies: { b: '2' } },
    'node_modules/b': { license: 'MIT' },
    'node_modules/a/node_modules/b': { license: 'SSPL-1.0' },
    'node_modules/tool': { license: 'Proprietary', dev: true },
  }
  const tree = { 'package-lock.json': JSON.stringify({ packages }) }
  expect(brief(await withTree(tree, licences))).toEqual(['package-lock.json:1 a/node_modules/b is under SSPL-1.0'])
})
