import type { RequestHandler } from 'express'

import type { Database } from '#server/platform/db.ts'

/** The process is alive. */
export const healthz: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').status(200).json({ status: 'alive' })
}

/** Everything needed to answer is reachable, the process keeps up, and we are not shutting down. */
export function readyz(parts: { db: Database; isDraining: () => boolean; isLate?: () => boolean; redisReady: (() => Promise<boolean>) | null }): RequestHandler {
  return async (_request, response) => {
    const database = await parts.db.client.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    )
    const redis = parts.redisReady === null ? true : await parts.redisReady().catch(() => false)
    const isLate = parts.isLate?.() ?? false
    const ready = database && redis && !isLate && !parts.isDraining()
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', database, ...(parts.redisReady === null ? {} : { redis }), ...(isLate ? { late: true } : {}), draining: parts.isDraining() })
  }
}
