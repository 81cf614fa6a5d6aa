import { redirect, type AppLoadContext } from '@remix-run/node'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { localPath } from '#server/domain/shared/local-path.ts'

/** The signed-in person; anybody else is sent to the sign-in page and comes back afterwards. */
export function requireActor(context: AppLoadContext, request: Request): PersonActor {
  const { actor } = context
  if (actor.kind === 'person') return actor
  throw redirect(signInPath(request))
}

/** `/sign-in?next=…` for the page that was asked for. */
export function signInPath(request: Request): string {
  const url = new URL(request.url)
  const next = localPath(`${url.pathname.replace(/\.data$/, '')}${url.search}`)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
