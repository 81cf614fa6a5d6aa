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
 * `null` Origin is refused too; programs use bearer tokens, which no other site can make a browser send.
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
