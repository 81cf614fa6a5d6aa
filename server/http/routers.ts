import type { App } from '#server/app.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'

import { createIdempotency } from './api/idempotency.ts'
import { apiRouter } from './api/router.ts'
import { calendarRouter } from './calendar.ts'
import type { ExtraRouters } from './express-app.ts'
import { metrics } from './metrics.ts'

/** `sockets`: how many are connected now. */
export type RouterParts = { app: App; env: Env; db: Database; clock: Clock; sockets?: () => number }

/** Everything under a path of its own that is no page: the API, calendars, figures for operators. */
export function extraRouters({ app, env, db, clock, sockets = () => 0 }: RouterParts): ExtraRouters {
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
    { path: '/calendar', router: calendarRouter(app.calendar) },
    { path: '/metrics', router: metrics({ token: env.METRICS_TOKEN, db, tally: app.tally, sockets }) },
  ]
}
