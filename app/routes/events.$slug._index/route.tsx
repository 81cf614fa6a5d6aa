import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'

import { admitsOf, programmeOf } from '#app/features/events/schema.ts'
import { PhaseStatus } from '#app/features/events/ui/phase-status.tsx'
import { ProgrammeList } from '#app/features/events/ui/programme-list.tsx'
import { valueOrThrow } from '#app/http/respond.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { EventSpan } from '#app/ui/event-span.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { withMessages } from '#app/ui/load-messages.ts'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { Time, ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { widestAdmissions } from '#server/domain/events/entry-rules.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['events'] }

export const clientLoader = withMessages(handle.i18n)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor, locale } = context
  const event = valueOrThrow(await app.events.findBySlug(actor, params['slug'] ?? ''), context)
  const setup = valueOrThrow(await app.setup.get(actor, event.id), context)
  const t = translator(locale)
  const programme = programmeOf(setup, t, locale)
  return {
    event, programme,
    tables: setup.slots.length > 0 ? setup.tables.length : 0,
    admits: admitsOf({ admissions: widestAdmissions(setup.sessions.map((session) => session.entryRule)) }, t, locale),
    isPerson: actor.kind === 'person',
    registers: await registersAt(app, actor, event.id),
    sells: await sellsAt(app, actor, event.id),
    takesPart: delegationAt(actor, event.id as EventId) !== null,
    title: pickText(locale, event.nameZh, event.nameEn),
    summary: pickText(locale, event.summaryZh, event.summaryEn),
  }
}

/** Whether the event sells anything. */
async function sellsAt(app: LoaderFunctionArgs['context']['app'], actor: Actor, eventId: string): Promise<boolean> {
  const sale = await app.tickets.listOffers(actor, eventId)
  return sale.ok && sale.value.offers.length > 0
}

/** Whether there is something to register for, or a registration of the reader's own to look at. */
async function registersAt(app: LoaderFunctionArgs['context']['app'], actor: Actor, eventId: string): Promise<'open' | 'mine' | null> {
  const own = actor.kind === 'person' ? await app.registrations.own(actor, eventId) : null
  if (own?.ok === true && own.value !== null) return 'mine'
  const forms = await app.registrations.listOpenForms(actor, eventId)
  return forms.ok && forms.value.some((form) => form.closed === null || form.closed === 'registration.not_open') ? 'open' : null
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title, data?.summary)

export default function EventPage() {
  const { event, programme, tables, admits, isPerson, takesPart, registers, sells, title, summary } = useLoaderData<typeof loader>()
  const t = useTranslate()
  const pick = usePick()
  return (
    <article className="mx-auto max-w-5xl">
      <header className="mb-10 border-b border-line pb-8">
        <p className="text-sm"><TextLink to={`/series/${event.series.slug}`} reloadDocument>{pick(event.series.nameZh, event.series.nameEn)}</TextLink></p>
        <h1 className="mt-2 text-xl md:text-2xl">{title}</h1>
        {summary && <p className="mt-4 max-w-prose whitespace-pre-line text-ink-2">{summary}</p>}
        <div className="mt-6 flex flex-wrap gap-3">
          {takesPart && <LinkButton to={`/events/${event.slug}/now`} look="primary" density="touch">{t('events:event.enter')}</LinkButton>}
          {registers !== null && <LinkButton to={`/events/${event.slug}/register`} look={takesPart ? 'secondary' : 'primary'} density="touch">{t(registers === 'mine' ? 'events:event.myRegistration' : 'events:event.register')}</LinkButton>}
          {sells && <LinkButton to={`/events/${event.slug}/tickets`} density="touch">{t('common:nav.buyTickets')}</LinkButton>}
          {!isPerson && <LinkButton to={`/sign-in?next=${encodeURIComponent(`/events/${event.slug}`)}`} look={registers === null ? 'primary' : 'quiet'} density="touch" reloadDocument>{t('events:event.signIn')}</LinkButton>}
        </div>
      </header>
      <div className="grid gap-10 md:grid-cols-[18rem_1fr]">
        <dl className="flex flex-col gap-6">
          <Fact name={t('events:event.when')}>
            <Time at={event.startsAt} zone={event.zone} show="day-year" className="block font-semibold" />
            <EventSpan from={event.startsAt} to={event.endsAt} zone={event.zone} />
            <ZoneNote zone={event.zone} at={event.startsAt} className="block" />
          </Fact>
          <Fact name={t('events:event.where')}>{pick(event.venueZh, event.venueEn) || <span className="text-ink-2">{t('events:event.venueOpen')}</span>}</Fact>
          <Fact name={t('events:event.who')}>
            {admits.length === 0 ? t('events:event.everybody') : <ul className="flex flex-col gap-1">{admits.map((line) => <li key={line}>{line}</li>)}</ul>}
          </Fact>
          {tables > 0 && <Fact name={t('events:event.tables')}>{t('events:event.oneToOne', { count: tables })}</Fact>}
          <Fact name={t('events:event.phase')}>
            <PhaseStatus phase={event.phase} />
            <span className="mt-1 block text-sm text-ink-2">{t(`events:phases.${event.phase}.about`)}</span>
          </Fact>
        </dl>
        <section aria-label={t('events:event.programme')}>
          <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
            <h2 className="text-lg">{t('events:event.programme')}</h2>
            {programme.length > 0 && <Link to={`/events/${event.slug}/programme`} className="text-sm text-sea-ink underline underline-offset-4">{t('events:event.seeProgramme')}</Link>}
          </div>
          {programme.length === 0 ? <EmptyState title={t('events:event.noProgramme')}>{t('events:event.noProgrammeHelp')}</EmptyState> : <ProgrammeList items={programme.map((item) => ({ ...item, admits: [] }))} zone={event.zone} plain />}
        </section>
      </div>
    </article>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-2">{name}</dt>
      <dd className="mt-1">{children}</dd>
    </div>
  )
}
