import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { main, onOrphaned, root, Stop } from './run-command.mjs'

/** `npm start`: the built server, in this very process. */
await main(async () => {
  const server = join(root, 'build', 'touhai', 'index.js')
  if (!existsSync(server)) throw new Stop('There is no build yet. Run npm run build first.')
  process.setSourceMapsEnabled(true)
  onOrphaned(() => process.kill(process.pid, 'SIGTERM'))
  await import(pathToFileURL(server).href)
})
