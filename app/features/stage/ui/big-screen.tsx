import { Qr } from '#app/ui/qr.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { classes } from '#app/ui/classes.ts'

import { besideStage, type StageLook } from '../view.ts'
import type { LiveStage } from './use-stage.tsx'

import { BesideStage } from './beside-stage.tsx'
import { Countdown } from './countdown.tsx'
import { useLineName, useSpeakers } from './names.tsx'
import { RehearsalMark } from './stage-marks.tsx'

/** Readable from thirty metres: name, one line, countdown, what is next, the code. Over time the ground turns. */
export function BigScreen({ stage, link }: { stage: LiveStage; link: { url: string; qr: { size: number; path: string } } }) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = useLineName()
  const { snapshot, look } = stage
  const beside = besideStage(snapshot)
  return (
    <main
      id="content"
      tabIndex={-1}
      data-theme="dark"
      className={classes('grid min-h-dvh grid-rows-[auto_1fr_auto] gap-[2vmin] overflow-hidden p-[4vmin] motion-safe:transition-colors', look.mark === 'over' ? 'bg-vermilion text-on-vermilion [--quiet:currentColor]' : 'bg-paper text-ink [--quiet:var(--ink-2)]')}
    >
      <header className="flex items-baseline justify-between gap-[2vw] text-[max(1rem,2.4vmin)] text-(--quiet)">
        <span>{pick(snapshot.eventNameZh, snapshot.eventNameEn)}</span>
        {snapshot.state?.isRehearsal && <RehearsalMark className="text-[max(1rem,2.4vmin)]! leading-normal!" />}
        <span>{pick(snapshot.nameZh, snapshot.nameEn)}</span>
      </header>
      <div className={classes('grid min-h-0 gap-[3vmin]', beside !== null && 'landscape:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]')}>
        <Centre look={look} isNarrow={beside !== null} />
        {beside !== null && <BesideStage beside={beside} />}
      </div>
      <footer className="flex items-end justify-between gap-[3vw]">
        <div className="min-w-0">
          {look.next !== null && look.status !== 'over' && look.next !== shownOf(look) && (
            <>
              <p className="text-[max(1rem,2.4vmin)] text-(--quiet)">{t('stage:screen.next')}</p>
              <p className="truncate text-[max(1.25rem,5vmin)] leading-normal font-semibold">{nameOf(look.next)}</p>
            </>
          )}
        </div>
        <div className="shrink-0 text-center">
          <Qr code={link.qr} label={t('stage:screen.qr', { url: link.url })} className={beside === null ? 'size-[max(6rem,20vmin)]' : 'size-[max(6rem,15vmin)]'} />
          <p className="mt-[0.5vmin] text-[max(0.75rem,2vmin)] text-(--quiet)">{t('stage:screen.scan')}</p>
        </div>
      </footer>
    </main>
  )
}

/** Who stands in large letters: whoever is on, and before that whoever comes first. */
const shownOf = (look: StageLook): StageLook['now'] => look.now ?? (look.status === 'idle' || look.status === 'closed' ? look.next : null)

function Centre({ look, isNarrow }: { look: StageLook; isNarrow: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = useLineName()
  const speakersOf = useSpeakers()
  const shown = shownOf(look)
  const above = look.status === 'on' ? (look.part === 'qa' ? t('stage:part.qa') : '') : look.status === 'over' ? '' : t(look.status === 'called' ? 'stage:screen.called' : 'stage:screen.soon')
  return (
    <section className="flex min-w-0 flex-col justify-center gap-[2.5vmin]">
      {above !== '' && <p className="text-[max(1.25rem,4vmin)] text-(--quiet)">{above}</p>}
      <h1 className={classes('leading-tight font-semibold text-balance', isNarrow ? 'text-[clamp(1.75rem,8vmin,7rem)]' : 'text-[clamp(2rem,11vmin,10rem)]')}>{shown === null ? t('stage:screen.over') : nameOf(shown)}</h1>
      {shown !== null && <p className={classes('leading-snug text-(--quiet)', isNarrow ? 'line-clamp-4 text-[clamp(1rem,3.4vmin,3rem)]' : 'line-clamp-2 text-[clamp(1.25rem,4.5vmin,4rem)]')}>{pick(shown.card.lineZh, shown.card.lineEn) || speakersOf(shown)}</p>}
      <Countdown look={look} className={isNarrow ? 'text-[clamp(3rem,18vmin,16rem)]' : 'text-[clamp(4rem,24vmin,22rem)]'} />
    </section>
  )
}
