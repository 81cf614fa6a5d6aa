import { randomBytes } from 'node:crypto'

import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A nonce for the page's own scripts, in `res.locals.nonce`. */
export function nonce(_request: Request, response: Response, next: NextFunction): void {
  response.locals['nonce'] = randomBytes(16).toString('base64')
  next()
}

/** Headers of every answer: scripts only with the page's nonce, no frames, no sniffing, no referrer to other sites. */
export function securityHeaders(options: { https: boolean; development: boolean }): RequestHandler {
  const script = (_request: unknown, response: unknown): string => `'nonce-${(response as Response).locals['nonce']}'`
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", script as never, "'strict-dynamic'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: options.development ? ["'self'", 'ws:'] : ["'self'"],
        objectSrc: ["'none'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(options.https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: options.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
}

/**
 * Refuses every unsafe request that a browser sends from another site, on pages and resource routes alike. A missing or
 * `null` Origin is refused too; programs use bearer tokens, which no other site can make a browser send, so the exempt
 * paths must be ones where a cookie counts for nothing.
 */
export function originCheck(allowedOrigins: string[], exemptPaths: string[]): RequestHandler {
  return (request, response, next) => {
    if (safeMethods.has(request.method)) return next()
    if (exemptPaths.some((path) => request.path.startsWith(path))) return next()
    if (request.headers.authorization !== undefined && request.headers.cookie === undefined) return next()
    const origin = request.headers.origin
    if (origin !== undefined && allowedOrigins.includes(origin)) return next()
    response.status(403).json({ code: 'auth.bad_origin' })
  }
}

/**
 * What a request says of its way here is hearsay where no proxy is trusted, and nothing behind this line reads it. A
 * forwarded host is never believed: our own address is BASE_URL.
 */
export function dropHearsay(trustsProxy: boolean): RequestHandler {
  return (request, _response, next) => {
    for (const name of Object.keys(request.headers)) {
      if (name === 'forwarded' || name === 'x-forwarded-host' || (!trustsProxy && name.startsWith('x-forwarded-'))) delete request.headers[name]
    }
    next()
  }
}

/** The pages' framework compares Origin and Host once more. Behind a proxy that writes its own Host it would refuse every form, so it gets the host of the origin that has passed. */
export const hostOfOrigin: RequestHandler = (request, _response, next) => {
  const { origin } = request.headers
  if (!safeMethods.has(request.method) && origin !== undefined && URL.canParse(origin)) request.headers.host = new URL(origin).host
  next()
}
