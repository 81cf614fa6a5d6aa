import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { listFiles } from './source-files.mjs'

const folders = ['work', 'tmp', 'home', 'Users', 'root', 'var/folders'].join('|')
const path = new RegExp(`(^|[\\s"'\`(=:,])/(${folders})/[\\w.-]`)
const binary = /\.(png|jpe?g|gif|ico|webp|pdf|xlsx|woff2?|db|sqlite|node|zip|gz)$/
const exempt = /^(LICENSE|scripts\/checks\/.*)$/

/** Another place than npm's public registry in the lock file would not be reachable for others. */
function foreignRegistry(file, line) {
  const host = file === 'package-lock.json' && line.match(/"resolved": "https?:\/\/([^/"]+)/)?.[1]
  return host && host !== 'registry.npmjs.org' ? host : null
}

/** Nothing in the repository knows the machine that it was written on. */
export function machinePaths(root) {
  const files = listFiles(root).filter((file) => !binary.test(file) && !exempt.test(file))
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8').split('\n').flatMap((line, i) => {
      if (path.test(line)) return [{ file, line: i + 1, what: `a path of one machine: ${line.trim().slice(0, 80)}`, mend: 'use a path relative to the repository, or os.tmpdir()' }]
      const host = foreignRegistry(file, line)
      return host ? [{ file, line: i + 1, what: `packages from ${host}`, mend: 'npm config set omit-lockfile-registry-resolved true, then npm install' }] : []
    }),
  )
}
