import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** All files below a path in a stable order; a file is its own list, a missing path an empty one. */
export function filesBelow(path, skip = () => false) {
  if (!existsSync(path) || skip(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name), skip))
}

/** SHA-256 over the names and bytes of everything below the given paths of a folder. */
export function contentHash(folder, paths, skip) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(folder, path), skip))) {
    const bytes = readFileSync(file)
    hash.update(`${relative(folder, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

export function writeStamp(file, stamp) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(stamp, null, 2)}\n`)
}
