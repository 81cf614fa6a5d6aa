import { Link } from '@remix-run/react'
import { ArrowRight, MapPin } from 'lucide-react'
import type { ReactNode } from 'react'

import { EventSpan } from '#app/ui/event-span.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick } from '#app/ui/translate.tsx'
import type { EventHeader } from '#server/domain/events/setup.ts'

import { PhaseStatus } from './phase-status.tsx'

/** One event as an invitation: day at the left, name large, place beneath. The whole row leads to its page. */
export function EventCard({ event, foot, heading: Heading = 'h3' }: { event: EventHeader; foot?: ReactNode; heading?: 'h2' | 'h3' }) {
  const pick = usePick()
  const venue = pick(event.venueZh, event.venueEn)
  return (
    <li className="group relative grid gap-x-8 gap-y-2 border-t border-line py-6 sm:grid-cols-[11rem_1fr]">
      <div className="flex flex-wrap gap-x-3 text-sm sm:flex-col">
        <Time at={event.startsAt} zone={event.zone} show="day-year" className="font-semibold" />
        <EventSpan from={event.startsAt} to={event.endsAt} zone={event.zone} className="text-ink-2" />
      </div>
      <div className="min-w-0">
        <p className="text-xs text-ink-2">{pick(event.series.nameZh, event.series.nameEn)}</p>
        <Heading className="mt-1 text-lg">
          <Link to={`/events/${event.slug}`} className="after:absolute after:inset-0 group-hover:text-sea-ink">{pick(event.nameZh, event.nameEn)}</Link>
        </Heading>
        <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
          <PhaseStatus phase={event.phase} />
          {venue && <span className="inline-flex items-center gap-1"><MapPin aria-hidden size={15} />{venue}</span>}
        </p>
        {foot && <div className="relative mt-3">{foot}</div>}
      </div>
      <ArrowRight aria-hidden size={20} className="absolute top-7 right-0 text-ink-3 group-hover:text-sea-ink max-sm:hidden" />
    </li>
  )
}
