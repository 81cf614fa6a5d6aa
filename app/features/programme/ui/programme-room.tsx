import { ListPlus, Plus, SlidersHorizontal, Undo2 } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { WorkingItem } from '#server/domain/programme/item.ts'

import { daysOf, tickMs, titleOf, type DayWindow } from '../view.ts'
import { ConflictList } from './conflict-list.tsx'
import { ItemSheet, type OpenItem } from './item-sheet.tsx'
import { LevelsSheet } from './levels-sheet.tsx'
import { ProgrammeGrid } from './programme-grid.tsx'
import { SlotsSheet } from './slots-sheet.tsx'
import { useProgrammeHand, type ProgrammeHand } from './use-programme-hand.tsx'
import { useProgramme, type LoadedProgramme, type ProgrammeState } from './use-programme.tsx'

export type ProgrammeRoomProps = {
  board: LoadedProgramme & { settingsVersion: number }
  zone: string
  startsAt: number
  head: (state: ProgrammeState) => ReactNode
  levelsError: { message: string; fields?: Record<string, string> } | null
}

/** The organizer's board: everything about the programme on one page. */
export function ProgrammeRoom({ board, zone, startsAt, head, levelsError }: ProgrammeRoomProps) {
  const t = useTranslate()
  const state = useProgramme(board)
  const hand = useProgrammeHand(board, state, zone)
  const [open, setOpen] = useState<OpenItem | null>(null)
  const [sheet, setSheet] = useState<'slots' | 'levels' | null>(levelsError === null ? null : 'levels')
  const days = useMemo(() => daysOf([...state.items.values(), ...board.sessions.filter((session) => session.stageId !== null)], zone), [state.items, board.sessions, zone])
  const [chosen, setChosen] = useState<string | null>(null)
  const first = useMemo(() => firstWithItems(days, state.items.values()), [days, state.items])
  const day = days.find((one) => one.key === chosen) ?? first ?? { key: '', fromMs: Math.floor(startsAt / tickMs) * tickMs, toMs: startsAt + 8 * 3_600_000 }
  const openItem = (id: string): void => {
    const item = state.items.get(id)
    if (item) setOpen({ item })
  }
  const remove = (id: string): void => {
    const item = state.items.get(id)
    if (item) state.change({ kind: 'remove', itemId: id, version: item.version })
  }
  const add = (stageId: string | null, startsAtMs: number): void => setOpen({ item: null, stageId, startsAtMs })
  return (
    <>
      {head(state)}
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <DayPicker days={days} chosen={day.key} onChoose={setChosen} zone={zone} />
        {board.mayEdit && (
          <div className="ml-auto flex flex-wrap gap-2">
            <Button type="button" density="dense" icon={Plus} disabled={board.stages.length === 0} onClick={() => add(board.stages[0]?.id ?? null, day.fromMs + 3_600_000)}>{t('programme:act.add')}</Button>
            {board.hasPitches && <Button type="button" density="dense" icon={ListPlus} disabled={board.stages.length === 0} onClick={() => setSheet('slots')}>{t('programme:act.slots')}</Button>}
            <Button type="button" density="dense" icon={Undo2} disabled={!state.canUndo} busy={state.isBusy} onClick={() => { state.undo(); hand.announce(t('programme:board.undone')) }}>{t('programme:act.undo')}</Button>
            <Button type="button" density="dense" look="quiet" icon={SlidersHorizontal} onClick={() => setSheet('levels')}>{t('programme:act.levels')}</Button>
          </div>
        )}
      </div>
      <HandLine hand={hand} state={state} board={board} zone={zone} />
      {board.stages.length === 0
        ? <EmptyState title={t('programme:noStages')}>{t('programme:noStagesHelp')}</EmptyState>
        : <ProgrammeGrid board={board} state={state} hand={hand} day={day} zone={zone} label={t('programme:board.label')} onOpen={openItem} onRemove={remove} onAdd={add} />}
      {state.conflicts.length > 0 && (
        <details className="mt-4" open={state.conflicts.length <= 8}>
          <summary className="control cursor-pointer text-base font-semibold">{t('programme:conflictsCount', { count: state.conflicts.length })}</summary>
          <ConflictList conflicts={state.conflicts.slice(0, 200)} items={state.items} names={board} levels={board.levels} zone={zone} onOpen={openItem} />
        </details>
      )}
      <ItemSheet open={open} board={board} zone={zone} onClose={() => setOpen(null)} onEdit={state.change} onRemove={remove} refused={state.refused} />
      <SlotsSheet open={sheet === 'slots'} board={board} zone={zone} startsAtMs={day.fromMs + 3_600_000} onClose={() => setSheet(null)} onEdit={state.change} refused={state.refused} />
      <LevelsSheet open={sheet === 'levels'} levels={board.levels} version={board.settingsVersion} onClose={() => setSheet(null)} error={levelsError} />
    </>
  )
}

/** The day to begin with: the first on which something is laid out, else the first. */
function firstWithItems(days: readonly DayWindow[], items: Iterable<WorkingItem>): DayWindow | undefined {
  const starts = [...items].map((item) => item.startsAtMs)
  return days.find((day) => starts.some((at) => day.fromMs <= at && at < day.toMs)) ?? days[0]
}

function DayPicker({ days, chosen, onChoose, zone }: { days: readonly { key: string; fromMs: number }[]; chosen: string; onChoose: (key: string) => void; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  if (days.length < 2) return null
  return (
    <div role="group" aria-label={t('programme:days')} className="flex flex-wrap gap-1">
      {days.map((day) => (
        <button key={day.key} type="button" aria-pressed={day.key === chosen} onClick={() => onChoose(day.key)} className={classes('control rounded-sm border px-3 text-sm', day.key === chosen ? 'border-sea-ink bg-sea-wash font-semibold text-sea-ink' : 'border-line text-ink-2 hover:border-edge')}>
          {wallDay(day.fromMs + 3_600_000, zone, locale)}
        </button>
      ))}
    </div>
  )
}

/** What is in the hand, where it would go and what that would do; otherwise how to begin. */
function HandLine({ hand, state, board, zone }: { hand: ProgrammeHand; state: ProgrammeState; board: LoadedProgramme; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const { held, verdict } = hand
  const item = held ? state.items.get(held.id) : undefined
  const stage = board.stages.find((one) => one.id === held?.stageId)
  return (
    <div className="mb-2 min-h-10 text-sm">
      <p role="status" className="sr-only">{hand.said}</p>
      {held !== null && item !== undefined && verdict !== null ? (
        <p className={classes('rounded-sm border-l-3 px-3 py-2', verdict.tone === 'fine' ? 'border-jade-ink bg-jade-wash' : verdict.tone === 'warn' ? 'border-amber-ink bg-amber-wash' : 'border-vermilion-ink bg-vermilion-wash')}>
          <span className="figures font-semibold">{wallTime(held.startsAtMs, zone)}–{wallTime(held.endsAtMs, zone)}</span> {stage ? pick(stage.nameZh, stage.nameEn) : t('programme:unplaced')} · {titleOf(item, board, pick, t)}
          {verdict.text !== '' && <span className="ml-2">{verdict.text}</span>}
        </p>
      ) : state.refused !== null ? <Notice tone="error">{state.refused}</Notice> : board.mayEdit && <p className="py-2 text-ink-2">{t(state.items.size === 0 ? 'programme:board.empty' : 'programme:board.hint')}</p>}
    </div>
  )
}
