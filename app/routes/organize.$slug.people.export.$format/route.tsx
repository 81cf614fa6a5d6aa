import type { LoaderFunctionArgs } from '@remix-run/node'

import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { peopleInput } from '#server/protocol/inputs/directory.ts'

/** The roster as CSV or XLSX, as the filters of the page show it. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const format = params['format']
  if (format !== 'csv' && format !== 'xlsx') throw pageError({ code: 'record.not_found' }, context)
  const filters = valueOrThrow(parseQuery(request, peopleInput.partial({ eventId: true })), context)
  const { bytes, fileName, type } = valueOrThrow(await context.app.directory.exportRoster(actor, { ...filters, eventId: event.id }, format, context.locale), context)
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="roster.${format}"; filename*=UTF-8''${encodeURIComponent(`${event.slug}-${fileName}`)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(bytes as BodyInit, { headers })
}
