import { join } from 'node:path'

import { main, root, run } from './run-command.mjs'

/**
 * `npm run --silent solve -- …`: the scheduling engine from its source, without a build, in the folder where the person
 * stands (npm itself goes to the root first), so that paths mean what they say.
 */
await main(async () => {
  const words = ['--import', import.meta.resolve('tsx'), join(root, 'server', 'solve.ts'), ...process.argv.slice(2)]
  return run(process.execPath, words, { cwd: process.env.INIT_CWD ?? process.cwd() })
})
