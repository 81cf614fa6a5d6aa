import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'

import { bin, capture } from '../run-command.mjs'

const line = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/

/** TypeScript over everything, incrementally. */
export async function types(root) {
  const info = join('.cache', 'tsc.tsbuildinfo')
  const args = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info]
  const { code, stdout, stderr } = await capture(bin('tsc'), args, { cwd: root })
  const found = stdout.split('\n').flatMap((text) => {
    const [, file, at, name, what] = text.match(line) ?? []
    return file ? [{ file, line: Number(at), what: `${name}: ${what.length > 200 ? `${what.slice(0, 200)} …` : what}`, mend: 'make the types agree' }] : []
  })
  if (code === 0 || found.length > 0) return found
  return [{ file: 'tsconfig.json', line: 1, what: (stdout + stderr).trim().slice(0, 300), mend: 'mend what the compiler stumbled over' }]
}

/** ESLint over everything, with a cache by content. */
export async function lint(root) {
  const cache = join('.cache', 'eslint')
  const args = ['.', '--format', 'json', '--cache', '--cache-strategy', 'content', '--cache-location', cache]
  const { stdout, stderr } = await capture(bin('eslint'), args, { cwd: root })
  if (!stdout.startsWith('[')) return [{ file: 'eslint.config.js', line: 1, what: (stderr || stdout).trim().slice(0, 300), mend: 'mend what ESLint stumbled over' }]
  return JSON.parse(stdout).flatMap(({ filePath, messages }) =>
    messages
      .filter(() => existsSync(filePath))
      .map(({ line: at, ruleId, message }) => ({ file: relative(root, filePath), line: at ?? 1, what: message.split('\n')[0], mend: `see rule ${ruleId ?? 'syntax'}` })),
  )
}
