import { useCallback, useEffect, useMemo, useRef } from 'react'

import { useTranslate } from '#app/ui/translate.tsx'
import type { PlacedMeeting, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { slotAt, type Frame } from '#server/domain/timetable/frame.ts'
import type { Pin } from '#server/domain/timetable/pins.ts'

import type { BoardMove, BoardNames, BoardNews } from '../view.ts'
import { BoardRoom } from './board-room.tsx'
import type { BoardSource, EditAnswer } from './use-board.tsx'

type Standing = { meetingId: string; version: number; pinned: boolean }
export type LoadedLive = { eventId: string; seq: number; frame: Frame; problem: TimetableProblem; placed: PlacedMeeting[]; pins: Pin[]; names: BoardNames; standing: Record<string, Standing> }

const noBound = { weight: null, breaks: null }

/** Meetings as they stand: a move here is on people's phones at once, and what phones change is here at once. */
export function LiveBoardRoom({ board, zone, mayEdit }: { board: LoadedLive; zone: string; mayEdit: boolean }) {
  const t = useTranslate()
  const { eventId, seq, frame, problem, names } = board
  const standing = useRef(board.standing)
  useEffect(() => void (standing.current = { ...board.standing }), [board])
  const start = useMemo(() => ({ placed: board.placed, pins: board.pins }), [board])

  const form = useCallback((move: BoardMove, intent: 'move' | 'pin'): Record<string, string> | null => {
    const known = standing.current[move.meeting]
    const slot = move.slot === null ? null : frame.slots[move.slot]
    if (!known || !slot || move.table === null) return null
    const base = { meetingId: known.meetingId, version: String(known.version) }
    return intent === 'pin' ? { ...base, pinned: move.pinned ? 'on' : 'off' } : { ...base, startsAt: String(slot.startsAtMs), tableId: move.table }
  }, [frame])
  const follow = useCallback((fact: BoardNews): BoardMove | 'skip' | 'reload' => {
    if (fact.name === 'repair:changed') return 'reload'
    if (fact.name !== 'board:changed') return 'skip'
    const { meeting } = fact.payload
    const key = Object.keys(standing.current).find((one) => standing.current[one]?.meetingId === meeting.id)
    const known = key === undefined ? undefined : standing.current[key]
    if (key === undefined || known === undefined) return meeting.state === 'cancelled' ? 'skip' : 'reload'
    if (meeting.version <= known.version) return 'skip'
    standing.current[key] = { ...known, version: meeting.version, pinned: meeting.pinned }
    const slot = slotAt(frame, meeting.startsAt)
    const isOff = meeting.state === 'cancelled' || slot < 0 || meeting.tableId === null
    // Onto the board from off the grid, or off it while it stands: the page has another list for these.
    if (frame.meetings[key] === undefined || (isOff && meeting.state !== 'cancelled')) return 'reload'
    return { meeting: key, slot: isOff ? null : slot, table: isOff ? null : meeting.tableId, pinned: meeting.pinned }
  }, [frame])
  const onSaved = useCallback((meeting: string, answer: EditAnswer) => {
    const known = standing.current[meeting]
    if (known && answer.version > known.version) standing.current[meeting] = { ...known, version: answer.version }
  }, [])

  const source: BoardSource = useMemo(() => ({ eventId, seq, frame, problem, names, start, bound: noBound, ignorePins: true, mayEdit, form, follow, onSaved }), [eventId, seq, frame, problem, names, start, mayEdit, form, follow, onSaved])
  return <BoardRoom source={source} zone={zone} label={t('timetable:live.label')} mayRemove={false} />
}
