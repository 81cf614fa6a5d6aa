import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Ids } from './ids.ts'

/** Where no APP_SECRET is given (demo, development): one that is made once and kept beside the data, readable by its owner only. */
export function keptAppSecret(dataDir: string, ids: Ids): string {
  const file = join(dataDir, 'app-secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = ids.newSecret(32)
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** Files of people, kept beside the database under names of ours; what they were called is stored elsewhere. */
export type FileStore = {
  /** Written whole or not at all. Refuses to overwrite. */
  write(folder: string, key: string, bytes: Uint8Array): Promise<void>
  /** Null where there is none. */
  read(folder: string, key: string): Promise<Uint8Array | null>
  remove(folder: string, key: string): Promise<void>
}

const plainName = /^[a-z0-9][a-z0-9-]{0,63}$/

export function createFileStore(dataDir: string): FileStore {
  const place = (folder: string, key: string): string => {
    if (!plainName.test(folder) || !plainName.test(key)) throw new Error('a stored file is named by lower-case letters, digits and hyphens')
    return join(dataDir, 'files', folder, key)
  }
  return {
    async write(folder, key, bytes) {
      const file = place(folder, key)
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      const draft = `${file}.part`
      await writeFile(draft, bytes, { mode: 0o600, flag: 'wx' })
      await link(draft, file).finally(() => rm(draft, { force: true }))
    },
    async read(folder, key) {
      try {
        return await readFile(place(folder, key))
      } catch (error) {
        if ((error as { code?: unknown }).code === 'ENOENT') return null
        throw error
      }
    },
    remove: (folder, key) => rm(place(folder, key), { force: true }),
  }
}
