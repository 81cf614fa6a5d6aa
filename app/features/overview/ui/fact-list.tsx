import { Link } from '@remix-run/react'
import { Armchair, BadgeCheck, CalendarX, ChevronRight, FileSpreadsheet, Hourglass, LayoutGrid, MailWarning, Send, TicketX, UserCheck, UserX, Users, type LucideIcon } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

export type Fact = { key: string; count: number; to: string }

const icons: Record<string, LucideIcon> = { expiring: Hourglass, offGrid: CalendarX, tooFewSlots: LayoutGrid, cannotPay: TicketX, importsOpen: FileSpreadsheet, claimsWaiting: BadgeCheck, draftAhead: Send, mailFailed: MailWarning, unmanned: UserX, goneOnStage: UserX, toReview: UserCheck, noSeats: Armchair, seatsInLine: Armchair, noPeople: Users }
const urgent = new Set(['expiring', 'offGrid', 'tooFewSlots', 'cannotPay', 'mailFailed'])

/** What waits for the organizer, the most urgent first; each line leads to its cause. */
export function FactList({ facts }: { facts: Fact[] }) {
  const t = useTranslate()
  return (
    <ul className="border-y border-line">
      {facts.map(({ key, count, to }) => {
        const Icon = icons[key] ?? ChevronRight
        return (
          <li key={key} className="border-b border-line last:border-b-0">
            <Link to={to} prefetch="intent" className="flex items-center gap-4 px-2 py-3 hover:bg-sunk">
              <Icon aria-hidden size={20} strokeWidth={1.75} className={classes('shrink-0', urgent.has(key) ? 'text-amber-ink' : 'text-ink-2')} />
              <span className="min-w-0 flex-1">
                <span className="figures block font-medium">{t(`overview:fact.${key}.title`, { count })}</span>
                <span className="block text-sm text-ink-2">{t(`overview:fact.${key}.text`)}</span>
              </span>
              <span className="flex shrink-0 items-center gap-1 text-sm text-sea-ink"><span className="max-sm:sr-only">{t('overview:open')}</span><ChevronRight aria-hidden size={16} /></span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
