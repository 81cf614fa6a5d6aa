import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'

import { Criteria } from '#app/features/matchmaking/ui/criteria.tsx'
import { MatchList } from '#app/features/matchmaking/ui/match-list.tsx'
import { MatchingRoom } from '#app/features/matchmaking/ui/matching-room.tsx'
import { createMatchWords } from '#app/features/matchmaking/view.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Stats } from '#app/ui/stats.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'
import { rankInput } from '#server/protocol/inputs/matchmaking.ts'

/** The organizer's room; with `?of=<delegation>` the ranking that this participant sees. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const words = createMatchWords(context.locale)
  const title = translator(context.locale)('matches:room.title')
  const of = new URL(request.url).searchParams.get('of')
  if (of === null) return { title, ranking: null, room: words.room(valueOrThrow(await context.app.matchmaking.overview(actor, event.id), context)) }
  const ranked = valueOrThrow(await context.app.matchmaking.rank(actor, { eventId: event.id, delegationId: of, ...rankInput.parse({ limit: 50 }) }), context)
  return { title, room: null, ranking: { of, name: words.card(ranked.viewer).name, matches: ranked.matches.map(words.match) } }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Matching() {
  const { room, ranking } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const [query] = useSearchParams()
  if (ranking !== null) {
    const match = ranking.matches.find((one) => one.id === query.get('partner')) ?? ranking.matches[0]
    return (
      <>
        <PageHead title={t('matches:room.viewing', { name: ranking.name })} actions={<LinkButton to="." density="dense">{t('matches:room.back')}</LinkButton>} />
        <div className="grid gap-6 lg:grid-cols-[minmax(18rem,24rem)_1fr] lg:items-start">
          <MatchList matches={ranking.matches} selected={match?.id} to={(id) => `?of=${ranking.of}&partner=${id}`} always />
          {match && <Card title={match.name}><Criteria mine={match.mine} theirs={match.theirs} /></Card>}
        </div>
      </>
    )
  }
  return (
    <>
      <PageHead title={t('matches:room.title')} lead={t('matches:room.lead')} />
      <div className="mb-8">
        <Stats
          stats={[
            { label: t('matches:room.pairs'), value: room.pairs.all },
            { label: t('matches:room.good'), value: room.pairs.good, tone: 'confirmed' },
            { label: t('matches:room.blocked'), value: room.pairs.blocked },
            { label: t('matches:room.overloaded'), value: room.overloaded.length, tone: room.overloaded.length > 0 ? 'waiting' : 'neutral' },
            { label: t('matches:room.lonely'), value: room.lonely.length, tone: room.lonely.length > 0 ? 'waiting' : 'neutral' },
          ]}
        />
      </div>
      <MatchingRoom room={room} to={(id) => `?of=${id}`} />
    </>
  )
}
