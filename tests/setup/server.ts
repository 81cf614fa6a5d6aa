import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import type { ServerBuild } from '@remix-run/node'

import { loadPages, type Pages } from '#server/http/pages.ts'
import { createLogger, type Logger } from '#server/platform/logger.ts'
import { readEnv } from '#server/platform/env.ts'
import type { Clock } from '#server/platform/clock.ts'
import { startTouhai, type Running } from '#server/start.ts'

export type TestServer = Running & { dataDir: string; dispose(): Promise<void> }

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((done) => probe.close(() => done()))
  return port
}

const noPages: Pages = { build: () => Promise.resolve({} as ServerBuild), vite: null, clientFolder: null, close: async () => undefined }

/** The real server on a free port with a database of its own. `pages`: the built ones, or none where only sockets and the API matter. */
export async function startTestServer(options: { pages?: 'built' | 'none'; settings?: Record<string, string>; clock?: Clock; logger?: Logger } = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'touhai-server-'))
  const port = await freePort()
  const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: String(port), DATA_DIR: dataDir, ...options.settings })
  const httpServer = createServer()
  const pages = options.pages === 'built' ? await loadPages({ development: false, root: resolve('.'), httpServer }) : noPages
  const running = await startTouhai({ env, httpServer, pages, clock: options.clock, logger: options.logger ?? createLogger('silent') })
  return {
    ...running,
    dataDir,
    async dispose() {
      await running.stop('test')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
