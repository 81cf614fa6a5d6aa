import express, { Router, type Request, type RequestHandler, type Response } from 'express'

import type { App } from '#server/app.ts'
import { anonymous } from '#server/domain/access/actor.ts'
import { errorStatus } from '#server/domain/shared/error-codes.ts'

type Choices = Pick<App['mailChoices'], 'chooseByLink'>

/** What a mail program sends for its reader, and nothing else does (RFC 8058, 3.1). */
const oneClick = /(^|&)List-Unsubscribe=One-Click(&|$)/

/**
 * POST to the address in `List-Unsubscribe`, by mail programs: they send no Origin, no cookie counts, the address is the key.
 * Whatever comes with an Origin is a browser's form and goes on to the page, past the check of origins.
 */
export function unsubscribeRouter(choices: Choices): RequestHandler {
  const router = Router({ caseSensitive: true })
  const body = express.text({ type: () => true, limit: '4kb' })
  router.post('/:token', (request, response, next) => {
    if (request.headers.origin !== undefined || request.headers.cookie !== undefined) return next()
    body(request, response, (error?: unknown) => (error === undefined ? void answer(choices, request, response).catch(next) : next(error)))
  })
  return router
}

async function answer(choices: Choices, request: Request, response: Response): Promise<void> {
  // Browsers' multipart forms carry the same words in parts; RFC 8058 allows both.
  const said = typeof request.body === 'string' ? request.body : ''
  const isOneClick = oneClick.test(said.trim()) || /name="List-Unsubscribe"\r?\n\r?\nOne-Click\r?\n/.test(said)
  if (!isOneClick) return void response.status(errorStatus['auth.bad_origin']).json({ code: 'auth.bad_origin' })
  const left = await choices.chooseByLink(anonymous, request.params['token'] ?? '', false)
  response.set('Cache-Control', 'no-store').status(left.ok ? 200 : errorStatus[left.error.code]).type('text/plain').send('')
}
