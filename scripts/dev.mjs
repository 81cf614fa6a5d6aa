import { bin, main, run } from './run-command.mjs'
import { setup } from './setup.mjs'

/** The development server: restarts when a server file changes; pages reload by themselves through Vite. */
await main(async () => {
  await setup()
  const args = ['watch', '--clear-screen=false', '--exclude', './build/**', '--exclude', './.data/**', 'server/index.ts']
  return run(bin('tsx'), [...args, ...process.argv.slice(2)], { env: { NODE_ENV: 'development' } })
})
