import type { App } from '#server/app.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'

import { createIdempotency } from './api/idempotency.ts'
import { apiRouter } from './api/router.ts'
import { calendarRouter } from './calendar.ts'
import type { ExtraRouters } from './express-app.ts'

export type RouterParts = { app: App; env: Env; db: Database; clock: Clock }

/** Everything under a path of its own that is no page: the API, calendars. */
export function extraRouters({ app, env, db, clock }: RouterParts): ExtraRouters {
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
  ]
}
