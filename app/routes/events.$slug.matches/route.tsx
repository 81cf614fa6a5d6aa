import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Handshake, Sparkles } from 'lucide-react'

import { DeckSteps, MatchList } from '#app/features/matchmaking/ui/match-list.tsx'
import { MatchActs } from '#app/features/matchmaking/ui/match-acts.tsx'
import { MatchCard } from '#app/features/matchmaking/ui/match-card.tsx'
import { MatchFilter } from '#app/features/matchmaking/ui/match-filter.tsx'
import { Wide } from '#app/features/matchmaking/ui/wide.tsx'
import { createMatchWords } from '#app/features/matchmaking/view.ts'
import { AskButton } from '#app/features/requests/ui/request-sheet.tsx'
import { parseFormData, parseQuery } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { classes } from '#app/ui/classes.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { delegationAt } from '#server/domain/access/actor.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { markInput, matchLists, rankInput } from '#server/protocol/inputs/matchmaking.ts'

export const handle = { i18n: ['matches', 'requests', 'agenda'] }

export const clientLoader = withMessages(handle.i18n)

const filterNames = ['sector', 'stage', 'round', 'kind', 'region', 'verified', 'notAsked'] as const

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const input = valueOrThrow(parseQuery(request, rankInput), context)
  const ranking = valueOrThrow(await context.app.matchmaking.rank(actor, { eventId: event.id, ...input }), context)
  const words = createMatchWords(context.locale)
  const isSeller = ['startup', 'target'].includes(delegationAt(actor, event.id as EventId)?.side ?? '')
  const query = new URL(request.url).searchParams
  return {
    title: translator(context.locale)('matches:title'),
    slug: event.slug,
    lists: matchLists,
    list: input.list,
    counts: ranking.counts,
    filtered: ranking.filtered,
    nextCursor: ranking.nextCursor,
    matches: ranking.matches.map(words.match),
    values: Object.fromEntries(filterNames.map((name) => [name, query.get(name) ?? ''])),
    options: { sector: words.options('sectors', true), stage: words.options('companyStages'), round: words.options('rounds'), ...(isSeller ? { kind: words.options('investorKinds') } : {}) },
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const event = valueOrThrow(await context.app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const form = await request.formData()
  form.set('eventId', event.id)
  const input = parseFormData(form, markInput)
  return respond(input.ok ? await context.app.matchmaking.mark(actor, input.value) : input, context)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function Matches() {
  const { slug, matches, list, lists, counts, filtered, nextCursor, options, values } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const [query] = useSearchParams()
  const with_ = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(query)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    return `?${next}`
  }
  const found = matches.findIndex((match) => match.id === query.get('partner'))
  const at = Math.max(0, found)
  const match = matches[at]
  const next = matches[at + 1]
  const step = (to: string | undefined) => (to === undefined ? null : with_({ partner: to }))
  return (
    <Wide>
      <PageHead title={t('matches:title')} lead={<span className="hidden lg:inline">{t('matches:lead')}</span>} />
      <nav aria-label={t('matches:lists.label')} className="strip mb-4 flex gap-1 border-b border-line">
        {lists.map((name) => (
          <Link key={name} to={name === 'open' ? '?' : `?list=${name}`} aria-current={name === list ? 'page' : undefined}
            className={classes('control -mb-px flex items-center gap-1.5 border-b-2 px-3 text-sm whitespace-nowrap', name === list ? 'border-sea-ink font-semibold text-sea-ink' : 'border-transparent text-ink-2 hover:border-edge')}>
            {t(`matches:lists.${name}`)}<span className="figures text-xs">{counts[name]}</span>
          </Link>
        ))}
      </nav>
      <MatchFilter key={list} action="." options={options} values={values} list={list} shown={filtered} />
      {match === undefined ? (
        <EmptyState icon={Sparkles} title={t(`matches:empty.${list}`)} action={list === 'open' && <LinkButton to="../profile" relative="path">{t('matches:empty.profile')}</LinkButton>}>{t(`matches:empty.${list}Help`)}</EmptyState>
      ) : (
        <div className="lg:grid lg:grid-cols-[minmax(18rem,24rem)_1fr] lg:items-start lg:gap-6">
          <div>
            <MatchList matches={matches} selected={match.id} to={(id) => with_({ partner: id })} />
            <DeckSteps at={at + 1} total={filtered} previous={step(matches[at - 1]?.id)} next={step(next?.id) ?? (nextCursor === null ? null : with_({ partner: null, cursor: nextCursor }))} />
            {nextCursor !== null && <p className="mt-2 hidden lg:block"><LinkButton to={with_({ cursor: nextCursor, partner: null })} look="quiet" density="dense">{t('common:pages.next')}</LinkButton></p>}
          </div>
          <MatchCard
            key={match.id}
            match={match}
            profileTo={`../people/${match.id}`}
            acts={<MatchActs match={match} action={`.${with_({ partner: next?.id ?? null })}`} ask={match.state === null ? <AskButton slug={slug} delegationId={match.id} name={match.name} label={t('matches:act.ask')} /> : <LinkButton to="../requests" relative="path" density="touch" icon={Handshake}>{t('matches:act.open')}</LinkButton>} />}
          />
        </div>
      )}
    </Wide>
  )
}
