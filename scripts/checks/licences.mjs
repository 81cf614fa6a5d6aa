import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { readJson } from './source-files.mjs'

/** Licences that can be shipped inside a work under AGPL-3.0. */
const allowed = new Set([
  'MIT', 'MIT-0', 'MIT/X11', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0',
  'Unlicense', 'Python-2.0', 'Zlib', 'WTFPL', 'MPL-2.0', 'LGPL-3.0-or-later', 'GPL-3.0-or-later', 'AGPL-3.0-only', 'AGPL-3.0-or-later',
])

/** Looked at by hand: the package carries a licence text but names it nowhere. */
const readByHand = { buffers: 'MIT', 'seq-queue': 'MIT', 'xmlhttprequest-ssl': 'MIT' }

/** SPDX expression (AND, OR, brackets) → may it be shipped? */
export function isAllowed(expression) {
  const text = expression.replace(/^\((.*)\)$/, '$1').trim()
  if (/ or /i.test(text)) return text.split(/ or /i).some(isAllowed)
  if (/ and /i.test(text)) return text.split(/ and /i).every(isAllowed)
  return allowed.has(text.replaceAll(/[()]/g, ''))
}

/** Where Node would find a package from the place of another: the nearest node_modules upwards. */
function resolveFrom(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    const path = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`
    if (packages[path]) return path
    if (place === '') return null
  }
}

/** Paths of all packages that production installs, following dependencies and optional dependencies. */
function productionPackages(packages) {
  const seen = new Set()
  const queue = [['', packages['']]]
  while (queue.length > 0) {
    const [path, entry] = queue.pop()
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = resolveFrom(packages, path, name)
      if (!found || seen.has(found)) continue
      seen.add(found)
      queue.push([found, packages[found]])
    }
  }
  return [...seen].sort()
}

function licenceOf(root, path, entry) {
  if (entry.license) return entry.license
  const own = existsSync(join(root, path, 'package.json')) ? readJson(root, `${path}/package.json`) : {}
  const stated = own.license ?? own.licenses?.[0]
  return (typeof stated === 'object' ? stated.type : stated) ?? readByHand[path.split('node_modules/').pop()] ?? 'none stated'
}

/** Licences of everything that production installs are on the list of what may be shipped. */
export function licences(root) {
  const file = 'package-lock.json'
  const packages = readJson(root, file)?.packages
  if (!packages) return []
  return productionPackages(packages)
    .map((path) => [path.replace(/^node_modules\//, ''), licenceOf(root, path, packages[path])])
    .filter(([, licence]) => !isAllowed(licence))
    .map(([name, licence]) => ({ file, line: 1, what: `${name} is under ${licence}`, mend: 'replace it, or add the licence to the list in scripts/checks/licences.mjs after reading it' }))
}
