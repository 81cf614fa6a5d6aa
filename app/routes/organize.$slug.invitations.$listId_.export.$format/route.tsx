import type { LoaderFunctionArgs } from '@remix-run/node'

import { segmentLabels } from '#app/features/invitations/schema.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { isId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** The invited of a list as CSV or XLSX. */
export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { format, listId = '' } = params
  if ((format !== 'csv' && format !== 'xlsx') || !isId(listId)) throw pageError({ code: 'record.not_found' }, context)
  const labels = segmentLabels(context.locale, translator(context.locale))
  const { bytes, fileName, type } = valueOrThrow(await context.app.invitations.exportList(actor, { eventId: event.id, listId }, format, context.locale, labels), context)
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="invitations.${format}"; filename*=UTF-8''${encodeURIComponent(`${event.slug}-${fileName}`)}`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
  return new Response(bytes as BodyInit, { headers })
}
