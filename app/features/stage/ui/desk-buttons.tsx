import { Coffee, FastForward, MessageCircleQuestion, Minus, Pause, Play, Plus, RotateCcw, SkipForward, Square, Undo2, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { KeyHint } from '#app/ui/key-hint.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { undoOfferMs, type StageState } from '#server/domain/stage/model.ts'
import { nextStep } from '#server/domain/stage/next-step.ts'
import type { StageLogEntry, StageSnapshot } from '#server/protocol/stage.ts'

import { cardOf } from '../view.ts'

import { useLineName } from './names.tsx'
import type { DeskAct } from './use-desk.tsx'

type Props = { snapshot: StageSnapshot; state: StageState; act: DeskAct; isBusy: boolean }

/** What “next” would do now, in words. */
export function useNextLabel(snapshot: StageSnapshot): string {
  const t = useTranslate()
  const nameOf = useLineName()
  const step = snapshot.state === null ? null : nextStep(snapshot.state)
  if (step === null) return t('stage:next.nothing')
  const lineId = step.kind === 'call' ? step.lineId : step.kind === 'finish' ? (step.next?.lineId ?? null) : null
  const line = snapshot.state?.lines.find((one) => one.id === lineId)
  if (line === undefined) return t(step.kind === 'finish' ? 'stage:next.last' : `stage:next.${step.kind}`)
  return t(`stage:next.${step.kind}`, { name: nameOf({ line, card: cardOf(snapshot, line.id) }) })
}

/** Three large buttons: next, hold, more time. */
export function LargeButtons({ snapshot, state, act, isBusy }: Props) {
  const t = useTranslate()
  const label = useNextLabel(snapshot)
  const { current } = state
  const isOn = current !== null && current.part !== 'called'
  const isPaused = isOn && !current.countdown.runs
  const size = 'min-h-20 text-base!'
  return (
    <div data-density="touch" className="grid gap-3 md:grid-cols-[2fr_1fr_1fr]">
      <Button type="button" look="primary" icon={FastForward} className={size} disabled={state.isEnded} aria-keyshortcuts="Space" aria-busy={isBusy || undefined} onClick={() => act('next')}>
        <span className="flex min-w-0 flex-col items-start text-left"><span className="line-clamp-2">{label}</span><span className="text-xs font-normal opacity-90 max-md:hidden"><KeyHint keys={t('stage:desk.space')} /></span></span>
      </Button>
      <Button type="button" icon={isPaused ? Play : Pause} className={size} disabled={!isOn} onClick={() => act(isPaused ? 'resume' : 'pause')}>{t(isPaused ? 'stage:act.resume' : 'stage:act.pause')}</Button>
      <Button type="button" icon={Plus} className={size} disabled={current === null} onClick={() => act('adjust', { ms: '60000' })}>{t('stage:act.addMinute')}</Button>
    </div>
  )
}

type Small = { key: string; icon: LucideIcon; shown: boolean; run: () => void }

/** Everything else, small. */
export function SmallButtons({ state, act }: Props) {
  const t = useTranslate()
  const [isEnding, setEnding] = useState(false)
  const { current } = state
  const isOn = current !== null && current.part !== 'called'
  const lineId = current?.lineId ?? ''
  const line = state.lines.find((one) => one.id === lineId)
  const list: Small[] = [
    { key: 'cutMinute', icon: Minus, shown: current !== null, run: () => act('adjust', { ms: '-60000' }) },
    { key: 'addFive', icon: Plus, shown: current !== null, run: () => act('adjust', { ms: '300000' }) },
    { key: 'qa', icon: MessageCircleQuestion, shown: isOn && current.part === 'talk' && (line?.qaMs ?? 0) > 0, run: () => act('qa') },
    { key: 'finish', icon: Square, shown: isOn, run: () => act('finish') },
    { key: 'skip', icon: SkipForward, shown: current?.part === 'called', run: () => act('skip', { lineId }) },
    { key: 'back', icon: RotateCcw, shown: current?.part === 'called', run: () => act('return', { lineId }) },
    { key: 'break', icon: Coffee, shown: !isOn && !state.isEnded, run: () => act('break', { ms: '600000' }) },
    { key: 'reopen', icon: RotateCcw, shown: state.isEnded, run: () => act('reopen') },
    { key: 'end', icon: Square, shown: !state.isEnded, run: () => setEnding(true) },
  ]
  return (
    <div className="flex flex-wrap gap-2">
      {list.filter((one) => one.shown).map((one) => <Button key={one.key} type="button" look="quiet" icon={one.icon} onClick={one.run}>{t(`stage:act.${one.key}`)}</Button>)}
      <Dialog open={isEnding} title={t('stage:end.title')} onClose={() => setEnding(false)}>
        <p className="mb-4">{t('stage:end.text')}</p>
        <Button type="button" look="danger" onClick={() => { setEnding(false); act('end') }}>{t('stage:act.end')}</Button>
      </Dialog>
    </div>
  )
}

/** The last step with a way back, for ten seconds; whoever did it. */
export function UndoLine({ last, state, clock, act }: { last: StageLogEntry | undefined; state: StageState; clock: () => number; act: DeskAct }) {
  const t = useTranslate()
  const [isOffered, setOffered] = useState(false)
  const { at, seq } = state
  useEffect(() => {
    const left = at + undoOfferMs - clock()
    setOffered(left > 0)
    const timer = setTimeout(() => setOffered(false), Math.max(0, left))
    return () => clearTimeout(timer)
  }, [at, seq, clock])
  const canUndo = isOffered && last !== undefined && last.seq === seq && !['undo', 'open'].includes(last.kind)
  return (
    <div role="status" className="flex min-h-10 items-center gap-3 text-sm">
      {canUndo && (
        <>
          <span className="text-ink-2">{t(`stage:log.${last.kind}`)}</span>
          <Button type="button" icon={Undo2} onClick={() => act('undo')}>{t('common:ui.undo')}</Button>
        </>
      )}
    </div>
  )
}
