import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'

import type { Actor } from '#server/domain/access/actor.ts'
import { err, type Result } from '#server/domain/shared/result.ts'
import { negotiateLocale } from '#server/i18n/locales.ts'
import { isDatabaseUnavailable } from '#server/platform/database-errors.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'

import type { Endpoint, FileAnswer } from './endpoint.ts'
import type { Idempotency } from './idempotency.ts'
import { presentInstants } from './instants.ts'
import { openApiDocument } from './openapi.ts'
import { problemOf, sendProblem } from './problem.ts'
import { readUpload } from './upload.ts'

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
  const recognize = recognizeCaller(parts)
  const readJson = express.json({ limit: bodyLimit, strict: true })
  router.get('/openapi.json', (_request, response) => void response.type('application/json').send(description))
  for (const call of parts.endpoints) {
    const path = call.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const method = call.method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete'
    // Nobody's body is read before we know whose it is.
    router[method](path, recognize, ...(call.uploadBytes === undefined ? [readJson] : readUpload(call.uploadBytes)), (request, response, next) => {
      answer(parts, call, request, response).catch(next)
    })
  }
  router.use((request, response) => sendProblem(response, { code: 'record.not_found' }, localeOf(request)))
  router.use(((error: unknown, request, response, next) => {
    const status = (error as { status?: unknown }).status
    if (status === 413) return sendProblem(response, { code: 'input.too_large', params: { max: (error as { limit?: number }).limit === undefined ? '20 MB' : bodyLimit } }, localeOf(request))
    if (status === 400) return sendProblem(response, { code: 'input.malformed' }, localeOf(request))
    if (isDatabaseUnavailable(error)) return sendProblem(response.set('Retry-After', '5'), { code: 'service.unavailable' }, localeOf(request))
    next(error)
  }) satisfies express.ErrorRequestHandler)
  return router
}

const localeOf = (request: Request) => negotiateLocale(request.headers['accept-language'])

type Recognized = { actor: Actor; tokenId: string }

/** Whose token it is, and whether it has calls left; both before anything else is looked at. */
function recognizeCaller({ actorOfToken }: ApiParts): RequestHandler {
  const limiter = new RateLimiterMemory({ points: callsPerTenSeconds, duration: 10 })
  async function recognize(request: Request, response: Response): Promise<boolean> {
    response.set('Cache-Control', 'no-store')
    const secret = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
    const actor = secret === undefined ? null : await actorOfToken(secret)
    if (secret === undefined || actor === null) {
      sendProblem(response.set('WWW-Authenticate', 'Bearer'), { code: 'auth.required' }, localeOf(request))
      return false
    }
    const tokenId = hashSecret(secret)
    const within = await limiter.consume(tokenId).then(() => true, () => false)
    if (within) response.locals['caller'] = { actor, tokenId } satisfies Recognized
    else sendProblem(response, { code: 'auth.rate_limited', params: { seconds: 10 } }, localeOf(request))
    return within
  }
  return (request, response, next) => void recognize(request, response).then((known) => (known ? next() : undefined), next)
}

async function answer(parts: ApiParts, call: Endpoint, request: Request, response: Response): Promise<void> {
  const { actor, tokenId } = response.locals['caller'] as Recognized
  const key = request.headers['idempotency-key']
  if (call.method === 'GET' || key === undefined) {
    const done = await perform(call, actor, request, response)
    return 'file' in done ? sendFile(response, done.file) : send(response, done.status, done.body)
  }
  const locale = localeOf(request)
  if (typeof key !== 'string' || !idempotencyKey.test(key)) return sendProblem(response, { code: 'input.malformed' }, locale)
  const scope = `${tokenId} ${request.method} ${request.originalUrl}`
  const begun = await parts.idempotency.begin(scope, key, (response.locals['bodyKey'] as string | undefined) ?? JSON.stringify(request.body ?? null))
  if (!begun.ok) return sendProblem(response, begun.error, locale)
  if (begun.value !== null) return send(response.set('Idempotent-Replayed', 'true'), begun.value.status, begun.value.body)
  try {
    const done = await perform(call, actor, request, response)
    if ('file' in done) throw new Error(`${call.id}: files are answered to GET only`)
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

function sendFile(response: Response, { bytes, fileName, type }: FileAnswer): void {
  response.set('Content-Type', type).set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`).send(Buffer.from(bytes))
}

type Performed = { status: number; body: string } | { file: FileAnswer }

/** Parses once, runs the command, and gives status and body as they will be sent (and kept for a retry). */
async function perform(call: Endpoint, actor: Actor, request: Request, response: Response): Promise<Performed> {
  const locale = localeOf(request)
  const given: unknown = call.method === 'GET' || call.method === 'DELETE' ? request.query : (request.body ?? {})
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  const parsed = call.input.safeParse(isObject ? { ...given, ...request.params } : given)
  const result: Result<unknown> = parsed.success ? await call.run(actor, parsed.data as never, { locale }) : err('input.invalid', { fields: fieldIssuesOf(parsed.error) })
  if (result.ok && call.fileTypes) return { file: result.value as FileAnswer }
  if (result.ok) return { status: call.status ?? 200, body: JSON.stringify(presentInstants(result.value) ?? null) }
  const problem = problemOf(result.error, locale, String(response.locals['requestId'] ?? ''))
  if (problem.status === 429) response.set('Retry-After', String(result.error.params?.['seconds'] ?? 1))
  return { status: problem.status, body: JSON.stringify(problem) }
}
