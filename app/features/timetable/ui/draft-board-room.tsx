import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

import { useTranslate } from '#app/ui/translate.tsx'
import type { PlacedMeeting, TimetableProblem, UnplacedMeeting } from '#server/domain/scheduling/problem.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'
import type { Pin } from '#server/domain/timetable/pins.ts'
import type { Verdict } from '#server/domain/timetable/verdict.ts'

import { followDraft, type BoardMove, type BoardNames, type BoardNews } from '../view.ts'
import { BoardRoom } from './board-room.tsx'
import type { BoardSource, EditAnswer } from './use-board.tsx'

export type LoadedDraft = {
  eventId: string
  seq: number
  frame: Frame
  problem: TimetableProblem
  placed: PlacedMeeting[]
  unplaced: UnplacedMeeting[]
  pins: Pin[]
  names: BoardNames
  draft: { id: string; name: string; version: number; measures: Measures | null; provedWith: string[]; verdict: Verdict }
}

export type DraftBoardRoomProps = { board: LoadedDraft; zone: string; mayEdit: boolean; head: (version: number, numbers: { placed: number; unplaced: number; pins: number }) => ReactNode }

/** The board of a draft: edits name the version that was seen, and other people's edits arrive as facts. */
export function DraftBoardRoom({ board, zone, mayEdit, head }: DraftBoardRoomProps) {
  const t = useTranslate()
  const { draft, eventId, seq, frame, problem, names } = board
  const held = useRef(draft.version)
  const [version, setVersion] = useState(draft.version)
  const [counts, setCounts] = useState({ placed: board.placed.length, pins: board.pins.length })
  const take = useCallback((next: number) => {
    held.current = next
    setVersion(next)
  }, [])
  useEffect(() => {
    take(draft.version)
    setCounts({ placed: board.placed.length, pins: board.pins.length })
  }, [board, draft.version, take])
  const start = useMemo(() => ({ placed: board.placed, pins: board.pins }), [board])
  const bound = useMemo(() => ({ weight: draft.measures?.weightBound ?? null, breaks: draft.measures?.breaksBound ?? null }), [draft])

  const given = useMemo(() => (draft.measures === null ? null : { measures: draft.measures, unplaced: board.unplaced }), [board, draft])

  const form = useCallback((move: BoardMove, intent: 'move' | 'pin'): Record<string, string> => {
    const base = { draftId: draft.id, version: String(held.current), meeting: move.meeting }
    return intent === 'pin' ? { ...base, pinned: move.pinned ? 'on' : 'off' } : { ...base, slot: move.slot === null ? '' : String(move.slot), table: move.table ?? '' }
  }, [draft.id])
  const follow = useCallback((fact: BoardNews): BoardMove | 'skip' | 'reload' => {
    if (fact.name !== 'draft:changed') return 'skip'
    const means = followDraft({ draftId: draft.id, version: held.current }, fact.payload)
    if (means !== 'apply') return means
    take(fact.payload.version)
    return fact.payload.moved ?? 'skip'
  }, [draft.id, take])
  const onSaved = useCallback((_meeting: string, answer: EditAnswer) => {
    if (answer.version > held.current) take(answer.version)
    if (answer.measures) setCounts((old) => ({ ...old, placed: answer.measures!.placed }))
  }, [take])
  const onPins = useCallback((pins: number) => setCounts((old) => (old.pins === pins ? old : { ...old, pins })), [])

  const source: BoardSource = useMemo(() => ({ eventId, seq, frame, problem, names, start, bound, given, provedWith: draft.provedWith, verdict: draft.verdict, ignorePins: false, mayEdit, form, follow, onSaved, onPins }), [eventId, seq, frame, problem, names, start, bound, given, draft, mayEdit, form, follow, onSaved, onPins])
  const total = problem.meetings.length + frame.leftOut.length
  return (
    <>
      {head(version, { placed: counts.placed, unplaced: total - counts.placed, pins: counts.pins })}
      <BoardRoom source={source} zone={zone} label={t('timetable:board.label', { name: draft.name })} mayRemove />
    </>
  )
}
