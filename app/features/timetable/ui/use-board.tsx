import { useFetcher, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { Answer } from '#app/http/respond.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { deskRoomName, type BoardNews } from '../view.ts'
import { applyMove, figuresOf, type BoardFigures, type BoardGround, type BoardMove, type BoardState } from '../view.ts'
import { useDeskRoom } from './use-desk-room.tsx'

/** What the server answers to an edit: the version that the next edit must name. */
export type EditAnswer = { version: number; measures?: { placed: number } }

export type BoardSource = BoardGround & {
  eventId: string
  seq: number
  start: BoardState
  bound: { weight: number | null; breaks: number | null }
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
  change: (move: BoardMove, intent: 'move' | 'pin', said: string) => void
  undo: (() => void) | null
}

/** A board that is edited here, by others and by the server at once: shown at once, taken back where the server refuses. */
export function useBoard(source: BoardSource): LiveBoardState {
  const { start, bound, ignorePins, form, follow, onSaved } = source
  const t = useTranslate()
  const toast = useToast()
  const { revalidate } = useRevalidator()
  const fetcher = useFetcher<Answer<EditAnswer>>()
  const [state, setState] = useState(start)
  const [refused, setRefused] = useState<string | null>(null)
  const [last, setLast] = useState<BoardMove | null>(null)
  const pending = useRef<{ before: BoardState; move: BoardMove; back: BoardMove; said: string } | null>(null)

  useEffect(() => {
    pending.current = null
    setState(start)
  }, [start])

  const submit = fetcher.submit
  const change = useCallback((move: BoardMove, intent: 'move' | 'pin', said: string) => {
    if (pending.current !== null) return
    const values = form(move, intent)
    if (values === null) return
    const at = state.placed.find((one) => one.meeting === move.meeting)
    const back = { meeting: move.meeting, slot: at?.slot ?? null, table: at?.table ?? null, pinned: state.pins.some((pin) => pin.meeting === move.meeting) }
    pending.current = { before: state, move, back, said }
    setRefused(null)
    setState(applyMove(state, move))
    submit({ intent, ...values }, { method: 'post' })
  }, [form, state, submit])

  useEffect(() => {
    const done = pending.current
    if (fetcher.state !== 'idle' || fetcher.data === undefined || done === null) return
    pending.current = null
    if (fetcher.data.ok) {
      onSaved(done.move.meeting, fetcher.data.value)
      setLast(done.back)
    } else {
      setState(done.before)
      setRefused(fetcher.data.error.message)
      if (fetcher.data.error.code === 'record.changed') revalidate()
    }
  }, [fetcher.state, fetcher.data, onSaved, revalidate])

  const undo = useMemo(() => (last === null ? null : () => {
    setLast(null)
    change(last, 'move', t('timetable:board.undone'))
  }), [last, change, t])
  const undoNow = useRef(undo)
  undoNow.current = undo
  useEffect(() => {
    if (last !== null) toast({ text: t('timetable:board.saved'), undo: () => undoNow.current?.() })
  }, [last, toast, t])

  const { onPins } = source
  useEffect(() => onPins?.(state.pins.length), [onPins, state.pins])

  useDeskRoom(deskRoomName(source.eventId), source.seq, {
    onFact: (fact) => {
      const means = follow(fact)
      if (means === 'reload') revalidate()
      else if (means !== 'skip') setState((held) => applyMove(held, means))
    },
    onLost: revalidate,
  })

  const figures = useMemo(() => figuresOf(source, state, bound, ignorePins), [source.frame, source.problem, state, bound.weight, bound.breaks, ignorePins])
  return { state, figures, isBusy: fetcher.state !== 'idle', refused, change, undo }
}
