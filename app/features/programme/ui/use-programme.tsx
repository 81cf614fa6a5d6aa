import { useFetcher, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useDeskRoom } from '#app/http/use-desk-room.ts'
import type { Answer } from '#app/http/respond.ts'
import { useTranslate } from '#app/ui/translate.tsx'
import { findConflicts, type Conflict, type ConflictGround, type ConflictLevels } from '#server/domain/programme/conflicts.ts'
import { applyEdit, withChanges, type ProgrammeEdit } from '#server/domain/programme/edit.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import type { NamedSession, ProgrammeNames } from '../view.ts'

export type LoadedProgramme = ProgrammeNames & {
  eventId: string
  items: WorkingItem[]
  released: string[]
  sessions: NamedSession[]
  ground: ConflictGround
  levels: ConflictLevels
  hasPitches: boolean
  number: number
  seq: number
  canUndo: boolean
  mayEdit: boolean
}
type Edited = { number: number; items: WorkingItem[]; removed: string[] }

export type ProgrammeState = {
  items: ReadonlyMap<string, WorkingItem>
  conflicts: Conflict[]
  number: number
  isBusy: boolean
  canUndo: boolean
  /** Why the last edit was refused. */
  refused: string | null
  /** What an edit would make of the programme, or the code of its refusal. */
  tryOut: (edit: ProgrammeEdit) => ReadonlyMap<string, WorkingItem> | string
  change: (edit: ProgrammeEdit) => boolean
  undo: () => void
}

const asMap = (items: readonly WorkingItem[]): Map<string, WorkingItem> => new Map(items.map((item) => [item.id, item]))

function taken(items: ReadonlyMap<string, WorkingItem>, { items: changed, removed }: Pick<Edited, 'items' | 'removed'>): Map<string, WorkingItem> {
  const next = new Map([...items].filter(([id]) => !id.startsWith('new-')))
  for (const item of changed) next.set(item.id, item)
  for (const id of removed) next.delete(id)
  return next
}

/** What is held, and what it was before the edit that is on its way. */
function useHeld(board: LoadedProgramme) {
  const [items, setItems] = useState<ReadonlyMap<string, WorkingItem>>(() => asMap(board.items))
  const [number, setNumber] = useState(board.number)
  const [canUndo, setCanUndo] = useState(board.canUndo)
  const pending = useRef<ReadonlyMap<string, WorkingItem> | null>(null)
  const seen = useRef(board.number)
  const take = useCallback((edited: Edited): void => {
    setItems((now) => taken(now, edited))
    seen.current = Math.max(seen.current, edited.number)
    setNumber(seen.current)
  }, [])
  useEffect(() => {
    pending.current = null
    seen.current = board.number
    setItems(asMap(board.items))
    setNumber(board.number)
    setCanUndo(board.canUndo)
  }, [board])
  return { items, setItems, number, canUndo, setCanUndo, pending, seen, take }
}

type Held = ReturnType<typeof useHeld>

/** Sends one edit at a time; it is shown at once and taken back where the server refuses. */
function useEdits(board: LoadedProgramme, { items, setItems, setCanUndo, pending, seen, take }: Held) {
  const t = useTranslate()
  const { revalidate } = useRevalidator()
  const fetcher = useFetcher<Answer<Edited>>()
  const [refused, setRefused] = useState<string | null>(null)
  const released = useMemo(() => new Set(board.released), [board.released])
  const run = useCallback((edit: ProgrammeEdit) => {
    let count = 0
    return applyEdit(items, edit, { newId: () => `new-${++count}`, isReleased: (id) => released.has(id) })
  }, [items, released])

  const submit = fetcher.submit
  const send = useCallback((next: ReadonlyMap<string, WorkingItem>, form: Record<string, string>): void => {
    pending.current = items
    setRefused(null)
    setItems(next)
    submit(form, { method: 'post' })
  }, [items, pending, setItems, submit])
  const change = useCallback((edit: ProgrammeEdit): boolean => {
    if (pending.current !== null) {
      setRefused(t('programme:board.saving'))
      return false
    }
    const made = run(edit)
    if (!made.ok) setRefused(t(`errors:${made.error.fields?.[0]?.code ?? made.error.code}`))
    else if (made.value.length > 0) send(withChanges(items, made.value), { intent: 'edit', edit: JSON.stringify(edit) })
    return made.ok
  }, [run, items, send, pending, t])
  const undo = useCallback(() => {
    if (pending.current === null) send(items, { intent: 'undo' })
  }, [items, send, pending])

  useEffect(() => {
    const before = pending.current
    if (fetcher.state !== 'idle' || fetcher.data === undefined || before === null) return
    pending.current = null
    if (fetcher.data.ok) {
      // More than a screenful came or went: an import was undone, and its stages with it.
      if (fetcher.data.value.number > seen.current + 1 || fetcher.data.value.removed.length > 40) revalidate()
      take(fetcher.data.value)
      return setCanUndo(true)
    }
    // What others did meanwhile is not in it.
    setItems(before)
    setRefused(fetcher.data.error.message)
    revalidate()
  }, [fetcher.state, fetcher.data, revalidate, pending, seen, setCanUndo, setItems, take])
  return { run, change, undo, refused, isBusy: fetcher.state !== 'idle' }
}

/** The working copy under the hand: own edits at once, those of others as facts. */
export function useProgramme(board: LoadedProgramme): ProgrammeState {
  const { revalidate } = useRevalidator()
  const held = useHeld(board)
  const { run, ...edits } = useEdits(board, held)
  const { items, number, canUndo, pending, seen, take } = held
  const tryOut = useCallback((edit: ProgrammeEdit) => {
    const made = run(edit)
    return made.ok ? withChanges(items, made.value) : made.error.code
  }, [run, items])

  const onFact = useCallback((fact: Fact) => {
    if (fact.name === 'programme:released' || fact.name.startsWith('pitch:')) return revalidate()
    if (fact.name !== 'programme:changed' || fact.payload.number <= seen.current) return
    // One's own edit is known from its answer.
    if (fact.payload.number === seen.current + 1 && !fact.payload.reload) take(fact.payload)
    else if (pending.current === null) revalidate()
  }, [revalidate, pending, seen, take])
  useDeskRoom(`desk:${board.eventId}`, board.seq, { onFact, onLost: revalidate })

  const conflicts = useMemo(() => findConflicts(items.values(), board.ground).filter((conflict) => board.levels[conflict.kind] !== 'ignore'), [items, board.ground, board.levels])
  return { items, conflicts, number, canUndo, tryOut, ...edits }
}
