import type { ActionFunctionArgs } from '@remix-run/node'

import { valueOrThrow } from '#app/http/respond.ts'
import { enter } from '#app/http/sign-in-session.ts'

/**
 * One of the demo's invented people, at one press or by the link that the demo prints. Outside demo mode the command
 * refuses; nothing here is worth protecting from being opened by a link.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const userAgent = request.headers.get('User-Agent') ?? ''
  return enter(valueOrThrow(await context.app.identity.signInAsDemoPerson({ personId: params['personId'] ?? '', userAgent }), context), context)
}

export const loader = action

export default function Entering() {
  return null
}
