import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'

import type { Logger } from './logger.ts'

export type RedisLink = {
  adapter: unknown
  ready: () => Promise<boolean>
  /** Called whenever the link is there again after it was away. */
  onReturn: (listener: () => void) => void
  close: () => Promise<void>
}

/** Connects several server processes through Redis streams. Commands fail fast while Redis is away; the link comes back by itself. */
export async function connectRedis(url: string, logger: Logger): Promise<RedisLink> {
  const client = new Redis(url, { maxRetriesPerRequest: 2, retryStrategy: (tries) => Math.min(tries * 200, 2_000), lazyConnect: true })
  client.on('error', (error: unknown) => logger.warn({ err: error }, 'redis is away'))
  await client.connect()
  const listeners: (() => void)[] = []
  client.on('ready', () => listeners.forEach((listener) => listener()))
  return {
    adapter: createAdapter(client, { streamName: 'touhai:socket', maxLen: 10_000 }),
    ready: async () => client.status === 'ready' && (await client.ping()) === 'PONG',
    onReturn: (listener) => void listeners.push(listener),
    close: async () => void client.disconnect(),
  }
}
