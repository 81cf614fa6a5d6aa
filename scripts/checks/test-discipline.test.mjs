import { expect, test } from 'vitest'

import { testDiscipline } from './test-discipline.mjs'
import { brief, withTree } from './with-tree.mjs'

// Put together from parts, so that this file does not accuse itself.
const off = (runner, word) => `${runner}.${word}`

test('tests that sleep are found in every writing', async () => {
  const sleeping = [
    'await new Promise((resolve) => setTimeout(resolve, 50))',
    'await new Promise((done) => setTimeout(() => done(), 50))',
    "import { setTimeout } from 'node:timers/promises'",
    'await page.waitForTimeout(100)',
  ].join('\n')
  expect(brief(await withTree({ 'tests/e2e/a.test.ts': sleeping }, testDiscipline))).toEqual(
    [1, 2, 3, 4].map((line) => `tests/e2e/a.test.ts:${line} a test that sleeps`),
  )
})

test('a timer that gives up on a hanging test is not a sleep', async () => {
  const guard = 'await new Promise((resolve, reject) => { setTimeout(() => reject(new Error()), 50); go(resolve) })\n'
  expect(brief(await withTree({ 'tests/integration/a.test.ts': guard }, testDiscipline))).toEqual([])
})

test('tests that are left out are found, but for those that need the shared rosters', async () => {
  const tree = {
    'server/a.test.ts': [`${off('it', 'only')}('a', b)`, `${off('describe', 'skip')}('a', b)`, `${off('test', 'todo')}('a')`, 'xit()', 'test.skipIf(x)()'].join('\n'),
    'tests/integration/rosters.test.ts': "const there = existsSync('../shared/data')\ntest.skipIf(!there)('a', b)\n",
  }
  expect(brief(await withTree(tree, testDiscipline))).toEqual([
    `server/a.test.ts:1 ${off('it', 'only')} leaves tests out`,
    `server/a.test.ts:2 ${off('describe', 'skip')} leaves tests out`,
    `server/a.test.ts:3 ${off('test', 'todo')} leaves tests out`,
    'server/a.test.ts:4 xit leaves tests out',
    'server/a.test.ts:5 skipIf without need',
  ])
})

test('mocks of our own modules and tests that no project runs are found', async () => {
  const tree = {
    'server/a.test.ts': "vi.mock('#server/platform/clock.ts')\nvi.mock('stripe')\nvi.doMock('./store.ts', () => ({}))\n",
    'tests/load/a.test.ts': 'export {}\n',
    'server/a.test.mjs': 'export {}\n',
  }
  expect(brief(await withTree(tree, testDiscipline))).toEqual([
    'server/a.test.mjs:1 no vitest project runs this file',
    'server/a.test.ts:1 a mock of our own module',
    'server/a.test.ts:3 a mock of our own module',
    'tests/load/a.test.ts:1 no vitest project runs this file',
  ])
})
