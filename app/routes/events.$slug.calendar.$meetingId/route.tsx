import type { LoaderFunctionArgs } from '@remix-run/node'

import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'

/** One meeting as a calendar file. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const content = valueOrThrow(await context.app.meetings.calendarFile(actor, params['meetingId'] ?? '', context.locale), context)
  return new Response(content, { headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'attachment; filename="meeting.ics"', 'Cache-Control': 'no-store' } })
}
