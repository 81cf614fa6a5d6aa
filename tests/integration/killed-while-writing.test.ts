import { fork } from 'node:child_process'
import { once } from 'node:events'

import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'

import { createTestDatabaseFile } from '#tests/setup/database.ts'

const kills = 4

test('whatever a killed process had acknowledged is there, and the file is whole', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const acknowledged: string[] = []
  try {
    for (let round = 0; round < kills; round += 1) {
      const child = fork('tests/fixtures/writing-process.ts', [file, `round-${round}`], { execArgv: ['--import', 'tsx'] })
      const enough = acknowledged.length + 150 + round * 37
      child.on('message', (id) => {
        acknowledged.push(String(id))
        if (acknowledged.length === enough) child.kill('SIGKILL')
      })
      await once(child, 'exit')
    }
    const handle = new BetterSqlite3(file)
    const there = new Set(handle.prepare('SELECT id FROM "Job"').pluck().all())
    const checks = { integrity: handle.pragma('integrity_check', { simple: true }), orphans: handle.pragma('foreign_key_check') }
    handle.close()
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(kills * 150)
    expect(checks).toEqual({ integrity: 'ok', orphans: [] })
  } finally {
    remove()
  }
})
