import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { bin, main, root, run } from './run-command.mjs'
import { setup } from './setup.mjs'

/** `npm run admin -- …`: from the source where it is here, otherwise (in the container) from the build. */
await main(async () => {
  const source = join(root, 'server', 'admin.ts')
  const words = process.argv.slice(2)
  if (!existsSync(source)) return run(process.execPath, ['--enable-source-maps', join(root, 'build', 'touhai', 'admin.js'), ...words])
  await setup()
  return run(bin('tsx'), [source, ...words])
})
