import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'

import type { Logger } from './logger.ts'

export type RedisLink = { adapter: unknown; ready: () => Promise<boolean>; close: () => Promise<void> }

/** Connects several server processes through Redis streams. Commands fail fast while Redis is away; the link comes back by itself. */
export async function connectRedis(url: string, logger: Logger): Promise<RedisLink> {
  const client = new Redis(url, { maxRetriesPerRequest: 2, retryStrategy: (tries) => Math.min(tries * 200, 2_000), lazyConnect: true })
  client.on('error', (error: unknown) => logger.warn({ err: error }, 'redis is away'))
  await client.connect()
  return {
    adapter: createAdapter(client, { streamName: 'touhai:socket', maxLen: 10_000 }),
    ready: async () => (await client.ping()) === 'PONG',
    close: async () => void client.disconnect(),
  }
}
