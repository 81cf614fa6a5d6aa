import { Pause } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { countdownText } from '#server/domain/stage/countdown.ts'

import type { StageLook } from '../view.ts'

/** The figures of a countdown; a pause is said by word and picture. Read out once when it turns, not every second. */
export function Countdown({ look, className, pauseBelow = false }: { look: StageLook; className?: string; /** Where the figures take all the width. */ pauseBelow?: boolean }) {
  const t = useTranslate()
  if (look.leftMs === null) return null
  return (
    <div className={classes('leading-none', className)}>
      <span role="timer" aria-live="off" className="figures leading-none font-semibold">{countdownText(look.leftMs)}</span>
      {look.isPaused && <span className={classes('items-center gap-[0.2em] leading-none', pauseBelow ? 'mt-[0.3em] flex justify-center text-[0.2em]' : 'ml-[0.4em] inline-flex align-middle text-[0.25em]')}><Pause aria-hidden size="1em" />{t('stage:paused')}</span>}
      <span role="status" className="sr-only">{look.mark === 'calm' || look.mark === 'still' ? '' : t(`stage:mark.${look.mark}`)}</span>
    </div>
  )
}

/** How much of the time is used, as a line that shortens. */
export function CountdownBar({ look, className }: { look: StageLook; className?: string }) {
  if (look.leftMs === null || look.lengthMs === null || look.lengthMs <= 0) return null
  const share = Math.max(0, Math.min(1, look.leftMs / look.lengthMs))
  return (
    <div aria-hidden className={className}>
      <div className="h-full origin-left bg-current" style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
