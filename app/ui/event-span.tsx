import { classes } from './classes.ts'
import { useReaderZone } from './reader-zone.tsx'
import { TimeRange, type TimeRangeProps } from './time.tsx'
import { offsetLabel, wallDate, wallDay, wallTime } from './time-format.ts'
import { useLocale, useTranslate } from './translate.tsx'

/** When an event is: a range of one day as `TimeRange` shows it; where it ends on another day, that day is named: `09:00 – Thu 3 Dec 17:00`. */
export function EventSpan(props: Omit<TimeRangeProps, 'plain'>) {
  const { from, to, zone, withDay = false, className } = props
  const locale = useLocale()
  const t = useTranslate()
  const mine = useReaderZone()
  if (wallDate(from, zone) === wallDate(to - 1, zone)) return <TimeRange {...props} />
  const dated = (at: number, where: string): string => `${wallDay(at, where, locale)} ${wallTime(at, where)}`
  return (
    <span className={classes('inline-flex flex-col figures', className)}>
      <span>
        <time dateTime={new Date(from).toISOString()} className="whitespace-nowrap">{withDay ? dated(from, zone) : wallTime(from, zone)}</time> – <time dateTime={new Date(to).toISOString()} className="whitespace-nowrap">{dated(to, zone)}</time>
      </span>
      {mine !== null && offsetLabel(from, mine) !== offsetLabel(from, zone) && <span className="text-xs font-normal text-ink-2">{t('common:time.yours', { time: `${dated(from, mine)} – ${dated(to, mine)}` })}</span>}
    </span>
  )
}
