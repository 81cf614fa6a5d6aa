import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codesOf } from '#server/domain/directory/import-cells.ts'
import { findDuplicates } from '#server/domain/directory/import-duplicates.ts'
import type { ImportTarget } from '#server/domain/directory/import-fields.ts'
import { guessCurrency, guessMapping } from '#server/domain/directory/import-mapping.ts'
import { readRows } from '#server/domain/directory/import-read.ts'
import { phonetics, toSimplified } from '#server/platform/pinyin.ts'
import { searchKey } from '#server/domain/directory/search-key.ts'
import { readSpreadsheet } from '#server/platform/spreadsheet-read.ts'
import { writeXlsx } from '#server/platform/spreadsheet-write.ts'

// Real rosters kept beside the checkout, not part of the project. Without them these tests are skipped and say so.
const folder = new URL('../../../shared/data/', import.meta.url)
const isMissing = !existsSync(folder)

async function readFile(bytes: Uint8Array, target: ImportTarget) {
  const file = await readSpreadsheet(bytes)
  if (!file.ok) throw new Error(file.error.code)
  const { headers, rows, firstRow, encoding } = file.value
  const { mapping } = guessMapping(headers, rows, target, toSimplified)
  const reading = readRows(target, mapping, headers, rows, { toSimplified, currency: guessCurrency(headers), firstRow })
  const issues = [...reading.fileIssues, ...reading.records.flatMap((record) => record.issues)]
  return { headers, rows, encoding, mapping, reading, errors: issues.filter((issue) => issue.severity === 'error') }
}
const readRoster = (name: string, target: ImportTarget) => readFile(readFileSync(new URL(name, folder)), target)

/** Filled sector cells, and those of which at least one word is a code. */
function sectorCells({ mapping, rows }: Awaited<ReturnType<typeof readFile>>): [number, number] {
  const columns = mapping.flatMap((key, index) => (key === 'sectors' || key === 'prefSectors' ? [index] : []))
  const cells = rows.flatMap((row) => columns.map((column) => row[column] ?? '')).filter((text) => text.trim() !== '' && text.trim() !== '-')
  return [cells.filter((text) => codesOf('sectors', text, toSimplified).codes.length > 0).length, cells.length]
}

describe.skipIf(isMissing)('rosters as people have them (skipped where ../shared/data is missing)', () => {
  it.each([
    ['startups-en.csv', 'startups', 'utf-8', 508, 508],
    ['startups-zh.csv', 'startups', 'utf-8', 150, 401],
    ['investors-en.csv', 'investors', 'utf-8', 220, 220],
    ['investors-zh.csv', 'investors', 'gb18030', 150, 150],
  ] as const)('%s is read whole, without an error, and its sectors are understood', async (name, target, encoding, records, rows) => {
    const file = await readRoster(name, target)
    expect([file.encoding, file.reading.counts.records, file.reading.counts.rows, file.errors]).toEqual([encoding, records, rows, []])
    const [known, all] = sectorCells(file)
    expect(all).toBeGreaterThan(100)
    expect(known / all).toBeGreaterThanOrEqual(0.8)
  })

  it('every row of every roster is in exactly one record', async () => {
    const { reading, rows } = await readRoster('startups-zh.csv', 'startups')
    const seen = reading.records.flatMap((record) => [record.row, ...record.continuationRows]).sort((a, b) => a - b)
    expect(seen).toEqual(rows.map((_, index) => index + 2))
    const rounds = reading.records.reduce((sum, record) => sum + (record.values.organization?.funding.length ?? 0), 0)
    const filled = rows.filter((row) => (row[9] ?? '-') !== '-').length
    expect(rounds).toBe(filled)
  })

  it('an undisclosed amount is unknown, a disclosed one is never zero', async () => {
    const { reading } = await readRoster('startups-zh.csv', 'startups')
    const amounts = reading.records.flatMap((record) => record.values.organization?.funding.map((round) => round.amount) ?? [])
    expect(amounts.filter((amount) => amount === null).length).toBeGreaterThan(50)
    expect(amounts.filter((amount) => amount !== null && (amount.minMinor ?? 1) <= 0)).toEqual([])
  })

  it('read a second time, every record is found to be the same', async () => {
    for (const [name, target] of [['startups-zh.csv', 'startups'], ['investors-en.csv', 'investors']] as const) {
      const { reading } = await readRoster(name, target)
      const stored = reading.records.flatMap(({ row, values }) => (values.organization === null ? [] : [{ ...values.organization, id: String(row), emails: [] }]))
      expect(findDuplicates(reading.records, { organizations: stored }, toSimplified).filter((duplicate) => duplicate.kind !== 'same')).toEqual([])
    }
  })

  it('the same roster as a workbook gives the same records', async () => {
    const csv = await readRoster('startups-zh.csv', 'startups')
    const xlsx = await readFile(await writeXlsx({ sheet: '名单', headers: csv.headers, rows: csv.rows }), 'startups')
    expect(xlsx.reading.records).toEqual(csv.reading.records)
  })

  it('every organization can be found', async () => {
    const { reading } = await readRoster('investors-zh.csv', 'investors')
    const keys = reading.records.map(({ values }) => searchKey({ nameZh: values.organization?.nameZh ?? null, nameEn: values.organization?.nameEn ?? null }, phonetics))
    expect(keys.filter((key) => !/ [a-z0-9+]+ /.test(key))).toEqual([])
  })
})
