import type { Request, Response } from 'express'

import type { App } from '#server/app.ts'
import { anonymous, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { isLocale, negotiateLocale, type Locale } from '#server/i18n/locales.ts'
import { isDatabaseUnavailable } from '#server/platform/database-errors.ts'
import type { Env } from '#server/platform/env.ts'
import type { Logger } from '#server/platform/logger.ts'

import type { Viewer } from '#server/features/identity/queries.ts'
import type { GuessFrom, GuessKind, RateBudget, TakeFromBudget } from './rate-limit.ts'
import type { Cookies } from './session.ts'

/** What the server hands to every loader and action. `app/context.ts` re-exports the type for pages. */
export type LoadContext = {
  app: App
  actor: Actor
  /** The stored id of the browser session, or null. */
  sessionId: string | null
  viewer: Viewer | null
  locale: Locale
  theme: 'light' | 'dark' | 'system'
  nonce: string
  requestId: string
  isDemo: boolean
  hasMailbox: boolean
  baseUrl: string
  cookies: Cookies
  now: () => number
  /** Takes one from the budget of the reader's network address. */
  limit: (budget: RateBudget) => Promise<Result<undefined>>
  /** Judges what the reader may be guessing, unless she has guessed wrong too often. */
  guess: <T>(kind: GuessKind, judge: () => Promise<Result<T>>) => Promise<Result<T>>
  /** Why nobody could be recognized: the database can't be read now. Every page but its frame answers 503 then. */
  outage: Error | null
  /** Says in the answer's header after how many seconds to ask again, for pages and for what browsers fetch alike. */
  retryAfter: (seconds: number) => void
  /** Into the log, under the reference of this request. */
  report: (error: unknown) => void
}

const cookieValue = (header: string | undefined, name: string): string | null => {
  const found = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}

/** Identity, language and looks of one page request. A chosen language (cookie, then the address, as links in mails have it) wins over the profile, which wins over the browser. */
export async function buildLoadContext(parts: { app: App; env: Env; cookies: Cookies; now: () => number; takeFromBudget: TakeFromBudget; guessFrom: GuessFrom; logger: Pick<Logger, 'error'> }, request: Request, response: Response): Promise<LoadContext> {
  const cookieHeader = request.headers.cookie
  const { actor, sessionId, viewer, outage } = await recognize(parts.app, await parts.cookies.readSession(cookieHeader))
  const chosen = cookieValue(cookieHeader, 'lang')
  const theme = cookieValue(cookieHeader, 'theme')
  const linked = request.query['lang']
  return {
    app: parts.app,
    actor,
    sessionId,
    viewer,
    locale: isLocale(chosen) ? chosen : isLocale(linked) ? linked : (viewer?.locale ?? negotiateLocale(request.headers['accept-language'])),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    nonce: String(response.locals['nonce'] ?? ''),
    requestId: String(response.locals['requestId'] ?? ''),
    isDemo: parts.env.isDemo,
    hasMailbox: parts.env.hasMailbox,
    baseUrl: parts.env.baseUrl,
    cookies: parts.cookies,
    now: parts.now,
    limit: (budget) => parts.takeFromBudget(budget, request.ip ?? ''),
    guess: (kind, judge) => parts.guessFrom(kind, { address: request.ip ?? '', personId: actor.kind === 'person' ? actor.personId : null }, judge),
    outage,
    retryAfter: (seconds) => void response.set('Retry-After', String(seconds)),
    report: (error) => parts.logger.error({ err: error, requestId: response.locals['requestId'] }, 'page failed'),
  }
}

async function recognize(app: App, secret: string | null): Promise<Pick<LoadContext, 'actor' | 'sessionId' | 'viewer' | 'outage'>> {
  try {
    const { actor, sessionId } = await app.identity.actorOfSession(secret)
    return { actor, sessionId, viewer: await app.identity.viewer(actor), outage: null }
  } catch (error) {
    if (!(error instanceof Error) || !isDatabaseUnavailable(error)) throw error
    return { actor: anonymous, sessionId: null, viewer: null, outage: error }
  }
}
