import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { bin, main, root, run } from './run-command.mjs'

/** `npm run admin -- …`: the built command where there is one (as in the container), the source otherwise. */
await main(async () => {
  const built = join(root, 'build', 'touhai', 'admin.js')
  const words = process.argv.slice(2)
  if (existsSync(built)) return run(process.execPath, ['--enable-source-maps', built, ...words])
  return run(bin('tsx'), [join(root, 'server', 'admin.ts'), ...words])
})
