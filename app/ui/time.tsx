import { classes } from './classes.ts'
import { useReaderZone } from './reader-zone.tsx'
import { offsetLabel, wallDate, wallDay, wallTime, zoneName } from './time-format.ts'
import { useLocale, useTranslate } from './translate.tsx'

export type TimeProps = {
  /** ms since the epoch */
  at: number
  /** The event's IANA zone. */
  zone: string
  show?: 'time' | 'day' | 'day-year' | 'both'
  className?: string
}

/** An instant on the event's wall clock. */
export function Time({ at, zone, show = 'time', className }: TimeProps) {
  const locale = useLocale()
  const day = wallDay(at, zone, locale, show === 'day-year')
  const text = show === 'time' ? wallTime(at, zone) : show === 'both' ? `${day} ${wallTime(at, zone)}` : day
  return <time dateTime={new Date(at).toISOString()} className={classes('whitespace-nowrap', className)}>{text}</time>
}

export type TimeRangeProps = { from: number; to: number; zone: string; /** Leaves out the reader's own zone beneath. */ plain?: boolean; withDay?: boolean; className?: string }

/** `14:20–14:40` in the event's zone; beneath it the reader's own wall time, where that differs, with its day if it is another. */
export function TimeRange({ from, to, zone, plain = false, withDay = false, className }: TimeRangeProps) {
  const locale = useLocale()
  const t = useTranslate()
  const mine = useReaderZone()
  const differs = !plain && mine !== null && offsetLabel(from, mine) !== offsetLabel(from, zone)
  return (
    <span className={classes('inline-flex flex-col figures', className)}>
      <span className="whitespace-nowrap">
        {withDay && `${wallDay(from, zone, locale)} `}
        <time dateTime={new Date(from).toISOString()}>{wallTime(from, zone)}</time>–<time dateTime={new Date(to).toISOString()}>{wallTime(to, zone)}</time>
      </span>
      {differs && (
        <span className="text-xs font-normal text-ink-2">
          {t('common:time.yours', { time: `${wallDate(from, mine) === wallDate(from, zone) ? '' : `${wallDay(from, mine, locale)} `}${wallTime(from, mine)}–${wallTime(to, mine)}` })}
        </span>
      )}
    </span>
  )
}

/** Names the zone, once per view: `北京时间 (UTC+8)`. */
export function ZoneNote({ zone, at, className }: { zone: string; at: number; className?: string }) {
  const locale = useLocale()
  return <span className={classes('text-xs text-ink-2', className)}>{`${zoneName(zone, locale)} (${offsetLabel(at, zone)})`}</span>
}
