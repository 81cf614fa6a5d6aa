import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject } from 'react'

import type { BoardGridProps, GridSpot } from './board-grid.tsx'
import { columnWidth, gutterWidth } from './use-grid-window.tsx'

export type Active = { row: number; col: number }
type Press = { meeting: string; x: number; y: number; dragging: boolean }

const dragFromPx = 6

export type GridHand = {
  active: Active
  /** The cell under a meeting that is being dragged. */
  over: GridSpot | null
  handlers: {
    onFocus: (event: FocusEvent) => void
    onKeyDown: (event: KeyboardEvent) => void
    onPointerDown: (event: PointerEvent) => void
    onPointerMove: (event: PointerEvent) => void
    onPointerUp: (event: PointerEvent) => void
    onPointerCancel: () => void
    onClick: (event: MouseEvent) => void
  }
}

/** Keyboard, mouse and touch on one grid. One cell is in the tab order; what a key or a press means is told to the owner. */
export function useGridHand(scroller: RefObject<HTMLDivElement | null>, props: BoardGridProps, drawn: unknown): GridHand {
  const { lines, columns } = props
  const wantsFocus = useRef(false)
  const [active, setActive] = useState<Active>({ row: 0, col: 0 })
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.col}"]`)
    if (!cell) return
    wantsFocus.current = false
    cell.focus({ preventScroll: true })
  }, [active, drawn, scroller])

  const spotOf = ({ row, col }: Active): GridSpot => ({ slot: lines[row]?.index ?? 0, column: columns[col]?.id ?? '' })
  const onFocus = (event: FocusEvent): void => {
    const at = cellOf(event.target)
    if (at === null) return
    if (at.row !== active.row || at.col !== active.col) setActive(at)
    props.onPoint(spotOf(at))
  }
  const go = (at: Active): void => {
    const next = { row: clamp(at.row, lines.length), col: clamp(at.col, columns.length) }
    wantsFocus.current = true
    scrollTo(scroller.current, next)
    setActive(next)
    props.onPoint(spotOf(next))
  }
  const pressed = usePress(scroller, props, spotOf, go)
  return { active, over: pressed.over, handlers: { ...pressed.handlers, onFocus, onKeyDown: (event) => onKey(event, active, props, spotOf, go) } }
}

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at))

function scrollTo(box: HTMLDivElement | null, { row, col }: Active): void {
  if (!box) return
  const left = col * columnWidth
  if (left < box.scrollLeft) box.scrollLeft = left
  if (left + columnWidth > box.scrollLeft + box.clientWidth - gutterWidth) box.scrollLeft = left + columnWidth - box.clientWidth + gutterWidth
  box.querySelector<HTMLElement>(`[data-row="${row}"]`)?.scrollIntoView({ block: 'nearest' })
}

function onKey(event: KeyboardEvent, active: Active, props: BoardGridProps, spotOf: (at: Active) => GridSpot, go: (at: Active) => void): void {
  const { row, col } = active
  const { lines, columns, picked } = props
  const steps: Record<string, Active> = {
    ArrowUp: { row: row - 1, col }, ArrowDown: { row: row + 1, col }, ArrowLeft: { row, col: col - 1 }, ArrowRight: { row, col: col + 1 },
    Home: { row, col: 0 }, End: { row, col: columns.length - 1 }, PageUp: { row: 0, col }, PageDown: { row: lines.length - 1, col },
  }
  const step = steps[event.key]
  const meeting = props.meetingAt(spotOf(active))
  if (step) go(step)
  else if (event.key === ' ' || event.key === 'Enter') {
    if (picked !== null) props.onDrop(spotOf(active))
    else if (meeting !== null) props.onPick(meeting)
  } else if (event.key === 'Escape' && picked !== null) props.onCancel()
  else if (event.key.toLowerCase() === 'p' && meeting !== null && picked === null && !event.ctrlKey && !event.metaKey) props.onPin(meeting)
  else if (event.key === 'Delete' && meeting !== null && picked === null) props.onRemove(meeting)
  else return
  event.preventDefault()
}

/** The cell under the pointer, by its place on the screen: while dragging, events go to where the press began. */
function cellUnder({ clientX, clientY }: { clientX: number; clientY: number }): Active | null {
  return document.elementsFromPoint(clientX, clientY).map(cellOf).find((at) => at !== null) ?? null
}

function cellOf(element: Element): Active | null {
  const [row, col] = (element.closest<HTMLElement>('[data-cell]')?.dataset['cell'] ?? '').split(':').map(Number)
  return row === undefined || col === undefined || Number.isNaN(row) ? null : { row, col }
}

function usePress(scroller: RefObject<HTMLDivElement | null>, props: BoardGridProps, spotOf: (at: Active) => GridSpot, go: (at: Active) => void) {
  const { picked } = props
  const press = useRef<Press | null>(null)
  const dropped = useRef(false)
  const [over, setOver] = useState<GridSpot | null>(null)
  const spotUnder = (event: MouseEvent): GridSpot | null => {
    const at = cellUnder(event)
    return at && spotOf(at)
  }
  const handlers = {
    onPointerDown(event: PointerEvent) {
      const spot = spotUnder(event)
      const meeting = spot && props.meetingAt(spot)
      dropped.current = false
      const drags = picked === null && event.pointerType === 'mouse' && event.button === 0
      press.current = meeting && drags ? { meeting, x: event.clientX, y: event.clientY, dragging: false } : null
    },
    onPointerMove(event: PointerEvent) {
      const held = press.current
      if (held && !held.dragging && Math.hypot(event.clientX - held.x, event.clientY - held.y) > dragFromPx) {
        held.dragging = true
        scroller.current?.setPointerCapture(event.pointerId)
        props.onPick(held.meeting)
      }
      if (picked === null && !held?.dragging) return
      const spot = spotUnder(event)
      if (spot?.slot === over?.slot && spot?.column === over?.column) return
      setOver(spot)
      props.onPoint(spot)
    },
    onPointerUp(event: PointerEvent) {
      const held = press.current
      press.current = null
      setOver(null)
      if (!held?.dragging) return
      dropped.current = true
      const at = cellUnder(event)
      if (at === null) return props.onCancel()
      go(at)
      props.onDrop(spotOf(at))
    },
    onPointerCancel() {
      press.current = null
      setOver(null)
    },
    /** A press without dragging picks up, and the next one drops: the way of touch. */
    onClick(event: MouseEvent) {
      const at = dropped.current ? null : cellUnder(event)
      if (at === null) return
      go(at)
      const meeting = props.meetingAt(spotOf(at))
      if (picked !== null) props.onDrop(spotOf(at))
      else if (meeting !== null) props.onPick(meeting)
    },
  }
  return { over, handlers }
}
