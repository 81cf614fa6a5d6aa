import { Time } from '#app/ui/time.tsx'
import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { forecast } from '#server/domain/stage/forecast.ts'
import type { CrewSnapshot } from '#server/protocol/stage.ts'

import { cardOf } from '../view.ts'
import type { LiveStage } from './use-stage.tsx'

import { Countdown } from './countdown.tsx'
import { useLineName, useSpeakers } from './names.tsx'
import { LateMark, LinkMark, RehearsalMark } from './stage-marks.tsx'

const mostWaiting = 6

/** For those who wait behind the stage, and for judges: who is on, who goes on when. */
export function Backstage({ stage, crew }: { stage: LiveStage; crew: CrewSnapshot }) {
  const t = useTranslate()
  const nameOf = useLineName()
  const speakersOf = useSpeakers()
  const { snapshot, look, now } = stage
  const { state } = snapshot
  const lines = state === null ? snapshot.planned : state.isEnded ? [] : state.lines.filter((line) => line.outcome === null && line.id !== state.current?.lineId)
  const expected = new Map((state === null ? [] : forecast(state, now).lines).map((one) => [one.id, one]))
  return (
    <main id="content" tabIndex={-1} data-theme="dark" className="flex min-h-dvh flex-col gap-6 bg-paper p-[max(1rem,3vmin)] text-ink">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1 className="text-xl">{look.now === null ? t(`stage:monitor.${look.status}`) : nameOf(look.now)}</h1>
        <span className="flex items-baseline gap-4">
          {state?.isRehearsal && <RehearsalMark />}
          {state !== null && !state.isEnded && <LateMark ms={look.nowMs} />}
          <LinkMark link={stage.link} />
        </span>
      </header>
      <Countdown look={look} className={classes('text-[clamp(4rem,20vmin,12rem)]', look.mark === 'over' && 'text-vermilion-ink')} />
      <div role="status">{crew.message !== null && <p className="rounded-sm bg-amber px-4 py-2 text-lg font-semibold text-sunk">{crew.message.text}</p>}</div>
      <section aria-labelledby="waiting">
        <h2 id="waiting" className="mb-2 text-base text-ink-2">{t('stage:backstage.waiting')}</h2>
        {lines.length === 0 && <p>{t('stage:backstage.none')}</p>}
        <ol className="flex flex-col">
          {lines.slice(0, mostWaiting).map((line, i) => {
            const shown = { line, card: cardOf(snapshot, line.id) }
            const startsAt = expected.get(line.id)?.startsAt ?? line.plannedAt
            return (
              <li key={line.id} className={classes('flex items-baseline gap-4 border-t border-line py-3', i === 0 ? 'text-xl font-semibold' : 'text-lg')}>
                <Time at={startsAt} zone={snapshot.zone} className="w-20 shrink-0 text-ink-2" />
                <span className="min-w-0">
                  {nameOf(shown)}
                  {speakersOf(shown) !== '' && <span className="block text-base font-normal text-ink-2">{speakersOf(shown)}</span>}
                </span>
              </li>
            )
          })}
        </ol>
      </section>
    </main>
  )
}
