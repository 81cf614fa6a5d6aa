import { useMemo, useState } from 'react'

import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { reasonsFor, reasonTexts } from '../view.ts'
import type { GridSpot } from './board-grid.tsx'
import type { BoardLook, BoardView } from './use-board-look.tsx'
import type { BoardSource, LiveBoardState } from './use-board.tsx'

export type BoardHand = {
  picked: string | null
  /** What just happened, or why not: read aloud. */
  said: string
  mayDrop: (spot: GridSpot) => boolean
  refusal: (spot: GridSpot) => string | null
  pick: (meeting: string) => void
  drop: (spot: GridSpot) => void
  place: (meeting: string, to: { slot: number; table: string }) => void
  cancel: () => void
  pin: (meeting: string) => void
  remove: (meeting: string) => void
  say: (text: string) => void
}

type Parts = { source: BoardSource; board: LiveBoardState; look: BoardLook; view: BoardView; zone: string; mayRemove: boolean }

/** Where the meeting in the hand may go, and why not elsewhere. */
function useTargets({ source, board, look, view }: Pick<Parts, 'source' | 'board' | 'look' | 'view'>, picked: string | null) {
  const t = useTranslate()
  const locale = useLocale()
  const { frame } = source
  const reasons = useMemo(() => (picked === null ? null : reasonsFor(board.figures.board, frame, picked)), [picked, board.figures.board, frame])
  const against = ({ slot, column }: GridSpot) => (reasons === null ? [] : view === 'tables' ? reasons(slot, column) : reasons(slot))
  const mayDrop = (spot: GridSpot): boolean => against(spot).length === 0
  const refusal = (spot: GridSpot): string | null => {
    const found = against(spot)
    return found.length === 0 ? null : reasonTexts(t, found, source, locale).join(locale === 'zh-CN' ? '' : ' ')
  }
  /** Among people only the time is chosen; the table stays if it can. */
  const targetOf = (meeting: string, { slot, column }: GridSpot): { slot: number; table: string } | null => {
    const isFree = (table: string): boolean => reasons !== null && reasons(slot, table).length === 0
    const wanted = view === 'tables' ? column : look.placeOf.get(meeting)?.table
    if (wanted !== undefined && isFree(wanted)) return { slot, table: wanted }
    const other = view === 'tables' ? undefined : frame.tables.find((table) => isFree(table.id))
    return other ? { slot, table: other.id } : null
  }
  return { mayDrop, refusal, targetOf }
}

/** Picking a meeting up and putting it down, whatever it was picked up with. */
export function useBoardHand({ source, board, look, view, zone, mayRemove }: Parts): BoardHand {
  const t = useTranslate()
  const locale = useLocale()
  const { frame } = source
  const { placeOf, pinned } = look
  const [picked, setPicked] = useState<string | null>(null)
  const [said, say] = useState('')
  const { mayDrop, refusal, targetOf } = useTargets({ source, board, look, view }, picked)
  const nameOf = (meeting: string): string => `${look.seen.get(meeting)?.fullA ?? ''} × ${look.seen.get(meeting)?.fullB ?? ''}`

  const done = (text: string): void => (setPicked(null), say(text))
  /** One change is saved at a time; nothing is said to be done that could not be sent. */
  const waits = (): boolean => {
    if (board.isBusy) say(t('timetable:board.saving'))
    return board.isBusy
  }
  const place = (meeting: string, to: { slot: number; table: string }): void => {
    if (waits()) return
    const timeOf = timeNames(frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), zone, locale)
    const where = `${timeOf(frame.slots[to.slot]?.startsAtMs ?? 0)} ${look.tableCodes.get(to.table) ?? ''}`
    done(t('timetable:board.movedTo', { meeting: nameOf(meeting), where }))
    board.change({ meeting, ...to, pinned: source.ignorePins || pinned.has(meeting) }, 'move')
  }
  const cancel = (): void => done(t('timetable:board.cancelled'))
  const drop = (spot: GridSpot): void => {
    if (picked === null) return
    const at = placeOf.get(picked)
    if (at?.slot === spot.slot && (view === 'people' || at.table === spot.column)) return cancel()
    const to = targetOf(picked, spot)
    if (to === null) say(t('timetable:board.cannot', { why: refusal(spot) ?? '' }))
    else place(picked, to)
  }
  const pick = (meeting: string): void => {
    if (!source.mayEdit || waits()) return
    if (pinned.has(meeting) && !source.ignorePins) return say(t('timetable:board.isPinned', { meeting: nameOf(meeting) }))
    setPicked(meeting)
    say(t('timetable:board.pickedUp', { meeting: nameOf(meeting) }))
  }
  const pin = (meeting: string): void => {
    const at = placeOf.get(meeting)
    if (!source.mayEdit || at === undefined || waits()) return
    const isPinned = !pinned.has(meeting)
    done(t(isPinned ? 'timetable:board.nowPinned' : 'timetable:board.nowFree', { meeting: nameOf(meeting) }))
    board.change({ meeting, slot: at.slot, table: at.table, pinned: isPinned }, 'pin')
  }
  const remove = (meeting: string): void => {
    if (!source.mayEdit || !mayRemove || pinned.has(meeting) || waits()) return
    done(t('timetable:board.takenOff', { meeting: nameOf(meeting) }))
    board.change({ meeting, slot: null, table: null, pinned: false }, 'move')
  }
  return { picked, said, mayDrop, refusal, pick, drop, place, cancel, pin, remove, say }
}
