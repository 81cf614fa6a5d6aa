import type { LoaderFunctionArgs } from '@remix-run/node'

import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'

/** A pitch deck, to be saved and never shown in place: what others uploaded runs nothing under our address. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const { bytes, fileName, type } = valueOrThrow(await context.app.pitching.deckFile(actor, { eventId: event.id, delegationId: params['delegationId'] ?? '' }), context)
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="deck.pdf"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return new Response(bytes as BodyInit, { headers })
}
