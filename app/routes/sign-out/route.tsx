import { redirect, type ActionFunctionArgs, type AppLoadContext } from '@remix-run/node'

import { readPhone, type PhoneMark } from '#app/features/door/view.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'

/** Whether the page of the door would open for whoever is signing out: there it says how many scans still wait. */
async function mayBeWarned({ slug, unsent }: PhoneMark, context: AppLoadContext): Promise<boolean> {
  if (unsent === 0) return false
  const event = await context.app.events.findBySlug(context.actor, slug)
  return event.ok && can(context.actor, 'door:run', { eventId: event.value.id as EventId })
}

/** Ends this browser's session; its cookie is dead afterwards, also where somebody has kept a copy. */
export async function action({ request, context }: ActionFunctionArgs) {
  const phone = readPhone(request.headers.get('Cookie') ?? '')
  const isSure = (await request.formData().catch(() => null))?.get('sure') === 'yes'
  if (phone !== null && !isSure && context.sessionId !== null && (await mayBeWarned(phone, context))) return redirect(`/door/${phone.slug}?leave=1`, { status: 303 })
  if (context.sessionId !== null) await context.app.identity.signOut(context.actor, context.sessionId)
  const headers = new Headers({ 'Set-Cookie': await context.cookies.clearSession() })
  // A phone that was at the door has names on it (see app/features/door/ui/kept.tsx). Their key goes, wherever one signs out,
  // and they go themselves unless scans lie beside them that nobody has heard of yet.
  if (phone !== null && phone.unsent > 0) headers.append('Set-Cookie', `door=${phone.unsent}.${phone.slug}.; Path=/; Max-Age=1209600; SameSite=Lax`)
  else if (phone !== null) {
    headers.append('Set-Cookie', 'door=; Path=/; Max-Age=0; SameSite=Lax')
    headers.set('Clear-Site-Data', '"storage"')
  }
  return redirect('/', { status: 303, headers })
}

export const loader = () => redirect('/')
