import { redirect, type ActionFunctionArgs } from '@remix-run/node'

/** Ends this browser's session; its cookie is dead afterwards, also where somebody has kept a copy. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (context.sessionId !== null) await context.app.identity.signOut(context.actor, context.sessionId)
  const headers = new Headers({ 'Set-Cookie': await context.cookies.clearSession() })
  // A phone that was at the door has names on it (see app/features/door/ui/kept.tsx): the browser clears them, wherever one signs out.
  if (/(^|;\s*)door=1(;|$)/.test(request.headers.get('Cookie') ?? '')) {
    headers.append('Set-Cookie', 'door=; Path=/; Max-Age=0; SameSite=Lax')
    headers.set('Clear-Site-Data', '"storage"')
  }
  return redirect('/', { status: 303, headers })
}

export const loader = () => redirect('/')
