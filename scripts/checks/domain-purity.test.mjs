import { expect, test } from 'vitest'

import { domainPurity } from './domain-purity.mjs'
import { brief, withTree } from './with-tree.mjs'

test('clock, chance, environment, waiting and throwing are found in the domain', async () => {
  const impure = [
    'export const a = () => Date.now()',
    'export const b = () => new Date()',
    'export const c = () => Math.random()',
    'export const d = () => process.env.TZ',
    'export async function e() { await f() }',
    'export function f() { throw new Error() }',
    'export const g = () => DateTime.now()',
    'export const h = () => performance.now()',
  ].join('\n')
  expect(brief(await withTree({ 'server/domain/x/rule.ts': impure }, domainPurity))).toEqual([
    'server/domain/x/rule.ts:1 Date in the domain',
    'server/domain/x/rule.ts:2 Date in the domain',
    'server/domain/x/rule.ts:3 Math.random in the domain',
    'server/domain/x/rule.ts:4 process in the domain',
    'server/domain/x/rule.ts:5 async in the domain',
    'server/domain/x/rule.ts:5 await in the domain',
    'server/domain/x/rule.ts:6 throw in the domain',
    'server/domain/x/rule.ts:7 DateTime.now in the domain',
    'server/domain/x/rule.ts:8 performance in the domain',
  ])
})

test('types, keys and properties that only share the name are left alone, as is everything outside the domain', async () => {
  const tree = {
    'server/domain/x/rule.ts': 'export type A = { process: string; at: Date }\nexport const b = (a: A) => ({ process: a.process, fetch: 1 })\n',
    'server/domain/x/rule.test.ts': 'Date.now()\n',
    'server/platform/clock.ts': 'Date.now()\n',
  }
  expect(brief(await withTree(tree, domainPurity))).toEqual([])
})
