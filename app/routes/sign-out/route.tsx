import { redirect, type ActionFunctionArgs } from '@remix-run/node'

/** Ends this browser's session; its cookie is dead afterwards, also where somebody has kept a copy. */
export async function action({ context }: ActionFunctionArgs) {
  if (context.sessionId !== null) await context.app.identity.signOut(context.actor, context.sessionId)
  return redirect('/', { status: 303, headers: { 'Set-Cookie': await context.cookies.clearSession() } })
}

export const loader = () => redirect('/')
