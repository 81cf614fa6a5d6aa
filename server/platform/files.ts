import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Ids } from './ids.ts'

/** Where no APP_SECRET is given (demo, development): one that is made once and kept beside the data, readable by its owner only. */
export function keptAppSecret(dataDir: string, ids: Ids): string {
  const file = join(dataDir, 'app-secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = ids.newSecret(32)
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}
