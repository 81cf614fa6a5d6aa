import { useCallback, useMemo, useState } from 'react'

import { wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ProgrammeEdit } from '#server/domain/programme/edit.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'

import { conflictText, newConflicts, sentences, tickMs, titleOf } from '../view.ts'
import type { LoadedProgramme, ProgrammeState } from './use-programme.tsx'

/** An item in the hand as it was when it was picked up: where it would go, or how long it would be. */
export type Held = { id: string; version: number; way: 'move' | 'resize'; stageId: string | null; startsAtMs: number; endsAtMs: number }
export type Verdict = { tone: 'fine' | 'warn' | 'block'; text: string }

export type ProgrammeHand = {
  held: Held | null
  verdict: Verdict | null
  /** What just happened, and while aiming where it would go and what that would bring: read aloud. */
  said: string
  /** The programme as it would be with what is held put down. */
  shown: ReadonlyMap<string, WorkingItem>
  pick: (id: string, way?: Held['way']) => void
  aim: (to: Partial<Pick<Held, 'stageId' | 'startsAtMs' | 'endsAtMs'>>) => void
  drop: () => void
  cancel: () => void
  /** Something that was done otherwise, to be read aloud. */
  announce: (text: string) => void
}

/** What putting the held item down would do: the change, the programme after it, and what would clash then. */
function useTrial(held: Held | null, board: LoadedProgramme, state: ProgrammeState): { edit: ProgrammeEdit | null; shown: ProgrammeHand['shown']; verdict: Verdict | null } {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const edit = useMemo((): ProgrammeEdit | null => {
    const item = held === null ? undefined : state.items.get(held.id)
    if (held === null || item === undefined) return null
    const about = { itemId: held.id, version: held.version }
    return held.way === 'move' ? { kind: 'move', ...about, stageId: held.stageId, startsAtMs: held.startsAtMs } : { kind: 'resize', ...about, startsAtMs: held.startsAtMs, endsAtMs: held.endsAtMs }
  }, [held, state.items])
  const tried = useMemo(() => (edit === null ? null : state.tryOut(edit)), [edit, state])
  const shown = tried === null || typeof tried === 'string' ? state.items : tried

  const verdict = useMemo((): Verdict | null => {
    if (tried === null) return null
    if (typeof tried === 'string') return { tone: 'block', text: t(`errors:${tried}`) }
    const fresh = newConflicts(state.conflicts, tried.values(), board.ground, board.levels)
    const text = sentences(fresh.slice(0, 3).map((one) => conflictText(one, tried, board, pick, t)), locale)
    return { tone: fresh.some((one) => board.levels[one.kind] === 'block') ? 'block' : fresh.length > 0 ? 'warn' : 'fine', text }
  }, [tried, state.conflicts, board, locale, pick, t])
  return { edit, shown, verdict }
}

/** Picking an item up, aiming it and putting it down, whatever it was picked up with; conflicts are said while aiming. */
export function useProgrammeHand(board: LoadedProgramme, state: ProgrammeState, zone: string): ProgrammeHand {
  const t = useTranslate()
  const pick_ = usePick()
  const locale = useLocale()
  const [held, setHeld] = useState<Held | null>(null)
  const [said, say] = useState('')
  const name = (id: string): string => {
    const item = state.items.get(id)
    return item ? titleOf(item, board, pick_, t) : ''
  }

  const placeOf = ({ stageId, startsAtMs, endsAtMs }: Held): { time: string; stage: string } => {
    const stage = board.stages.find((one) => one.id === stageId)
    return { time: `${wallTime(startsAtMs, zone)}–${wallTime(endsAtMs, zone)}`, stage: stage ? pick_(stage.nameZh, stage.nameEn) : t('programme:unplaced') }
  }

  const { edit, shown, verdict } = useTrial(held, board, state)

  const pick = useCallback((id: string, way: Held['way'] = 'move'): void => {
    const item = state.items.get(id)
    if (item === undefined || !board.mayEdit) return
    if (state.isBusy) return say(t('programme:board.saving'))
    setHeld({ id, version: item.version, way, stageId: item.stageId, startsAtMs: item.startsAtMs, endsAtMs: item.endsAtMs })
    say(t(way === 'move' ? 'programme:board.pickedUp' : 'programme:board.resizing', { item: titleOf(item, board, pick_, t) }))
  }, [state.items, state.isBusy, board, pick_, t])
  const aim = useCallback((to: Partial<Pick<Held, 'stageId' | 'startsAtMs' | 'endsAtMs'>>): void => {
    say('')
    setHeld((now) => {
      if (now === null) return now
      const length = now.endsAtMs - now.startsAtMs
      const startsAtMs = to.startsAtMs ?? now.startsAtMs
      const endsAtMs = now.way === 'move' ? startsAtMs + length : Math.max(startsAtMs + tickMs, to.endsAtMs ?? now.endsAtMs)
      const stageId = to.stageId === undefined ? now.stageId : to.stageId
      return stageId === now.stageId && startsAtMs === now.startsAtMs && endsAtMs === now.endsAtMs ? now : { ...now, stageId, startsAtMs, endsAtMs }
    })
  }, [])
  const cancel = (): void => {
    setHeld(null)
    say(t('programme:board.cancelled'))
  }
  const drop = (): void => {
    if (held === null || edit === null) return
    const item = state.items.get(held.id)
    if (item && item.stageId === held.stageId && item.startsAtMs === held.startsAtMs && item.endsAtMs === held.endsAtMs) return cancel()
    // One change is saved at a time; it stays in the hand.
    if (state.isBusy) return say(t('programme:board.saving'))
    if (verdict?.tone === 'block') return say(t('programme:board.cannot', { why: verdict.text }))
    setHeld(null)
    say(t('programme:board.movedTo', { item: name(held.id), ...placeOf(held) }))
    state.change(edit)
  }
  const aimed = held === null || verdict === null ? '' : sentences([t('programme:board.aimed', placeOf(held)), verdict.text], locale)
  return { held, verdict, said: said === '' ? aimed : said, shown, pick, aim, drop, cancel, announce: say }
}
