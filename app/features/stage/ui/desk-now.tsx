import { Time } from '#app/ui/time.tsx'
import { classes } from '#app/ui/classes.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Mark } from '#server/domain/stage/countdown.ts'

import type { LiveStage } from './use-stage.tsx'

import { Countdown, CountdownBar } from './countdown.tsx'
import { useLineName, useSpeakers } from './names.tsx'
import { LateMark } from './stage-marks.tsx'

const figures: Record<Mark, string> = { still: '', calm: '', warn: 'text-amber-ink', danger: 'text-vermilion-ink', over: 'text-vermilion-ink' }

/** What is on, how long it has, how late it is and when it will all be over. */
export function DeskNow({ stage }: { stage: LiveStage }) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = useLineName()
  const speakersOf = useSpeakers()
  const { look, snapshot } = stage
  const { zone } = snapshot
  return (
    <section aria-labelledby="desk-now" className={classes('flex flex-col gap-4 border-y border-line py-5', look.mark === 'over' && 'bg-vermilion-wash px-4')}>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <p className="text-sm text-ink-2">{t(look.part === 'qa' ? 'stage:part.qa' : `stage:status.${look.status}`)}</p>
          <h2 id="desk-now" className="text-xl">{look.now === null ? t(`stage:desk.${look.status === 'over' ? 'over' : 'nobody'}`) : nameOf(look.now)}</h2>
          {look.now !== null && (
            <p className="text-ink-2">
              {[pick(look.now.card.lineZh, look.now.card.lineEn), speakersOf(look.now)].filter(Boolean).join(' · ')}
            </p>
          )}
        </div>
        <Countdown look={look} className={classes('text-[4rem]', figures[look.mark])} />
      </div>
      <CountdownBar look={look} className={classes('h-1 w-full overflow-hidden bg-sunk', figures[look.mark] || 'text-sea')} />
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        <div className="flex items-center gap-2"><dt className="text-ink-2">{t('stage:desk.next')}</dt><dd className="font-medium">{look.next === null ? t('stage:desk.nothingNext') : nameOf(look.next)}</dd></div>
        {look.status !== 'over' && <div className="flex items-center gap-2"><dt className="text-ink-2">{t('stage:desk.lateNow')}</dt><dd><LateMark ms={look.nowMs} plain /></dd></div>}
        {look.endsAt !== null && (
          <div className="flex items-center gap-2"><dt className="text-ink-2">{t('stage:desk.ends')}</dt><dd className="flex items-center gap-2"><Time at={look.endsAt} zone={zone} className="font-medium" /><LateMark ms={look.endMs} plain /></dd></div>
        )}
      </dl>
    </section>
  )
}
