import type { LoaderFunctionArgs } from '@remix-run/node'

import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'

/** What both sides say of each meeting, as CSV or XLSX. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const format = params['format']
  if (format !== 'csv' && format !== 'xlsx') throw pageError({ code: 'record.not_found' }, context)
  const { bytes, fileName, type } = valueOrThrow(await context.app.outcomes.exportList(actor, event.id, format, context.locale), context)
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="outcomes.${format}"; filename*=UTF-8''${encodeURIComponent(`${event.slug}-${fileName}`)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(bytes as BodyInit, { headers })
}
