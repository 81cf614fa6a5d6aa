import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { withLock } from './clone-lock.mjs'
import { choosePort, prepareDataFolder } from './demo-server.mjs'
import { Stop } from './run-command.mjs'
import { checkNode, missingNatives } from './setup.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'touhai-setup-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('Node below 20.19 is refused with the version that is needed', () => {
  expect(() => checkNode('20.18.3')).toThrow('Touhai needs Node 20.19 or newer; this is Node 20.18.3')
  expect(['20.19.0', '22.0.0', '24.1.0'].map((version) => checkNode(version))).toEqual([undefined, undefined, undefined])
})

test('the compiled halves that a lock file of another platform left out are named', () => {
  const packages = {
    'node_modules/rollup': { optionalDependencies: { '@rollup/rollup-darwin-arm64': '4.1.0', '@rollup/rollup-darwin-x64': '4.1.0', '@rollup/rollup-linux-x64-gnu': '4.1.0', '@rollup/rollup-linux-x64-musl': '4.1.0' } },
    'node_modules/esbuild': { optionalDependencies: { '@esbuild/darwin-arm64': '0.28.2' } },
    'node_modules/vite/node_modules/rollup': { optionalDependencies: { '@rollup/rollup-darwin-arm64': '3.0.0' } },
  }
  const left = (platform, arch, there = []) => missingNatives(packages, (name) => there.includes(name), { platform, arch })
  expect([left('darwin', 'arm64'), left('linux', 'x64'), left('linux', 'x64', ['@rollup/rollup-linux-x64-gnu'])]).toEqual([['@rollup/rollup-darwin-arm64@4.1.0'], ['@rollup/rollup-linux-x64-gnu@4.1.0'], []])
})

test('two at once go one after the other', async () => {
  const lock = join(folder, 'a.lock')
  const log = []
  const section = (name) => withLock(lock, async () => {
    log.push(`${name} in`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`${name} out`)
  })
  await Promise.all([section('a'), section('b')])
  expect([log, existsSync(lock)]).toEqual([['a in', 'a out', 'b in', 'b out'], false])
})

test('the lock of a process that has died is taken over', async () => {
  const lock = join(folder, 'a.lock')
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, since: Date.now() }))
  expect(await withLock(lock, async () => JSON.parse(readFileSync(lock, 'utf8')).pid)).toBe(process.pid)
})

test('--reset empties a folder of ours and refuses any other, also after it was used once', () => {
  const ours = join(folder, 'ours')
  prepareDataFolder(ours, false)
  writeFileSync(join(ours, 'touhai.db'), 'x')
  prepareDataFolder(ours, true)
  const theirs = join(folder, 'theirs')
  mkdirSync(theirs)
  writeFileSync(join(theirs, 'thesis.doc'), 'x')
  prepareDataFolder(theirs, false)
  expect(() => prepareDataFolder(theirs, true)).toThrow(Stop)
  expect([existsSync(join(ours, 'touhai.db')), existsSync(join(theirs, 'thesis.doc'))]).toEqual([false, true])
})

test('a port that is taken is passed over, unless it was asked for', async () => {
  const other = createServer()
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve))
  const taken = other.address().port
  const next = await choosePort(taken, '127.0.0.1', true)
  await expect(choosePort(taken, '127.0.0.1', false)).rejects.toThrow(`Port ${taken} is taken.`)
  await new Promise((resolve) => other.close(resolve))
  expect(next).toBeGreaterThan(taken)
})
