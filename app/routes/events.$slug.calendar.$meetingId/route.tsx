import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'

import { buttonClasses } from '#app/ui/button-look.ts'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { TextLink } from '#app/ui/text-link.tsx'
import { TimeRange, ZoneNote } from '#app/ui/time.tsx'
import { requireActor } from '#app/http/require-actor.ts'
import { valueOrThrow } from '#app/http/respond.ts'
import { translator } from '#server/i18n/server-messages.ts'

const webCalendars = ['google', 'outlook', 'office'] as const

/** One own meeting for the reader's calendar. Its sentences come with it, so that phones load no more for it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = requireActor(context, request)
  const meetingId = params['meetingId'] ?? ''
  const { entry, zone, links } = valueOrThrow(await context.app.meetings.forCalendar(actor, meetingId, context.locale), context)
  const t = translator(context.locale)
  const say = (key: string): string => t(`mail:calendar.${key}`)
  return {
    title: say('title'),
    words: { lead: say('lead'), file: say('file'), web: say('web'), webHelp: say('webHelp'), subscribe: say('subscribe'), back: say('back') },
    meeting: { summary: entry.summary, location: entry.location, startsAt: entry.startsAtMs, endsAt: entry.endsAtMs, zone },
    file: `/calendar/meetings/${meetingId}.ics?lang=${context.locale}`,
    calendars: webCalendars.map((name) => ({ name: say(name), href: links[name] })),
    agenda: `/events/${params['slug'] ?? ''}/agenda`,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

export default function AddToCalendarPage() {
  const { title, words, meeting, file, calendars, agenda } = useLoaderData<typeof loader>()
  return (
    <div className="max-w-prose">
      <PageHead title={title} above={<TextLink to={agenda}>{words.back}</TextLink>} />
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
    </div>
  )
}
