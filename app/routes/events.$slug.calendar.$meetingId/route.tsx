import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useParams } from '@remix-run/react'

import type { LoadContext } from '#app/context.ts'
import { OutcomeForm, type SentOutcome } from '#app/features/followup/ui/outcome-form.tsx'
import { outcomeView } from '#app/features/followup/view.ts'
import { parseFormData, sentValues } from '#app/http/parse-form.ts'
import { buttonClasses } from '#app/ui/button-look.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { TimeRange, ZoneNote } from '#app/ui/time.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { respond, valueOrThrow } from '#app/http/respond.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { recordOutcomeInput } from '#server/protocol/inputs/outcomes.ts'

const webCalendars = ['google', 'outlook', 'office'] as const

/** One own meeting: for the reader's calendar while it is to come, what came of it once it is over. Its sentences come with it, so that phones load no more for it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const meetingId = params['meetingId'] ?? ''
  const past = await context.app.outcomes.forMeeting(actor, meetingId)
  const outcome = past === null ? null : outcomeView(past, context.locale)
  const back = translator(context.locale)('mail:calendar.back')
  if (outcome !== null) return { title: outcome.title, back, outcome, entry: null }
  const entry = await calendarEntry(actor, meetingId, context)
  return { title: entry.title, back, outcome: null, entry }
}

async function calendarEntry(actor: PersonActor, meetingId: string, context: LoadContext) {
  const { entry, zone, links } = valueOrThrow(await context.app.meetings.forCalendar(actor, meetingId, context.locale), context)
  const t = translator(context.locale)
  const say = (key: string): string => t(`mail:calendar.${key}`)
  return {
    title: say('title'),
    words: { lead: say('lead'), file: say('file'), web: say('web'), webHelp: say('webHelp'), subscribe: say('subscribe') },
    meeting: { summary: entry.summary, location: entry.location, startsAt: entry.startsAtMs, endsAt: entry.endsAtMs, zone },
    file: `/calendar/meetings/${meetingId}.ics?lang=${context.locale}`,
    calendars: webCalendars.map((name) => ({ name: say(name), href: links[name] })),
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = requireActor(context, request)
  const form = await request.formData().catch(() => new FormData())
  const input = parseFormData(form, recordOutcomeInput.omit({ meetingId: true }))
  const { data: answer, init } = respond(input.ok ? await context.app.outcomes.record(actor, { ...input.value, meetingId: params['meetingId'] ?? '' }) : input, context)
  const { answer: chosen = '', note = '' } = sentValues(form)
  const sent: SentOutcome = { answer: chosen, note }
  return data({ ...answer, sent }, init ?? undefined)
}

/** After a refusal too: a colleague’s answer is what it was refused for. */
export const shouldRevalidate = (): boolean => true

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => pageMeta(loaded?.title)

export default function OneMeetingPage() {
  const { title, back, outcome, entry } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const base = `/events/${useParams()['slug'] ?? ''}`
  return (
    <div className="max-w-prose">
      <PageHead title={title} above={<TextLink to={`${base}/agenda`}>{back}</TextLink>} />
      {outcome === null ? <Entry entry={entry} /> : <OutcomeForm view={outcome} base={base} answer={answer} />}
    </div>
  )
}

function Entry({ entry: { words, meeting, file, calendars } }: { entry: Awaited<ReturnType<typeof calendarEntry>> }) {
  return (
    <>
      <p className="text-lg font-semibold break-words">{meeting.summary}</p>
      <TimeRange from={meeting.startsAt} to={meeting.endsAt} zone={meeting.zone} withDay className="text-base font-semibold" />
      <p><ZoneNote zone={meeting.zone} at={meeting.startsAt} /></p>
      {meeting.location !== '' && <p>{meeting.location}</p>}
      <p className="mt-6 mb-3 text-ink-2">{words.lead}</p>
      <a href={file} className={buttonClasses({ look: 'primary', wide: true })}>{words.file}</a>
      <h2 className="mt-8 mb-3 text-lg">{words.web}</h2>
      <ul className="flex flex-col gap-2">
        {calendars.map(({ name, href }) => (
          <li key={name}><a href={href} target="_blank" rel="noopener noreferrer" className={buttonClasses({ look: 'secondary', wide: true })}>{name}</a></li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-2">{words.webHelp} <TextLink to="/account">{words.subscribe}</TextLink></p>
    </>
  )
}
