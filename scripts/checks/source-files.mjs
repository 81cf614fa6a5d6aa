import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

import ts from 'typescript'

/**
 * One finding: `file` relative to the root with forward slashes, 1-based `line`, `what` is wrong, `mend` says how.
 * @typedef {{ file: string, line: number, what: string, mend: string }} Problem
 */

const skippedFolders = new Set(['node_modules', 'build', '.git', '.data', '.cache', 'test-results', 'coverage'])
const skippedPaths = new Set(['prisma/generated'])

/** Files of the repository below the root, sorted, as paths with forward slashes; generated and ignored folders are left out. */
export function listFiles(root, folder = root) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name)
    const inside = relative(root, path).replaceAll('\\', '/')
    if (skippedFolders.has(name) || skippedPaths.has(inside) || name.endsWith('.log')) return []
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) return []
    return stat.isDirectory() ? listFiles(root, path) : [inside]
  })
}

export const isCode = (file) => /\.(ts|tsx|mjs|cjs|js)$/.test(file)
export const isTestFile = (file) => /\.test\.(ts|tsx|mjs)$/.test(file) || file.startsWith('tests/')

const kinds = { ts: ts.ScriptKind.TS, tsx: ts.ScriptKind.TSX }
const parsed = new Map()

/** The syntax tree of a file; parsed once per process as long as its text stays the same. */
export function parse(root, file) {
  const text = readFileSync(join(root, file), 'utf8')
  const known = parsed.get(join(root, file))
  if (known?.text === text) return known
  const kind = kinds[file.split('.').pop()] ?? ts.ScriptKind.JS
  return parsed.set(join(root, file), ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)).get(join(root, file))
}

export function lineOf(node) {
  const source = node.getSourceFile()
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** Calls `visit` for the node and everything below it; answering false leaves out what is below. */
export function walk(node, visit) {
  if (visit(node) === false) return
  ts.forEachChild(node, (child) => walk(child, visit))
}

export function hasModifier(node, kind) {
  return (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === kind)) ?? false
}

export function readJson(root, file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
