import type { Server } from 'node:http'
import { pathToFileURL } from 'node:url'

import type { ServerBuild } from '@remix-run/node'
import type { RequestHandler } from 'express'

/** The pages as Remix built them, or Vite making them on the fly. */
export type Pages = {
  build: ServerBuild | (() => Promise<ServerBuild>)
  vite: RequestHandler | null
  clientFolder: string | null
  close(): Promise<void>
}

/** Loads the built pages, or starts Vite in development, with its own socket on the same server. */
export async function loadPages(options: { development: boolean; root: string; httpServer: Server }): Promise<Pages> {
  if (!options.development) {
    const build = (await import(/* @vite-ignore */ pathToFileURL(`${options.root}/build/server/index.js`).href)) as ServerBuild
    return { build, vite: null, clientFolder: `${options.root}/build/client`, close: async () => undefined }
  }
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: options.httpServer, path: '/__hmr' } } })
  return {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    vite: vite.middlewares,
    clientFolder: null,
    close: () => vite.close(),
  }
}
