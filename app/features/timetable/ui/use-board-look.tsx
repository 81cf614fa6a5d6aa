import { useMemo } from 'react'

import { useLocale } from '#app/ui/translate.tsx'

import { seenMeetings, slotLines, type BoardGround, type BoardState, type Seen, type SlotLine } from '../view.ts'
import type { CellBlock } from './board-cell.tsx'
import type { GridColumn } from './board-grid.tsx'

export type BoardView = 'tables' | 'people'

export type BoardLook = {
  seen: Map<string, Seen>
  lines: SlotLine[]
  columns: GridColumn[]
  tableCodes: Map<string, string>
  pinned: Set<string>
  placeOf: Map<string, { slot: number; table: string }>
  meetingAt: (slot: number, column: string) => string | null
  block: (meeting: string, column: string) => CellBlock
}

/** What a board shows of where the meetings are, by tables or by people. */
export function useBoardLook({ frame, problem, names }: BoardGround, state: BoardState, view: BoardView): BoardLook {
  const locale = useLocale()
  const still = useMemo(() => ({
    seen: seenMeetings({ frame, names }, locale),
    lines: slotLines(frame),
    tableCodes: new Map(frame.tables.map((table) => [table.id, table.code])),
    lengths: new Map(problem.meetings.map((meeting) => [meeting.id, meeting.length ?? 1])),
    delegationOf: new Map(names.people.map((person) => [person.id, person.delegationId])),
  }), [frame, problem, names, locale])
  const columns = useMemo(() => columnsOf({ frame, problem, names }, view, locale), [frame, problem, names, view, locale])
  const now = useMemo(() => {
    const lying = new Map<string, string>()
    for (const { meeting, slot, table } of state.placed) {
      const across = view === 'tables' ? [table] : (frame.meetings[meeting]?.personIds ?? [])
      for (let at = slot; at < slot + (still.lengths.get(meeting) ?? 1); at++) for (const column of across) lying.set(`${at} ${column}`, meeting)
    }
    return { lying, placeOf: new Map(state.placed.map((one) => [one.meeting, one])), pinned: new Set(state.pins.map((pin) => pin.meeting)) }
  }, [state, view, frame, still])

  /** The same object for the same cell until something moves, so that cells needn't be drawn again. */
  const blocks = useMemo(() => ({ of: now, known: new Map<string, CellBlock>() }), [now]).known
  function block(meeting: string, column: string): CellBlock {
    const key = view === 'people' ? `${meeting} ${column}` : meeting
    const found = blocks.get(key) ?? makeBlock(meeting, column)
    blocks.set(key, found)
    return found
  }
  function makeBlock(meeting: string, column: string): CellBlock {
    const about = frame.meetings[meeting]
    const known = still.seen.get(meeting)
    const isOfA = still.delegationOf.get(column) === about?.aDelegationId
    const table = still.tableCodes.get(now.placeOf.get(meeting)?.table ?? '') ?? ''
    return {
      first: (view === 'people' && isOfA ? known?.shortB : known?.shortA) ?? '',
      second: (view === 'people' ? table : known?.shortB) ?? '',
      full: `${known?.fullA ?? ''} × ${known?.fullB ?? ''}`,
      firms: [about?.aDelegationId ?? '', about?.bDelegationId ?? ''],
      length: still.lengths.get(meeting) ?? 1,
      pinned: now.pinned.has(meeting),
    }
  }
  return { ...still, ...now, columns, meetingAt: (slot, column) => now.lying.get(`${slot} ${column}`) ?? null, block }
}

function columnsOf({ frame, problem, names }: BoardGround, view: BoardView, locale: string): GridColumn[] {
  if (view === 'tables') {
    const closed = new Map(typeof problem.tables === 'number' ? [] : problem.tables.map((table) => [table.id, new Set(table.unavailable)]))
    return frame.tables.map(({ id, code }) => ({ id, title: code, closed: closed.get(id) ?? new Set<number>() }))
  }
  const delegations = new Map(names.delegations.map((one, at) => [one.id, { ...one, at }]))
  const people = new Map(names.people.map((one) => [one.id, one]))
  const pick = (zh: string, en: string): string => (locale === 'zh-CN' ? zh || en : en || zh)
  return problem.participants
    .map(({ id, unavailable }) => {
      const person = people.get(id)
      const firm = delegations.get(person?.delegationId ?? '')
      return { at: firm?.at ?? 0, column: { id, title: pick(firm?.nameZh ?? '', firm?.nameEn ?? ''), note: pick(person?.nameZh ?? '', person?.nameEn ?? ''), closed: new Set(unavailable) } }
    })
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column)
}
