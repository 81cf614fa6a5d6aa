import { useFetcher, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { Answer } from '#app/http/respond.ts'
import type { Verdict } from '#server/domain/timetable/verdict.ts'
import { applyMove, deskRoomName, figuresOf, givenFigures, type BoardFigures, type BoardGround, type BoardMove, type BoardNews, type BoardState } from '../view.ts'
import { useDeskRoom } from '#app/http/use-desk-room.ts'

/** What the server answers to an edit: the version that the next edit must name. */
export type EditAnswer = { version: number; measures?: { placed: number } }

export type BoardSource = BoardGround & {
  eventId: string
  seq: number
  start: BoardState
  bound: { weight: number | null; breaks: number | null }
  /** Meetings that were pinned when the bounds were proved: with one of these pins gone they prove nothing. */
  provedWith?: readonly string[]
  /** What is known of the board as it was loaded; absent where nothing can be known. */
  verdict?: Verdict
  /** The figures of `start` where they are known; worked out here where they are not. */
  given?: Pick<BoardFigures, 'measures' | 'unplaced'> | null
  /** Live boards move pinned meetings too. */
  ignorePins: boolean
  mayEdit: boolean
  /** The form of an edit, or null where it can't be made here. */
  form: (move: BoardMove, intent: 'move' | 'pin') => Record<string, string> | null
  /** What a fact of the desk means for this board. */
  follow: (fact: BoardNews) => BoardMove | 'skip' | 'reload'
  onSaved: (meeting: string, answer: EditAnswer) => void
  /** How many meetings are pinned now. */
  onPins?: (count: number) => void
}

export type LiveBoardState = {
  state: BoardState
  figures: BoardFigures
  isBusy: boolean
  /** Why the last edit was refused. */
  refused: string | null
  change: (move: BoardMove, intent: 'move' | 'pin') => void
  undo: (() => void) | null
}

type Pending = { before: BoardState; move: BoardMove; back: BoardMove }
type Held = { state: BoardState; setState: (state: BoardState) => void }

/** Sends one edit at a time; taken back where the server refuses. */
function useEdits({ form, onSaved, start }: BoardSource, { state, setState }: Held) {
  const { revalidate } = useRevalidator()
  const fetcher = useFetcher<Answer<EditAnswer>>()
  const [refused, setRefused] = useState<string | null>(null)
  const [last, setLast] = useState<BoardMove | null>(null)
  const pending = useRef<Pending | null>(null)
  useEffect(() => void (pending.current = null), [start])

  const submit = fetcher.submit
  const change = useCallback((move: BoardMove, intent: 'move' | 'pin') => {
    const values = pending.current === null ? form(move, intent) : null
    if (values === null) return
    const at = state.placed.find((one) => one.meeting === move.meeting)
    const back = { meeting: move.meeting, slot: at?.slot ?? null, table: at?.table ?? null, pinned: state.pins.some((pin) => pin.meeting === move.meeting) }
    pending.current = { before: state, move, back }
    setRefused(null)
    setState(applyMove(state, move))
    submit({ intent, ...values }, { method: 'post' })
  }, [form, state, setState, submit])

  useEffect(() => {
    const done = pending.current
    if (fetcher.state !== 'idle' || fetcher.data === undefined || done === null) return
    pending.current = null
    if (fetcher.data.ok) {
      onSaved(done.move.meeting, fetcher.data.value)
      const isMove = done.back.slot !== done.move.slot || done.back.table !== done.move.table
      setLast(isMove ? done.back : null)
    } else {
      setState(done.before)
      setRefused(fetcher.data.error.message)
      if (fetcher.data.error.code === 'record.changed') revalidate()
    }
  }, [fetcher.state, fetcher.data, onSaved, revalidate, setState])
  return { change, refused, last, forget: setLast, isBusy: fetcher.state !== 'idle' }
}

const unknown = { weight: null, breaks: null }

/** A board that is edited here, by others and by the server at once: an edit is shown before the server has answered. */
export function useBoard(source: BoardSource): LiveBoardState {
  const { start, bound, ignorePins, follow, onPins, frame, problem, names } = source
  const { revalidate } = useRevalidator()
  const [state, setState] = useState(start)
  useEffect(() => setState(start), [start])
  const { change, refused, last, forget, isBusy } = useEdits(source, { state, setState })

  const undo = useMemo(() => (last === null ? null : () => {
    forget(null)
    change(last, 'move')
  }), [last, change, forget])
  useEffect(() => onPins?.(state.pins.length), [onPins, state.pins])

  useDeskRoom(deskRoomName(source.eventId), source.seq, {
    onFact: (fact) => {
      const means = follow(fact)
      if (means === 'reload') revalidate()
      else if (means !== 'skip') setState((held) => applyMove(held, means))
    },
    onLost: revalidate,
  })
  const holds = source.provedWith?.every((meeting) => state.pins.some((pin) => pin.meeting === meeting)) ?? true
  const given = source.given && holds && state === start ? source.given : null
  const figures = useMemo(() => (given ? givenFigures({ problem }, state, given) : figuresOf({ frame, problem, names }, state, holds ? bound : unknown, ignorePins)), [given, frame, problem, names, state, bound, holds, ignorePins])
  return { state, figures, isBusy, refused, change, undo }
}
