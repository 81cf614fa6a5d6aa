import type { App } from '#server/app.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { PaymentRehearsal } from '#server/platform/payment-rehearsal.ts'

import { createIdempotency } from './api/idempotency.ts'
import { apiRouter } from './api/router.ts'
import { calendarRouter } from './calendar.ts'
import type { ExtraRouters } from './express-app.ts'
import { metrics } from './metrics.ts'
import { rehearsalPages } from './rehearsal-pages.ts'
import { createCookies } from './session.ts'
import { unsubscribeRouter } from './unsubscribe.ts'
import { webhookRouter } from './webhooks.ts'

/** `sockets`: how many are connected now; `rehearsal`: plays the payment service in the demo. */
export type RouterParts = { app: App; env: Env; db: Database; clock: Clock; logger: Logger; sockets?: () => number; rehearsal?: PaymentRehearsal | null }

/** Everything under a path of its own that is no page: the API, calendars, figures for operators. */
export function extraRouters({ app, env, db, clock, logger, sockets = () => 0, rehearsal = null }: RouterParts): ExtraRouters {
  return [
    {
      path: '/api/v1',
      router: apiRouter({
        endpoints: app.endpoints,
        actorOfToken: (secret) => app.identity.actorOfToken(secret),
        idempotency: createIdempotency({ db, clock }),
        baseUrl: env.baseUrl,
      }),
    },
    { path: '/calendar', router: calendarRouter({ ...app, cookies: createCookies(env.baseUrl) }) },
    { path: '/unsubscribe', router: unsubscribeRouter(app.mailChoices), fromAnywhere: true },
    { path: '/webhooks', router: webhookRouter({ payments: app.payments, logger }) },
    ...(rehearsal === null ? [] : [{ path: '/rehearsal/pay', router: rehearsalPages(rehearsal) }]),
    { path: '/metrics', router: metrics({ token: env.METRICS_TOKEN, db, tally: app.tally, sockets }) },
  ]
}
