import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'

import type { Actor } from '#server/domain/access/actor.ts'
import { err, type Result } from '#server/domain/shared/result.ts'
import { negotiateLocale } from '#server/i18n/locales.ts'
import { isDatabaseUnavailable } from '#server/platform/database-errors.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'

import type { Endpoint } from './endpoint.ts'
import type { Idempotency } from './idempotency.ts'
import { presentInstants } from './instants.ts'
import { openApiDocument } from './openapi.ts'
import { problemOf, sendProblem } from './problem.ts'

export type ApiParts = {
  endpoints: readonly Endpoint[]
  actorOfToken: (secret: string) => Promise<Actor | null>
  idempotency: Idempotency
  baseUrl: string
}

const bodyLimit = '1mb'
const callsPerTenSeconds = 300
const idempotencyKey = /^[\x21-\x7e]{1,200}$/

/** /api/v1: bearer token → one schema → one command. Errors are problem documents; unsafe calls may carry an Idempotency-Key. */
export function apiRouter(parts: ApiParts): RequestHandler {
  const router = Router({ caseSensitive: true })
  const description = JSON.stringify(openApiDocument(parts.endpoints, parts.baseUrl))
  const limiter = new RateLimiterMemory({ points: callsPerTenSeconds, duration: 10 })
  router.get('/openapi.json', (_request, response) => void response.type('application/json').send(description))
  router.use(express.json({ limit: bodyLimit, strict: true }))
  for (const call of parts.endpoints) {
    const path = call.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const method = call.method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete'
    router[method](path, (request, response, next) => {
      answer(parts, limiter, call, request, response).catch(next)
    })
  }
  router.use((request, response) => sendProblem(response, { code: 'record.not_found' }, localeOf(request)))
  router.use(((error: unknown, request, response, next) => {
    const status = (error as { status?: unknown }).status
    if (status === 413) return sendProblem(response, { code: 'input.too_large', params: { max: bodyLimit } }, localeOf(request))
    if (status === 400) return sendProblem(response, { code: 'input.malformed' }, localeOf(request))
    if (isDatabaseUnavailable(error)) return sendProblem(response.set('Retry-After', '5'), { code: 'service.unavailable' }, localeOf(request))
    next(error)
  }) satisfies express.ErrorRequestHandler)
  return router
}

const localeOf = (request: Request) => negotiateLocale(request.headers['accept-language'])

async function answer(parts: ApiParts, limiter: RateLimiterMemory, call: Endpoint, request: Request, response: Response): Promise<void> {
  const locale = localeOf(request)
  response.set('Cache-Control', 'no-store')
  const secret = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const actor = secret === undefined ? null : await parts.actorOfToken(secret)
  if (secret === undefined || actor === null) {
    response.set('WWW-Authenticate', 'Bearer')
    return sendProblem(response, { code: 'auth.required' }, locale)
  }
  const tokenId = hashSecret(secret)
  const within = await limiter.consume(tokenId).then(() => true, () => false)
  if (!within) return sendProblem(response, { code: 'auth.rate_limited', params: { seconds: 10 } }, locale)

  const key = request.headers['idempotency-key']
  if (call.method === 'GET' || key === undefined) {
    const { status, body } = await perform(call, actor, request, response)
    return send(response, status, body)
  }
  if (typeof key !== 'string' || !idempotencyKey.test(key)) return sendProblem(response, { code: 'input.malformed' }, locale)
  const scope = `${tokenId} ${request.method} ${request.originalUrl}`
  const begun = await parts.idempotency.begin(scope, key, JSON.stringify(request.body ?? null))
  if (!begun.ok) return sendProblem(response, begun.error, locale)
  if (begun.value !== null) return send(response.set('Idempotent-Replayed', 'true'), begun.value.status, begun.value.body)
  try {
    const done = await perform(call, actor, request, response)
    await parts.idempotency.finish(scope, key, done)
    send(response, done.status, done.body)
  } catch (error) {
    await parts.idempotency.finish(scope, key, { status: 500, body: '' })
    throw error
  }
}

function send(response: Response, status: number, body: string): void {
  response.status(status).type(status >= 400 ? 'application/problem+json' : 'application/json').send(body)
}

/** Parses once, runs the command, and gives status and body as they will be sent (and kept for a retry). */
async function perform(call: Endpoint, actor: Actor, request: Request, response: Response): Promise<{ status: number; body: string }> {
  const given: unknown = call.method === 'GET' || call.method === 'DELETE' ? request.query : (request.body ?? {})
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  const parsed = call.input.safeParse(isObject ? { ...given, ...request.params } : given)
  const result: Result<unknown> = parsed.success ? await call.run(actor, parsed.data as never) : err('input.invalid', { fields: fieldIssuesOf(parsed.error) })
  if (result.ok) return { status: call.status ?? 200, body: JSON.stringify(presentInstants(result.value) ?? null) }
  const problem = problemOf(result.error, localeOf(request), String(response.locals['requestId'] ?? ''))
  return { status: problem.status, body: JSON.stringify(problem) }
}
