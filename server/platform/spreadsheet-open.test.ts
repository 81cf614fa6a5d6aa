import { performance } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { openSpreadsheet } from './spreadsheet-open.ts'
import { readSpreadsheet } from './spreadsheet-read.ts'
import { writeXlsx } from './spreadsheet-write.ts'

const headers = ['名称', '行业', '网址']
const row = (number: number): string[] => [`远山科技第${number}有限公司`, '芯片;算力', `https://example-${number}.example`]

test('a large workbook is read whole while the process goes on answering', async () => {
  const rows = Array.from({ length: 12_000 }, (_, number) => row(number))
  const bytes = await writeXlsx({ sheet: '名单', headers, rows })
  expect(bytes.length).toBeGreaterThan(200_000)
  // Time in which this thread was busy; waiting for another one isn't.
  const before = performance.eventLoopUtilization()
  const answer = await openSpreadsheet(bytes)
  const { active } = performance.eventLoopUtilization(before)
  expect(answer).toMatchObject({ ok: true, value: { headers, firstRow: 2 } })
  expect(answer.ok && answer.value.rows).toEqual(rows)
  const inPlace = performance.eventLoopUtilization()
  await readSpreadsheet(bytes)
  expect(active).toBeLessThan(performance.eventLoopUtilization(inPlace).active / 2)
})

test('a large file that is no workbook is refused by name', async () => {
  const bytes = new Uint8Array(300_000).fill(7)
  bytes.set([0x50, 0x4b, 0x03, 0x04])
  expect(await openSpreadsheet(bytes)).toMatchObject({ ok: false, error: { code: 'import.bad_file' } })
})
