import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'

import { classes } from '#app/ui/classes.ts'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import type { SlotLine } from '../view.ts'
import { BoardCell, type CellBlock } from './board-cell.tsx'

export type GridColumn = { id: string; title: string; note?: string; closed: ReadonlySet<number> }
export type GridSpot = { slot: number; column: string }

export type BoardGridProps = {
  label: string
  lines: SlotLine[]
  columns: GridColumn[]
  zone: string
  /** The meeting that lies on a spot, whether it starts there or not. */
  meetingAt: (spot: GridSpot) => string | null
  block: (meeting: string, column: string) => CellBlock
  picked: string | null
  /** Null: the picked meeting may be dropped there; else why not. Only asked while something is picked up. */
  refusal: (spot: GridSpot) => string | null
  onPick: (meeting: string) => void
  onDrop: (spot: GridSpot) => void
  onCancel: () => void
  onPin: (meeting: string) => void
  onRemove: (meeting: string) => void
  /** What the eye or the focus is on, for the line that says why. */
  onPoint: (spot: GridSpot | null) => void
}

const columnWidth = 112
const gutterWidth = 64
export const rowHeight = 46
const overscan = 3
const dragFromPx = 6

type Active = { row: number; col: number }
type Press = { meeting: string; x: number; y: number; dragging: boolean }

/**
 * One grid of the DOM: slots down, tables or people across; only the columns in view exist. One cell at a time is in the tab
 * order; arrows move it. A meeting is picked up by a press, by dragging, or with Space, and dropped the same way.
 */
export function BoardGrid(props: BoardGridProps) {
  const { label, lines, columns, zone, meetingAt, block, picked } = props
  const t = useTranslate()
  const locale = useLocale()
  const scroller = useRef<HTMLDivElement>(null)
  const press = useRef<Press | null>(null)
  const dropped = useRef(false)
  const wantsFocus = useRef(false)
  const [range, setRange] = useState({ from: 0, to: 14 })
  const [active, setActive] = useState<Active>({ row: 0, col: 0 })
  const [over, setOver] = useState<GridSpot | null>(null)

  const measure = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const from = Math.max(0, Math.floor(box.scrollLeft / columnWidth) - overscan)
    const to = Math.ceil((box.scrollLeft + box.clientWidth) / columnWidth) + overscan
    setRange((old) => (old.from === from && old.to === to ? old : { from, to }))
  }, [])
  useEffect(() => {
    measure()
    const box = scroller.current
    if (!box) return
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => watch.disconnect()
  }, [measure, columns.length])

  const focusCell = useCallback(() => {
    if (!wantsFocus.current) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.col}"]`)
    if (!cell) return
    wantsFocus.current = false
    cell.focus({ preventScroll: true })
  }, [active])
  useLayoutEffect(focusCell, [focusCell, range])

  const go = (row: number, col: number): void => {
    const next = { row: Math.max(0, Math.min(lines.length - 1, row)), col: Math.max(0, Math.min(columns.length - 1, col)) }
    wantsFocus.current = true
    setActive(next)
    const box = scroller.current
    if (!box) return
    const left = next.col * columnWidth
    if (left < box.scrollLeft) box.scrollLeft = left
    if (left + columnWidth > box.scrollLeft + box.clientWidth - gutterWidth) box.scrollLeft = left + columnWidth - box.clientWidth + gutterWidth
    const top = box.querySelector<HTMLElement>(`[data-row="${next.row}"]`)
    top?.scrollIntoView({ block: 'nearest' })
    props.onPoint(spotOf(next))
  }
  const spotOf = ({ row, col }: Active): GridSpot => ({ slot: lines[row]?.index ?? 0, column: columns[col]?.id ?? '' })

  const onKeyDown = (event: KeyboardEvent): void => {
    const { row, col } = active
    const steps: Record<string, [number, number]> = {
      ArrowUp: [row - 1, col], ArrowDown: [row + 1, col], ArrowLeft: [row, col - 1], ArrowRight: [row, col + 1],
      Home: [row, 0], End: [row, columns.length - 1], PageUp: [0, col], PageDown: [lines.length - 1, col],
    }
    const step = steps[event.key]
    const meeting = meetingAt(spotOf(active))
    if (step) go(...step)
    else if (event.key === ' ' || event.key === 'Enter') picked === null ? meeting && props.onPick(meeting) : props.onDrop(spotOf(active))
    else if (event.key === 'Escape' && picked !== null) props.onCancel()
    else if (event.key.toLowerCase() === 'p' && meeting && !event.ctrlKey && !event.metaKey) props.onPin(meeting)
    else if (event.key === 'Delete' && meeting) props.onRemove(meeting)
    else return
    event.preventDefault()
  }

  /** The cell under the pointer, by its place on the screen: while dragging, events go to where the press began. */
  const spotUnder = (event: PointerEvent): (GridSpot & Active) | null => {
    const cell = document.elementsFromPoint(event.clientX, event.clientY).map((element) => element.closest<HTMLElement>('[data-cell]')).find(Boolean)
    const [row, col] = (cell?.dataset['cell'] ?? '').split(':').map(Number)
    return row === undefined || col === undefined || Number.isNaN(row) ? null : { ...spotOf({ row, col }), row, col }
  }
  const onPointerDown = (event: PointerEvent): void => {
    const spot = spotUnder(event)
    const meeting = spot && meetingAt(spot)
    dropped.current = false
    press.current = meeting && picked === null && event.pointerType === 'mouse' && event.button === 0 ? { meeting, x: event.clientX, y: event.clientY, dragging: false } : null
  }
  const onPointerMove = (event: PointerEvent): void => {
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
  }
  const onPointerUp = (event: PointerEvent): void => {
    const held = press.current
    press.current = null
    setOver(null)
    if (!held?.dragging) return
    dropped.current = true
    const spot = spotUnder(event)
    if (spot) props.onDrop(spot)
    else props.onCancel()
  }
  const onClick = (event: PointerEvent | React.MouseEvent): void => {
    if (dropped.current) return
    const spot = spotUnder(event as PointerEvent)
    if (!spot) return
    wantsFocus.current = true
    setActive({ row: spot.row, col: spot.col })
    const meeting = meetingAt(spot)
    if (picked !== null) props.onDrop(spot)
    else if (meeting) props.onPick(meeting)
    props.onPoint(spot)
  }

  const shown = columns.slice(range.from, range.to)
  const width = columns.length * columnWidth
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      data-testid="board"
      onScroll={measure}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (press.current = null)}
      onClick={onClick}
      className={classes('relative max-h-[calc(100dvh-15rem)] min-h-64 overflow-auto border border-line bg-sheet select-none', picked && 'cursor-grabbing')}
    >
      <div role="row" className="sticky top-0 z-30 flex border-b border-edge bg-paper" style={{ width: width + gutterWidth }}>
        <span role="columnheader" className="sticky left-0 z-10 shrink-0 bg-paper" style={{ width: gutterWidth }}><span className="sr-only">{t('timetable:board.time')}</span></span>
        <span className="relative h-10 shrink-0" style={{ width }} role="presentation">
          {shown.map((column, at) => (
            <span key={column.id} role="columnheader" aria-colindex={range.from + at + 2} title={column.note ? `${column.title} · ${column.note}` : column.title} className="absolute flex h-10 flex-col justify-center truncate px-2 text-xs leading-4 font-semibold" style={{ left: (range.from + at) * columnWidth, width: columnWidth }}>
              <span className="truncate">{column.title}</span>
              {column.note && <span className="truncate font-normal text-ink-2">{column.note}</span>}
            </span>
          ))}
        </span>
      </div>
      {lines.map((line, row) => (
        <div key={line.index} role="row" aria-rowindex={row + 2} data-row={row} className={classes('flex scroll-mt-10', line.startsSitting ? 'border-t-3 border-t-edge' : row > 0 && 'border-t border-t-line')} style={{ width: width + gutterWidth, height: rowHeight }}>
          <span role="rowheader" className="figures sticky left-0 z-20 flex shrink-0 flex-col justify-center border-r border-edge bg-paper px-2 text-xs" style={{ width: gutterWidth }}>
            {(row === 0 || wallDay(lines[row - 1]!.slot.startsAtMs, zone, locale) !== wallDay(line.slot.startsAtMs, zone, locale)) && <span className="truncate text-ink-2">{wallDay(line.slot.startsAtMs, zone, locale).split(' ')[locale === 'zh-CN' ? 0 : 1]}</span>}
            <span className="font-semibold">{wallTime(line.slot.startsAtMs, zone)}</span>
          </span>
          <div role="presentation" className="relative shrink-0" style={{ width }}>
            {shown.map((column, at) => {
              const col = range.from + at
              const spot = { slot: line.index, column: column.id }
              const meeting = meetingAt(spot)
              const starts = meeting !== null && (row === 0 || line.startsSitting || meetingAt({ slot: line.index - 1, column: column.id }) !== meeting)
              const refusal = picked === null ? undefined : props.refusal(spot)
              return (
                <BoardCell
                  key={column.id}
                  name={`${row}:${col}`}
                  colIndex={col + 2}
                  left={col * columnWidth}
                  width={columnWidth}
                  isActive={active.row === row && active.col === col}
                  isOver={over?.slot === line.index && over.column === column.id}
                  isClosed={column.closed.has(line.index)}
                  where={`${wallTime(line.slot.startsAtMs, zone)} ${column.title}`}
                  block={meeting === null ? null : block(meeting, column.id)}
                  starts={starts}
                  isPicked={meeting !== null && meeting === picked}
                  refusal={refusal}
                  onFocus={() => props.onPoint(spot)}
                />
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}
