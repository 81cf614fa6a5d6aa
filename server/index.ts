import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { resolve } from 'node:path'

import { startTouhai } from './start.ts'
import { BadEnvironment, readEnv } from './platform/env.ts'
import { loadPages } from './http/pages.ts'

/** Starts the product, or says in one line per variable why it can't. */
async function main(): Promise<void> {
  if (existsSync('.env') && process.env['NODE_ENV'] !== 'test') process.loadEnvFile?.('.env')
  const env = readEnv(process.env)
  const httpServer = createServer()
  const pages = await loadPages({ development: env.NODE_ENV === 'development', root: resolve('.'), httpServer })
  const running = await startTouhai({ env, httpServer, pages })

  const stop = (signal: string): void => {
    void running.stop(signal).then((code) => process.exit(code))
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  process.on('unhandledRejection', (error) => running.logger.error({ err: error }, 'unhandled rejection'))
}

main().catch((error: unknown) => {
  const words = error instanceof BadEnvironment ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${words}\n`)
  process.exit(1)
})
