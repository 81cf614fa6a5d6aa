import { History, MapPin } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { Status } from '#app/ui/status.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { wallDate, wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { AgendaItem, AgendaSnapshot } from '#server/protocol/agenda.ts'

import { ribbon, type RibbonEntry } from '../view.ts'

import { PartnerName, PeopleLine, TableName } from './partner-names.tsx'

type Props = { snapshot: AgendaSnapshot; now: number; onOpen: (meetingId: string) => void }

/** The day as a ribbon: times at the left, what happens at the right, gaps as gaps. */
export function Ribbon({ snapshot, now, onOpen }: Props) {
  const { zone } = snapshot
  const locale = useLocale()
  return (
    <>
      {ribbon(snapshot, (instant) => wallDate(instant, zone)).map((day) => (
        <section key={day.date} className="mb-8">
          <h2 className="mb-2 text-base font-semibold">{wallDay(day.startsAt, zone, locale)}</h2>
          <ol className="border-t border-line">
            {day.entries.map((entry) => (
              <li key={entry.key} className={classes('grid grid-cols-[6.5rem_1fr] gap-x-3 border-b border-line', entry.endsAt <= now && 'text-ink-2')}>
                <Row entry={entry} zone={zone} now={now} onOpen={onOpen} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

function Row({ entry, zone, now, onOpen }: { entry: RibbonEntry; zone: string; now: number; onOpen: (meetingId: string) => void }) {
  const t = useTranslate()
  const pick = usePick()
  if (entry.kind === 'gap') {
    return <p className="figures col-start-2 py-2 text-sm text-ink-3">{t('agenda:gap', { count: entry.minutes })}</p>
  }
  const isOn = entry.startsAt <= now && now < entry.endsAt
  const time = (
    <span className={classes('block border-l-3 py-3 pl-2 text-sm', isOn ? 'border-vermilion' : 'border-transparent')}>
      <TimeRange from={entry.startsAt} to={entry.endsAt} zone={zone} />
    </span>
  )
  if (entry.kind === 'session') {
    return (
      <>
        {time}
        <div className="py-3">
          <p className={entry.session.kind === 'own' ? 'font-semibold text-sea-ink' : undefined}>{pick(entry.session.nameZh, entry.session.nameEn)}</p>
          <p className="text-sm text-ink-2">{entry.session.kind === 'own' && `${t('agenda:own')} · `}{pick(entry.session.placeZh, entry.session.placeEn)}</p>
        </div>
      </>
    )
  }
  return (
    <>
      {time}
      <button type="button" onClick={() => onOpen(entry.item.id)} className="min-h-12 py-3 text-left hover:bg-sunk">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold text-sea-ink"><PartnerName partner={entry.item.partner} /></span>
          {isOn && <Status tone="live">{t('agenda:on')}</Status>}
        </span>
        <span className="block text-sm text-ink-2"><PeopleLine people={entry.item.partner.people} /></span>
        <span className="flex items-center gap-1 text-sm"><MapPin aria-hidden size={14} className="shrink-0 text-ink-2" /><TableName table={entry.item.table} /></span>
        <WasLine item={entry.item} zone={zone} now={now} />
      </button>
    </>
  )
}

/** What changed, until the meeting begins. */
export function WasLine({ item, zone, now }: { item: AgendaItem; zone: string; now: number }) {
  const t = useTranslate()
  const locale = useLocale()
  if (item.was === null || item.startsAt <= now) return null
  const { startsAt, endsAt, tableCode } = item.was
  const otherDay = wallDate(startsAt, zone) !== wallDate(item.startsAt, zone)
  const time = `${otherDay ? `${wallDay(startsAt, zone, locale)} ` : ''}${wallTime(startsAt, zone)}–${wallTime(endsAt, zone)}`
  const sameTime = startsAt === item.startsAt
  return (
    <span className="mt-1 flex items-start gap-1 text-sm text-amber-ink">
      <History aria-hidden size={14} className="mt-1 shrink-0" />
      <span>{sameTime ? t('agenda:was.table', { table: tableCode ?? '–' }) : t('agenda:was.time', { time, table: tableCode ?? '–' })}</span>
    </span>
  )
}
