import { useMemo, useRef } from 'react'

import { classes } from '#app/ui/classes.ts'
import { wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { WorkingItem } from '#server/domain/programme/item.ts'

import { lanesOf, minuteMs, tickMs, titleOf, wordsOf, type DayWindow } from '../view.ts'
import { ProgrammeBlock, tickPx } from './programme-block.tsx'
import { useProgrammeDrag } from './use-programme-drag.tsx'
import type { ProgrammeHand } from './use-programme-hand.tsx'
import type { LoadedProgramme, ProgrammeState } from './use-programme.tsx'

export type ProgrammeGridProps = { board: LoadedProgramme; state: ProgrammeState; hand: ProgrammeHand; day: DayWindow; zone: string; label: string; onOpen: (id: string) => void; onRemove: (id: string) => void; onAdd: (stageId: string | null, startsAtMs: number) => void }

const gutterPx = 56
/** At least so wide: few stages have room for whole titles. Columns share what the page has beyond that. */
const columnPxOf = (columns: number): number => (columns <= 4 ? 272 : 184)

/** Time down, stages across. Everything on it can be done by mouse, by touch and by keyboard. */
export function ProgrammeGrid({ board, state, hand, day, zone, label, onOpen, onRemove, onAdd }: ProgrammeGridProps) {
  const t = useTranslate()
  const pick = usePick()
  const scroller = useRef<HTMLDivElement>(null)
  const today = useMemo(() => [...hand.shown.values()].filter((item) => !item.isRemoved && item.startsAtMs >= day.fromMs && item.startsAtMs < day.toMs).sort((a, b) => a.startsAtMs - b.startsAtMs), [hand.shown, day])
  const hasLoose = [...hand.shown.values()].some((item) => item.stageId === null && !item.isRemoved)
  const columns = useMemo(() => [...board.stages.map((stage) => stage.id as string | null), ...(hasLoose ? [null] : [])], [board.stages, hasLoose])
  const { active, handlers } = useProgrammeDrag({ scroller, hand, items: hand.shown, today, columns, onOpen, onRemove })
  const share = (at: number): string => `calc(${gutterPx}px + (100% - ${gutterPx}px) * ${at / columns.length})`
  const width = `calc((100% - ${gutterPx}px) / ${columns.length})`
  const height = ((day.toMs - day.fromMs) / tickMs) * tickPx
  const hours = Array.from({ length: Math.round((day.toMs - day.fromMs) / (60 * minuteMs)) }, (_, at) => day.fromMs + at * 60 * minuteMs)
  const stageName = (id: string | null): string => {
    const stage = board.stages.find((one) => one.id === id)
    return stage ? pick(stage.nameZh, stage.nameEn) : t('programme:unplaced')
  }
  return (
    <div ref={scroller} role="group" aria-label={label} aria-describedby="programme-keys" className="relative max-h-[calc(100dvh-11rem)] min-h-80 overflow-auto border border-line bg-ground" {...handlers}>
      <div className="relative min-w-full" style={{ width: gutterPx + columns.length * columnPxOf(columns.length), height: height + 36 }}>
        <div className="sticky top-0 z-30 flex h-9 border-b border-line bg-sheet">
          <span className="sticky left-0 z-10 shrink-0 bg-sheet" style={{ width: gutterPx }} />
          {columns.map((id) => <span key={id ?? ''} className="min-w-0 flex-1 truncate border-l border-line px-2 py-2 text-sm font-semibold" title={stageName(id)}>{stageName(id)}</span>)}
        </div>
        <div className="sticky left-0 z-20 float-left bg-ground" style={{ width: gutterPx, height }}>
          {hours.map((hour, at) => <span key={hour} className="figures absolute right-2 text-xs text-ink-2" style={{ top: at * 12 * tickPx - (at === 0 ? 0 : 8) }}>{wallTime(hour, zone)}</span>)}
        </div>
        {columns.map((id, at) => (
          <div
            key={id ?? ''}
            data-stage={id ?? ''}
            onDoubleClick={(event) => {
              if (!board.mayEdit || (event.target as Element).closest('[data-item]')) return
              const y = event.clientY - event.currentTarget.getBoundingClientRect().top
              onAdd(id, day.fromMs + Math.floor(y / tickPx) * tickMs)
            }}
            className={classes('absolute border-l border-line', hand.held?.stageId === id && 'bg-sunk/50')}
            style={{ top: 36, left: share(at), width, height, backgroundImage: 'linear-gradient(var(--line) 1px, transparent 1px)', backgroundSize: `100% ${12 * tickPx}px` }}
          >
            <Column stageId={id} items={today.filter((item) => item.stageId === id)} {...{ board, state, hand, day, zone, active }} />
          </div>
        ))}
      </div>
      <p id="programme-keys" className="sr-only">{t('programme:board.keys')}</p>
    </div>
  )
}

type ColumnProps = Pick<ProgrammeGridProps, 'board' | 'state' | 'hand' | 'day' | 'zone'> & { stageId: string | null; items: readonly WorkingItem[]; active: string | null }

function Column({ stageId, items, board, state, hand, day, zone, active }: ColumnProps) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const lanes = useMemo(() => lanesOf(items), [items])
  const sessions = board.sessions.filter((session) => session.stageId !== null && session.stageId === stageId && session.startsAtMs < day.toMs && session.endsAtMs > day.fromMs)
  const clashes = useMemo(() => {
    const worst = new Map<string, 'block' | 'warn'>()
    for (const { itemId, otherId, kind, isHard } of state.conflicts) for (const id of [itemId, otherId]) if (id !== null) worst.set(id, isHard || board.levels[kind] === 'block' ? 'block' : (worst.get(id) ?? 'warn'))
    return worst
  }, [state.conflicts, board.levels])
  const px = (ms: number): number => ((ms - day.fromMs) / tickMs) * tickPx
  return (
    <>
      {sessions.map((session) => <span key={session.id} aria-hidden className="pointer-events-none absolute inset-x-0 border-y border-dashed border-edge bg-sunk/40" style={{ top: px(session.startsAtMs), height: px(session.endsAtMs) - px(session.startsAtMs) }} />)}
      {items.map((item) => {
        const held = hand.held?.id === item.id
        return (
          <ProgrammeBlock
            key={item.id} id={item.id} kind={item.kind} title={titleOf(item, board, pick, t)} time={`${wallTime(item.startsAtMs, zone)}–${wallTime(item.endsAtMs, zone)}`}
            people={wordsOf(locale, item.people.map((one) => one.name).filter((name) => name !== ''))}
            top={px(item.startsAtMs)} height={px(item.endsAtMs) - px(item.startsAtMs)} lane={lanes.get(item.id)?.lane ?? 0} lanes={lanes.get(item.id)?.lanes ?? 1}
            isLinked={item.isLinked} isBooked={item.delegationId !== null} isHeld={held} isActive={active === item.id} isFaded={hand.held !== null && !held}
            clash={held && hand.verdict !== null && hand.verdict.tone !== 'fine' ? hand.verdict.tone : (clashes.get(item.id) ?? null)} mayEdit={board.mayEdit}
          />
        )
      })}
    </>
  )
}
