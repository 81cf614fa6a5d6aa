import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { CrewPhone } from '#app/features/door/ui/crew-phone.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { pageError, valueOrThrow } from '#app/http/respond.ts'
import { withMessages } from '#app/ui/load-messages.ts'
import { pageMeta } from '#app/ui/page-meta.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['door'], bare: true }
export const clientLoader = withMessages(handle.i18n)

/** No guest is in this page: it may be kept on a phone. The list comes by itself, see `door.$slug_.$part`. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const { id, slug, nameZh, nameEn, zone } = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  if (!can(actor, 'door:run', { eventId: id as EventId })) throw pageError({ code: 'auth.forbidden' }, context)
  return { title: translator(context.locale)('door:crew.title'), event: { slug, nameZh, nameEn, zone }, personId: actor.personId }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [...(pageMeta(data?.title) ?? []), ...(data ? [{ tagName: 'link', rel: 'manifest', href: `/door/${data.event.slug}/manifest` }] : [])]

export default function DoorPage() {
  const { event, personId } = useLoaderData<typeof loader>()
  return <CrewPhone event={event} personId={personId} />
}
