import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { bin, capture, root as ownRoot } from '../run-command.mjs'

const require = createRequire(import.meta.url)
const folders = ['app', 'server', 'emails', 'prisma', 'tests', 'scripts']

/** Line of the first import of a module in a file; `specifier` as the file wrote it. */
function lineOfImport(root, file, specifier) {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const found = lines.findIndex((line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`))
  return found === -1 ? 1 : found + 1
}

function problemOf(root, violation, specifiers, comments) {
  const { from, to, rule, cycle } = violation
  const what = cycle ? `cycle: ${[from, ...cycle.map((step) => step.name ?? step)].join(' → ')}` : `imports ${to}`
  return { file: from, line: lineOfImport(root, from, specifiers.get(`${from} ${to}`) ?? to), what, mend: `${comments.get(rule.name)} (${rule.name})` }
}

/** Who may import whom in a tree, by our own .dependency-cruiser.cjs. */
export async function boundaries(root) {
  const config = join(ownRoot, '.dependency-cruiser.cjs')
  const there = folders.filter((folder) => existsSync(join(root, folder)))
  if (there.length === 0) return []
  const args = ['--config', config, '--output-type', 'json', ...there]
  const { stdout, stderr } = await capture(bin('depcruise'), args, { cwd: root })
  if (!stdout.startsWith('{')) return [{ file: '.dependency-cruiser.cjs', line: 1, what: `dependency-cruiser stopped: ${stderr.trim().split('\n')[0]}`, mend: 'mend its configuration' }]
  const { modules, summary } = JSON.parse(stdout)
  const specifiers = new Map(modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved, module }) => [`${source} ${resolved}`, module])))
  const comments = new Map(require(config).forbidden.map(({ name, comment }) => [name, comment]))
  return summary.violations.map((violation) => problemOf(root, violation, specifiers, comments))
}
