import { Time } from '#app/ui/time.tsx'
import { classes } from '#app/ui/classes.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { Shown } from '../view.ts'
import type { LiveStage } from './use-stage.tsx'

import { Countdown, CountdownBar } from './countdown.tsx'
import { useLineName, useSpeakers } from './names.tsx'
import { LateMark, LinkMark, RehearsalMark } from './stage-marks.tsx'

/** The stage in the hand: who is on, with the card and the countdown. */
export function PhoneNow({ stage }: { stage: LiveStage }) {
  const t = useTranslate()
  const { look, snapshot } = stage
  return (
    <section aria-labelledby="on-stage" className={classes('flex flex-col gap-4 border-y border-line py-5', look.mark === 'over' && '-mx-4 bg-vermilion-wash px-4')}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="on-stage" className="text-sm font-medium text-ink-2">{t(look.part === 'qa' ? 'stage:part.qa' : `stage:status.${look.status}`)}</h2>
        <span className="flex items-center gap-2">
          {snapshot.state?.isRehearsal && <RehearsalMark />}
          <LinkMark link={stage.link} />
        </span>
      </div>
      {look.now === null ? <p className="text-xl font-semibold">{t(`stage:phone.${look.status === 'over' ? 'over' : look.status === 'closed' ? 'closed' : 'idle'}`)}</p> : <Card shown={look.now} />}
      <Countdown look={look} className={classes('text-[3.5rem]', look.mark === 'warn' && 'text-amber-ink', (look.mark === 'danger' || look.mark === 'over') && 'text-vermilion-ink')} />
      <CountdownBar look={look} className="h-1 w-full overflow-hidden bg-sunk text-sea" />
    </section>
  )
}

/** Who comes next, and when as things stand. */
export function PhoneNext({ stage }: { stage: LiveStage }) {
  const t = useTranslate()
  const { look, snapshot } = stage
  if (look.next === null) return null
  const { line, expected } = look.next
  return (
    <section aria-labelledby="next-on-stage" className="flex flex-col gap-2 border-b border-line py-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="next-on-stage" className="text-sm font-medium text-ink-2">{t('stage:phone.next')}</h2>
        <span className="flex items-center gap-2 text-sm"><Time at={expected?.startsAt ?? line.plannedAt} zone={snapshot.zone} show={look.status === 'closed' ? 'both' : 'time'} />{look.nowMs >= 60_000 && <LateMark ms={look.nowMs} plain />}</span>
      </div>
      <Card shown={look.next} small />
    </section>
  )
}

function Card({ shown, small = false }: { shown: Shown; small?: boolean }) {
  const pick = usePick()
  const nameOf = useLineName()
  const line = pick(shown.card.lineZh, shown.card.lineEn)
  const speakers = useSpeakers()(shown)
  return (
    <div>
      <p className={small ? 'text-lg font-semibold' : 'text-xl font-semibold text-balance'}>{nameOf(shown)}</p>
      {line !== '' && <p className={small ? 'line-clamp-2 text-sm text-ink-2' : 'mt-1'}>{line}</p>}
      {speakers !== '' && !small && <p className="mt-1 text-sm text-ink-2">{speakers}</p>}
    </div>
  )
}
