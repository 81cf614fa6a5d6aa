import { expect, test } from 'vitest'

import { transactions } from './transactions.mjs'
import { brief, withTree } from './with-tree.mjs'

test('the outer client inside a transaction is found, by whatever name', async () => {
  const text = [
    'await db.client.$transaction(async (tx) => {',
    '  await tx.meeting.create({})',
    '  await db.client.meeting.count()',
    '})',
    'await db.transaction(async (tx) => {',
    '  await Promise.all([1].map(() => this.db.client.person.count()))',
    '  await db.transaction(async (inner) => inner.a.b())',
    '})',
    'await prisma.$transaction(async (tx) => prisma.person.count())',
    'await work(actor, async (held) => {',
    '  await findOne(this.db.client)',
    '  await work(actor, async (again) => again.tx.person.count())',
    '})',
  ].join('\n')
  expect(brief(await withTree({ 'server/features/meetings/store.ts': text }, transactions))).toEqual([
    'server/features/meetings/store.ts:11 this.db.client inside a transaction of work',
    'server/features/meetings/store.ts:12 work(actor, async (again) => again.tx.person.count()) inside a transaction of work',
    'server/features/meetings/store.ts:3 db.client.meeting inside a transaction of db.client',
    'server/features/meetings/store.ts:6 this.db.client inside a transaction of db',
    'server/features/meetings/store.ts:7 db.transaction inside a transaction of db',
    'server/features/meetings/store.ts:9 prisma.person inside a transaction of prisma',
  ])
})

test('the transaction’s own client, and a plain SQLite transaction, are left alone', async () => {
  const text = 'await db.client.$transaction(async (tx) => tx.person.count())\nsqlite.transaction(() => { sqlite.prepare("") })\n'
  expect(brief(await withTree({ 'server/a.ts': text }, transactions))).toEqual([])
})
