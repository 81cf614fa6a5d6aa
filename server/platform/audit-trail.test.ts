import { expect, test } from 'vitest'

import { createTestDatabase } from '#tests/setup/database.ts'

test('the database itself refuses to change or remove an audit entry', async () => {
  const { client, dispose } = await createTestDatabase()
  const entry = { seq: 1, at: new Date(0), actorId: null, action: 'test.done', subject: 'x', eventId: null, detail: {}, previous: '', hash: 'h' }
  try {
    await client.auditEntry.create({ data: entry })
    await expect(client.auditEntry.update({ where: { seq: 1 }, data: { hash: 'forged' } })).rejects.toThrow()
    await expect(client.auditEntry.deleteMany()).rejects.toThrow()
    expect(await client.auditEntry.findMany()).toEqual([entry])
  } finally {
    await dispose()
  }
})
