import { createRequestHandler, type GetLoadContextFunction } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'

import type { App } from '#server/app.ts'
import type { Clock } from '#server/platform/clock.ts'
import { isDatabaseUnavailable } from '#server/platform/database-errors.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Logger } from '#server/platform/logger.ts'

import { limitBodies } from './bodies.ts'
import { healthz, readyz } from './health.ts'
import { buildLoadContext } from './load-context.ts'
import { answerFailures, retryAfterSeconds } from './page-failures.ts'
import { createGuessLimits, createRateLimits, type GuessFrom, type TakeFromBudget } from './rate-limit.ts'
import { byFirstSegment } from './route-parts.ts'
import { dropHearsay, hostOfOrigin, nonce, originCheck, securityHeaders } from './security.ts'
import { createCookies, type Cookies } from './session.ts'

export type HttpParts = {
  app: App
  env: Env
  db: Database
  clock: Clock
  ids: Ids
  logger: Logger
  allowedOrigins: string[]
  isDraining: () => boolean
  /** The process doesn't keep up. */
  isLate?: () => boolean
  redisReady: (() => Promise<boolean>) | null
  /** The built pages, or Vite's on-the-fly ones in development. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** Vite's own middleware in development. */
  vite: RequestHandler | null
  /** Folder of the browser's files; null in development. */
  clientFolder: string | null
}

/** Routers that are no pages: the API, calendars, webhooks. Each is mounted before the pages; `fromAnywhere`: before the check of origins too. */
export type ExtraRouters = { path: string; router: RequestHandler; fromAnywhere?: true }[]

/** The HTTP side: headers, origin check, health, assets, extra routers, then pages. */
export function createExpressApp(parts: HttpParts, extra: ExtraRouters = []): Express {
  const { env } = parts
  const cookies = createCookies(env.baseUrl)
  const limits = { takeFromBudget: createRateLimits(), guessFrom: createGuessLimits() }
  const http = express()
  http.disable('x-powered-by')
  http.set('trust proxy', env.TRUST_PROXY)
  http.use(dropHearsay(env.TRUST_PROXY > 0))
  http.get('/healthz', healthz)
  http.get('/readyz', readyz(parts))
  http.use(requestLog(parts))
  http.use(nonce, securityHeaders({ https: env.baseUrl.startsWith('https://'), development: parts.vite !== null }))
  http.use(compression())
  if (parts.vite !== null) http.use(parts.vite)
  if (parts.clientFolder !== null) {
    http.use('/assets', express.static(`${parts.clientFolder}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
    http.use(express.static(parts.clientFolder, { maxAge: '1h', index: false }))
  }
  http.use(refuseBrokenPaths, limitBodies)
  for (const { path, router } of extra.filter((one) => one.fromAnywhere)) http.use(path, router)
  http.use(originCheck(parts.allowedOrigins, ['/webhooks/', '/api/']), hostOfOrigin)
  for (const { path, router } of extra.filter((one) => !one.fromAnywhere)) http.use(path, router)
  const pagesAt = pageHandlers(parts, cookies, limits)
  http.all('*', (request, response, next) => void pagesAt(request.path)(request, response, next))
  http.use(lastResort(parts))
  return http
}

/** Which handler answers the pages at an address. */
function pageHandlers({ app, env, clock, logger, build }: HttpParts, cookies: Cookies, limits: { takeFromBudget: TakeFromBudget; guessFrom: GuessFrom }) {
  const getLoadContext: GetLoadContextFunction = (request, response) => buildLoadContext({ app, env, cookies, now: () => clock.now(), ...limits, logger }, request, response)
  const handlerOf = (made: ServerBuild | (() => Promise<ServerBuild>)) => createRequestHandler({ build: made, mode: env.NODE_ENV, getLoadContext })
  if (typeof build !== 'function') return byFirstSegment(answerFailures(build, { logger }), handlerOf)
  const handler = handlerOf(async () => answerFailures(await build(), { logger }))
  return () => handler
}

/** One line per request, without query strings: they may carry what somebody searched for. */
function requestLog({ app, logger, clock, ids }: HttpParts): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.now()
    const requestId = ids.newId()
    // Taken now: a router under a path of its own cuts that path off while it answers.
    const path = publicPath(request.path)
    response.locals['requestId'] = requestId
    response.set('X-Request-Id', requestId)
    response.on('finish', () => {
      app.tally.add('requests', `${Math.floor(response.statusCode / 100)}xx`)
      logger.info({ requestId, method: request.method, path, status: response.statusCode, ms: clock.now() - startedAt }, 'request')
    })
    next()
  }
}

/** Secrets that travel in a path are not logged. */
function publicPath(path: string): string {
  return path.replace(/^(\/calendar\/|\/sign-in\/link\/|\/unsubscribe\/|\/invitation\/)[^/]+/, '$1…').slice(0, 200)
}

const refuseBrokenPaths: RequestHandler = (request, response, next) => {
  try {
    if (/\p{Cc}/u.test(decodeURIComponent(request.path)) || request.originalUrl.length > 4_000) throw new URIError('broken path')
    next()
  } catch {
    response.status(400).json({ code: 'input.malformed' })
  }
}

function lastResort({ logger }: HttpParts) {
  return (error: unknown, _request: express.Request, response: express.Response, next: express.NextFunction): void => {
    const found = (error as { status?: unknown }).status
    // Whoever tries to leave the folder of files learns no more than that there is nothing.
    const status = found === 403 ? 404 : found
    if (response.headersSent) return next(error)
    if (typeof status === 'number' && status >= 400 && status < 500) {
      response.status(status).json({ code: status === 404 ? 'record.not_found' : status === 413 ? 'input.too_large' : 'input.malformed' })
      return
    }
    if (isDatabaseUnavailable(error)) {
      response.set('Retry-After', String(retryAfterSeconds)).status(503).json({ code: 'service.unavailable' })
      return
    }
    logger.error({ err: error, requestId: response.locals['requestId'] }, 'request failed')
    response.status(500).json({ code: 'service.internal', reference: response.locals['requestId'] })
  }
}
