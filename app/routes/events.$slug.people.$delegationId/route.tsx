import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChevronLeft } from 'lucide-react'

import { Criteria } from '#app/features/matchmaking/ui/criteria.tsx'
import { MatchActs } from '#app/features/matchmaking/ui/match-acts.tsx'
import { Identity, Seeks } from '#app/features/matchmaking/ui/match-card.tsx'
import { PersonProfile } from '#app/features/matchmaking/ui/person-profile.tsx'
import { Wide } from '#app/features/matchmaking/ui/wide.tsx'
import { createMatchWords } from '#app/features/matchmaking/view.ts'
import { AskButton } from '#app/features/requests/ui/request-sheet.tsx'
import { parseFormData } from '#app/http/parse-form.ts'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import { Card } from '#app/ui/card.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { formatMoney } from '#server/domain/directory/money-format.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { markInput } from '#server/protocol/inputs/matchmaking.ts'

export const handle = { i18n: ['matches', 'requests', 'agenda'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { app, locale } = context
  const actor = requireActor(context, request)
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const where = { eventId: event.id, delegationId: params['delegationId'] ?? '' }
  const [pair, profile, whyNot] = await Promise.all([
    app.matchmaking.pair(actor, { eventId: event.id, otherDelegationId: where.delegationId }),
    app.profiles.get(actor, where),
    app.requests.whyNot(actor, event.id, where.delegationId),
  ])
  const t = translator(locale)
  const match = createMatchWords(locale).match(valueOrThrow(pair, context))
  const view = valueOrThrow(profile, context)
  return {
    slug: event.slug,
    match,
    profile: view,
    valuation: view.valuation === undefined ? undefined : formatMoney(view.valuation, locale),
    whyNot: whyNot.ok ? whyNot.value.map((reason) => t(`errors:${reason.code}`, reason.params ?? {})) : [t(`errors:${whyNot.error.code}`, whyNot.error.params ?? {})],
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

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.match.name)

export default function Person() {
  const { slug, match, profile, valuation, whyNot } = useLoaderData<typeof loader>()
  const t = useTranslate()
  return (
    <Wide>
      <PageHead
        title={match.name}
        lead={match.otherName || undefined}
        above={<TextLink to="../matches" className="mb-1 inline-flex items-center gap-1 text-sm"><ChevronLeft aria-hidden size={16} />{t('matches:person.back')}</TextLink>}
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,22rem)_1fr] lg:items-start">
        <div className="flex flex-col gap-6">
          <Card className="*:flex *:flex-col *:gap-4">
            <PersonProfile profile={profile} valuation={valuation} />
            <Identity match={match} />
            <Seeks match={match} />
          </Card>
        </div>
        <div className="flex flex-col gap-6">
          <section id="ask" className="flex flex-col gap-3">
            {match.blocked && <Notice tone="warn" title={t('matches:card.blockedTitle')}>{match.blocked}</Notice>}
            {!match.blocked && whyNot.length > 0 && (
              <Notice title={t('matches:person.cantAsk')}><ul className="flex flex-col gap-1">{whyNot.map((text) => <li key={text}>{text}</li>)}</ul></Notice>
            )}
            <MatchActs
              match={match}
              action="."
              ask={whyNot.length === 0 ? <AskButton slug={slug} delegationId={match.id} name={match.name} label={t('matches:act.ask')} /> : null}
            />
          </section>
          <Card title={t('matches:person.fit')}>
            {match.notes.map((note) => <Notice key={note} className="mb-4">{note}</Notice>)}
            <Criteria mine={match.mine} theirs={match.theirs} />
          </Card>
        </div>
      </div>
    </Wide>
  )
}
