import express, { Router, type Request, type RequestHandler, type Response } from 'express'

import { errorStatus } from '#server/domain/shared/error-codes.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Logger } from '#server/platform/logger.ts'

type Hearing = { hearWebhook: (body: Buffer, signature: string) => Promise<Result<{ isNew: boolean }>> }

/** Larger than any event of a payment, and nothing anybody else should send. */
const mostBytes = '512kb'

/**
 * /webhooks/stripe: the body as it came, byte by byte, since its signature is over that. 200 says that the event is kept,
 * also where it was known; what the database can't take now is answered with 503 and comes again.
 */
export function webhookRouter({ payments, logger }: { payments: Hearing; logger: Pick<Logger, 'warn'> }): RequestHandler {
  const router = Router({ caseSensitive: true })
  router.post('/stripe', express.raw({ type: () => true, limit: mostBytes }), (request, response, next) => void answer(payments, logger, request, response).catch(next))
  return router
}

async function answer(payments: Hearing, logger: Pick<Logger, 'warn'>, request: Request, response: Response): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const heard = await payments.hearWebhook(body, request.headers['stripe-signature']?.toString() ?? '')
  if (heard.ok) return void response.status(200).json({ received: true })
  logger.warn({ requestId: response.locals['requestId'], reason: heard.error.code }, 'webhook refused')
  response.status(errorStatus[heard.error.code]).json({ code: heard.error.code })
}
