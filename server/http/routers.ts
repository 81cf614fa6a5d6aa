import type { App } from '#server/app.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Env } from '#server/platform/env.ts'
import type { Logger } from '#server/platform/logger.ts'

import type { ExtraRouters } from './express-app.ts'

export type RouterParts = { app: App; env: Env; clock: Clock; logger: Logger }

/** Everything under a path of its own that is no page: the API, calendars. */
export function extraRouters(_parts: RouterParts): ExtraRouters {
  return []
}
