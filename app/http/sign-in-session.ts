import { createCookie, redirect, type AppLoadContext } from '@remix-run/node'

import { localPath } from '#server/domain/shared/local-path.ts'
import type { SignedIn } from '#server/features/identity/commands.ts'

/** Which challenge this browser is answering, between the address and the code; ids only. */
const pendingCookie = createCookie('touhai-sign-in', { httpOnly: true, sameSite: 'lax', path: '/sign-in', maxAge: 600 })

export type PendingSignIn = { challengeId: string; email: string; next: string }

export async function readPending(request: Request): Promise<PendingSignIn | null> {
  const value: unknown = await pendingCookie.parse(request.headers.get('Cookie')).catch(() => null)
  if (typeof value !== 'object' || value === null) return null
  const { challengeId, email, next } = value as Record<string, unknown>
  return typeof challengeId === 'string' && typeof email === 'string' ? { challengeId, email, next: localPath(next) } : null
}

export function writePending(pending: PendingSignIn): Promise<string> {
  return pendingCookie.serialize(pending)
}

/** The mark of the browser that asks, or a fresh one; only this browser can finish. */
export async function browserMark(request: Request, context: AppLoadContext): Promise<string> {
  const known = await context.cookies.readBrowser(request.headers.get('Cookie'))
  return known ?? Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}

/**
 * Into the house: a new session cookie (never one that was there before), then on to where the person was going. A session
 * that this browser had until now ends.
 */
export async function enter(signedIn: SignedIn, context: AppLoadContext): Promise<Response> {
  if (context.sessionId !== null) await context.app.identity.signOut(context.actor, context.sessionId)
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  headers.append('Set-Cookie', await context.cookies.writeSession(signedIn.sessionSecret, signedIn.expiresAt))
  headers.append('Set-Cookie', await pendingCookie.serialize('', { maxAge: 0 }))
  return redirect(localPath(signedIn.next), { headers, status: 303 })
}
