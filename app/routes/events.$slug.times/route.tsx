import type { LoaderFunctionArgs } from '@remix-run/node'

import { errorText } from '#app/http/error-text.ts'
import { parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { timesQuery } from '#server/protocol/inputs/requests.ts'

const mostTimes = 12
const asOffered = (times: readonly { startsAtMs: number; endsAtMs: number }[]) => times.slice(0, mostTimes).map((time) => ({ startsAt: time.startsAtMs, endsAt: time.endsAtMs }))

/** Real common times for a sheet: to move a meeting, to answer a request, or to ask somebody (then also why not). */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { app, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const query = valueOrThrow(parseQuery(request, timesQuery), context)
  const headers = { 'Cache-Control': 'no-store' }
  const plain = { reasons: [] as string[], mostHolds: 0, lengthMinutes: 0, zone: event.zone }
  if ('meeting' in query) return Response.json({ ...plain, times: asOffered(valueOrThrow(await app.meetings.timesFor(actor, query.meeting), context)) }, { headers })
  if ('request' in query) return Response.json({ ...plain, times: asOffered(valueOrThrow(await app.requests.timesFor(actor, query.request), context)) }, { headers })
  const proposal = valueOrThrow(await app.requests.propose(actor, event.id, query.to), context)
  const t = translator(locale)
  return Response.json({ times: asOffered(proposal.times), reasons: proposal.reasons.map((reason) => errorText(reason, t).message), mostHolds: proposal.mostHolds, lengthMinutes: proposal.lengthMinutes, zone: proposal.zone }, { headers })
}
