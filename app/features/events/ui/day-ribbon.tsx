import { useTranslate } from '#app/ui/translate.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { Time } from '#app/ui/time.tsx'
import type { GridSlot, Stretch } from '#server/domain/events/grid.ts'

import { byDay, sittings } from '../view.ts'

type RibbonProps = { zone: string; bounds: Stretch; slots: GridSlot[]; windows: Stretch[]; breaks: Stretch[]; sessions: (Stretch & { id: string; name: string })[] }
type Lane = { key: string; title: string; bars: { key: string; from: number; to: number; text: string; look: string; cells?: number }[] }

/** The day drawn to scale: sessions, windows with their slots, breaks. One ribbon per day of the event. */
export function DayRibbon({ zone, bounds, slots, windows, breaks, sessions }: RibbonProps) {
  const t = useTranslate()
  const all = [...windows, ...sessions, ...breaks]
  const days = byDay(all.length > 0 ? all : [bounds], zone)
  return (
    <div className="flex flex-col gap-5">
      {days.map(({ day, at, rows }) => {
        const from = Math.floor(Math.min(...rows.map((row) => row.startsAtMs)) / 3_600_000) * 3_600_000
        const to = Math.ceil(Math.max(...rows.map((row) => row.endsAtMs)) / 3_600_000) * 3_600_000
        const inDay = <Row extends Stretch>(list: Row[]): Row[] => list.filter((row) => row.startsAtMs >= from && row.endsAtMs <= to)
        const range = (row: Stretch): string => `${wallTime(row.startsAtMs, zone)}–${wallTime(row.endsAtMs, zone)}`
        const lanes: Lane[] = [
          { key: 'sessions', title: t('events:ribbon.session'), bars: inDay(sessions).map((row) => ({ key: row.id, from: row.startsAtMs, to: row.endsAtMs, text: `${row.name} ${range(row)}`, look: 'border-line bg-sunk text-ink' })) },
          { key: 'slots', title: t('events:ribbon.window'), bars: inDay(sittings(slots)).map((run) => ({ key: String(run.startsAtMs), from: run.startsAtMs, to: run.endsAtMs, text: `${range(run)} · ${run.count}`, look: 'border-sea bg-sea-wash text-sea-ink', cells: run.count })) },
          { key: 'breaks', title: t('events:ribbon.break'), bars: inDay(breaks).map((row) => ({ key: String(row.startsAtMs), from: row.startsAtMs, to: row.endsAtMs, text: range(row), look: 'border-amber bg-amber-wash text-amber-ink' })) },
        ]
        return (
          <figure key={day} className="min-w-0">
            <figcaption className="mb-2 text-sm font-semibold"><Time at={at} zone={zone} show="day-year" /></figcaption>
            <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={t('events:grid.ribbon')}>
              <div className="min-w-160">
                <Hours from={from} to={to} zone={zone} />
                {lanes.filter((lane) => lane.bars.length > 0).map((lane) => <LaneRow key={lane.key} lane={lane} from={from} to={to} />)}
              </div>
            </div>
          </figure>
        )
      })}
    </div>
  )
}

function Hours({ from, to, zone }: { from: number; to: number; zone: string }) {
  const hours = Array.from({ length: Math.round((to - from) / 3_600_000) + 1 }, (_, i) => from + i * 3_600_000)
  return (
    <div aria-hidden className="relative mr-5 ml-20 h-5 text-xs text-ink-2">
      {hours.map((hour) => (
        <span key={hour} className="figures absolute -translate-x-1/2 whitespace-nowrap" style={{ left: `${((hour - from) / (to - from)) * 100}%` }}>{wallTime(hour, zone)}</span>
      ))}
    </div>
  )
}

/** Bars that overlap (sessions on two stages) stand on lines of their own. */
function LaneRow({ lane, from, to }: { lane: Lane; from: number; to: number }) {
  const lines: Lane['bars'][] = []
  for (const bar of lane.bars) {
    const free = lines.find((line) => line.every((other) => other.to <= bar.from || bar.to <= other.from))
    if (free === undefined) lines.push([bar])
    else free.push(bar)
  }
  return (
    <div className="flex border-t border-line py-1">
      <span className="w-20 shrink-0 text-xs leading-7 text-ink-2">{lane.title}</span>
      <div className="mr-5 min-w-0 flex-1">
        {lines.map((line) => (
          <ul key={line[0]?.key} className="relative h-7">
            {line.map((bar) => (
              <li
                key={bar.key}
                title={bar.text}
                className={`absolute inset-y-0.5 truncate rounded-sm border px-1 text-xs leading-6 ${bar.look}`}
                style={{ left: `${((bar.from - from) / (to - from)) * 100}%`, width: `${((bar.to - bar.from) / (to - from)) * 100}%`, backgroundImage: bar.cells ? 'linear-gradient(to right, var(--sea) 1px, transparent 1px)' : undefined, backgroundSize: bar.cells ? `${100 / bar.cells}% 100%` : undefined }}
              >
                <span className={bar.cells ? 'rounded-sm bg-sea-wash px-1' : undefined}>{bar.text}</span>
              </li>
            ))}
          </ul>
        ))}
      </div>
    </div>
  )
}
