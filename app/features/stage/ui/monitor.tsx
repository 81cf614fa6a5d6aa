import { classes } from '#app/ui/classes.ts'
import { wallTime } from '#app/ui/time-format.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Mark } from '#server/domain/stage/countdown.ts'
import type { CrewSnapshot, StageMessage } from '#server/protocol/stage.ts'

import type { LiveStage } from './use-stage.tsx'

import { Countdown } from './countdown.tsx'
import { useLineName } from './names.tsx'
import { LinkMark, RehearsalMark } from './stage-marks.tsx'

const grounds: Record<Mark, string> = {
  still: 'bg-paper text-ink [--quiet:var(--ink-2)]',
  calm: 'bg-paper text-ink [--quiet:var(--ink-2)]',
  warn: 'bg-amber text-sunk [--quiet:currentColor]',
  danger: 'bg-vermilion text-on-vermilion [--quiet:currentColor]',
  over: 'bg-vermilion text-on-vermilion [--quiet:currentColor]',
}

const tones: Record<StageMessage['tone'], string> = {
  plain: 'bg-ink text-paper',
  warn: 'bg-amber text-sunk',
  urgent: 'bg-on-vermilion text-vermilion',
}

/** What whoever is on the stage sees at their feet: the countdown as large as it goes, and what the desk says. */
export function Monitor({ stage, crew }: { stage: LiveStage; crew: CrewSnapshot }) {
  const t = useTranslate()
  const nameOf = useLineName()
  const { look, snapshot, now } = stage
  return (
    <main id="content" tabIndex={-1} data-theme="dark" className={classes('grid min-h-dvh grid-rows-[auto_1fr_auto_auto] gap-[2vmin] overflow-hidden p-[3vmin] motion-safe:transition-colors', grounds[look.mark])}>
      <header className="flex items-baseline justify-between gap-[2vw] text-[max(1rem,4vmin)]">
        <h1 className="truncate font-semibold">{look.now === null ? t(`stage:monitor.${look.status}`) : nameOf(look.now)}</h1>
        <span className="flex shrink-0 items-baseline gap-[1.5vw]">
          {snapshot.state?.isRehearsal && <RehearsalMark className="text-[max(1rem,2.4vmin)]! leading-normal!" />}
          {stage.link !== 'live' && <LinkMark link={stage.link} />}
          {look.part === 'qa' && <span>{t('stage:part.qa')}</span>}
          <time className="figures">{wallTime(now, snapshot.zone)}</time>
        </span>
      </header>
      <section className="flex items-center justify-center">
        {look.status === 'on' ? (
          <Countdown look={look} pauseBelow className={classes('text-center', look.isPaused ? 'text-[clamp(5rem,min(44vh,27vw),40rem)]' : 'text-[clamp(5rem,min(52vh,27vw),40rem)]')} />
        ) : (
          <p className="text-center text-[clamp(2.5rem,12vmin,10rem)] leading-tight font-semibold text-balance">{t(`stage:monitor.${look.status}Help`)}</p>
        )}
      </section>
      <div role="alert" aria-live="assertive">
        {crew.message !== null && <p key={crew.message.id} className={classes('rounded-md px-[3vmin] py-[2vmin] text-center text-[clamp(1.75rem,9vmin,7rem)] leading-tight font-semibold text-balance', tones[crew.message.tone])}>{crew.message.text}</p>}
      </div>
      <footer className="truncate text-[max(1rem,3vmin)] text-(--quiet)">{look.next !== null && look.status !== 'over' && t('stage:monitor.next', { name: nameOf(look.next) })}</footer>
    </main>
  )
}
