import type { LoaderFunctionArgs } from '@remix-run/node'

import { pageError, valueOrThrow } from '#app/http/respond.ts'

/** The released programme as frab XML, pretalx JSON or iCalendar. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const format = params['format']
  if (format !== 'xml' && format !== 'json' && format !== 'ics') throw pageError({ code: 'record.not_found' }, context)
  const { content, fileName, type } = valueOrThrow(await app.programme.exportSchedule(actor, { eventId: event.id, format, locale }), context)
  return new Response(content, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${fileName}"`, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' } })
}
