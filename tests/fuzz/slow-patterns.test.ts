import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'

import { codesOf, regionOf, splitCell } from '#server/domain/directory/import-cells.ts'
import { parseMoney } from '#server/domain/directory/money-parse.ts'
import { parseUscc } from '#server/domain/directory/uscc.ts'
import { avoidKey } from '#server/domain/matchmaking/party.ts'
import { foldTexts } from '#server/domain/messages/robots.ts'
import { lineText, plainText } from '#server/domain/programme/schedule.ts'
import { calendarText, foldLine } from '#server/domain/shared/calendar-text.ts'
import { localPath } from '#server/domain/shared/local-path.ts'
import { mailAddress } from '#server/domain/shared/mail-address.ts'
import { subjectLine } from '#server/features/messages/mail.ts'
import { parseRoom } from '#server/protocol/rooms.ts'
import { replaceAt, sampleOf, schemasIn } from '#tests/fixtures/schema-samples.ts'

const mostMs = 50

/** Processor time of this process in ms; waiting for others' turns doesn't count. */
function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
/** Whatever else the process does in between (it compiles, it collects) hits one try, not three. */
const leastCost = (work: () => void): number => {
  const first = cost(work)
  return first < mostMs ? first : Math.min(first, cost(work), cost(work))
}

/** What makes backtracking patterns go back again and again: much of the same, and an end that doesn't fit. */
const pumps = [' ', 'a', '0', '.', '-', '@', ',', '/', '\n', '\t', '"', '<', '%', '(', '中', 'a.', '0-', 'a ', ' ,', '\r\n', '<a', '<br', 'a@', '1:', '&a', "'"]
const pumped = (length: number, more: readonly string[] = []): string[] => [...new Set([...pumps, ...more])].map((pump) => `${pump.repeat(Math.ceil(length / pump.length))}\u0001`)

const sources = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))

type Found = { where: string; pattern: RegExp }

/** Every pattern that is written down in the server, and those that are put together from texts where they are exported whole. */
function patternsIn(file: string): Found[] {
  const found: Found[] = []
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = '', flags = ''] = /^\/([^]*)\/([a-z]*)$/.exec(node.text) ?? []
      found.push({ where: `${relative(resolve('.'), file)}: ${node.text}`, pattern: new RegExp(source, flags) })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

const patterns = [...new Map([...sources(resolve('server')), ...sources(resolve('app'))].flatMap(patternsIn).map((one) => [one.where, one])).values()]

/** Single characters that a pattern names, to make texts that all but fit. */
const named = (pattern: RegExp): string[] => [...new Set(pattern.source.replace(/\\[a-zA-Z](\{[^}]*\})?/g, '').match(/[^\\^$.*+?()[\]{}|]/gu) ?? [])].slice(0, 12)

const slowest = (texts: readonly string[], read: (text: string) => unknown): number => {
  const all = cost(() => texts.forEach(read))
  return all < mostMs ? all : Math.max(...texts.map((text) => leastCost(() => read(text))))
}

test('every pattern that the house knows takes less than fifty milliseconds for three thousand characters of anything', () => {
  // Without a repetition without end there is nothing to go back to.
  const repeating = patterns.filter(({ pattern }) => /[*+]|\{\d+,\}/.test(pattern.source))
  expect(repeating.length).toBeGreaterThan(80)
  const slow = repeating.flatMap(({ where, pattern }) => {
    const most = slowest(pumped(3_000, named(pattern)), (text) => text.replace(pattern, ''))
    return most < mostMs ? [] : [`${where} ${Math.round(most)} ms`]
  })
  expect(slow).toEqual([])
})

const parsers: [string, number, (text: string) => unknown][] = [
  ['an abstract of a schedule', 100_000, (text) => plainText(text, 8_000)],
  ['a line of a schedule', 100_000, (text) => lineText(text, 200)],
  ['a cell that is a list', 100_000, (text) => splitCell(text)],
  ['a cell of codes', 1_000, (text) => codesOf('sectors', text, (one) => one)],
  ['a region', 100_000, (text) => regionOf(text, (one) => one)],
  ['an amount', 30_000, (text) => parseMoney(text, { currency: 'CNY', factor: 1 } as never)],
  ['a credit code', 100_000, (text) => parseUscc(text)],
  ['an address for mail', 100_000, (text) => mailAddress(text)],
  ['a name to avoid', 1_000, (text) => avoidKey(text)],
  ['where to go next', 100_000, (text) => localPath(text)],
  ['a room', 100_000, (text) => parseRoom(text)],
  ['a calendar line', 30_000, (text) => foldLine(calendarText(text))],
  ['a subject', 30_000, (text) => subjectLine(text)],
  ['a robot’s message', 5_000, (text) => foldTexts('wecom', [text], () => '')],
]

test.each(parsers)('%s of %i characters is read in less than fifty milliseconds', (_name, length, read) => {
  expect(slowest(pumped(length), read)).toBeLessThan(mostMs)
})

describe('every schema of what comes from outside', async () => {
  const folder = resolve('server/protocol/inputs')
  const schemas: [string, z.ZodType][] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const module = (await import(pathToFileURL(`${folder}/${file}`).href)) as Record<string, unknown>
    schemas.push(...schemasIn(module).map(([name, schema]): [string, z.ZodType] => [`${file.replace('.ts', '')}: ${name}`, schema]))
  }

  test('takes less than fifty milliseconds for a text of twenty thousand characters in any field', () => {
    const texts = pumped(20_000)
    const slow = schemas.flatMap(([name, schema]) => {
      const { value, leaves } = sampleOf(schema)
      return leaves.flatMap(({ path }) => {
        const inputs = texts.map((text) => replaceAt(value, path, text))
        const all = cost(() => inputs.forEach((input) => schema.safeParse(input)))
        if (all < mostMs) return []
        const most = Math.max(...inputs.map((input) => leastCost(() => schema.safeParse(input))))
        return most < mostMs ? [] : [`${name} ${path.join('.')} ${Math.round(most)} ms`]
      })
    })
    expect(schemas.length).toBeGreaterThan(50)
    expect(slow).toEqual([])
  })
})
