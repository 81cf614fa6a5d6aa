import { expect, test } from 'vitest'

import { machinePaths } from './machine-paths.mjs'
import { brief, withTree } from './with-tree.mjs'

test('paths of one machine and foreign registries are found', async () => {
  const tree = {
    'server/a.ts': "const a = 1\nread('/home/anna/data.csv')\nimport '#app/root/home'\nconst route = '/people/home/x'\n",
    'package-lock.json': '{\n"resolved": "https://registry.npmjs.org/a",\n"resolved": "https://mirror.example/a"\n}',
  }
  expect(brief(await withTree(tree, machinePaths))).toEqual([
    'package-lock.json:3 packages from mirror.example',
    "server/a.ts:2 a path of one machine: read('/home/anna/data.csv')",
  ])
})
