import { useMemo, useRef } from 'react'

import { classes } from '#app/ui/classes.ts'
import { timeNames, wallParts, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import type { SlotLine } from '../view.ts'
import { BoardCell, rowHeight, type CellBlock } from './board-cell.tsx'
import { useGridHand, type GridHand } from './use-grid-hand.tsx'
import { columnWidth, gutterWidth, useGridWindow, type GridWindow } from './use-grid-window.tsx'

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
  /** May the picked meeting be dropped there? Only asked while something is picked up. */
  mayDrop: (spot: GridSpot) => boolean
  /** Why not, in words; asked for one cell at a time. */
  refusal: (spot: GridSpot) => string | null
  onPick: (meeting: string) => void
  onDrop: (spot: GridSpot) => void
  onCancel: () => void
  onPin: (meeting: string) => void
  onRemove: (meeting: string) => void
  /** What the eye or the focus is on, for the line that says why. */
  onPoint: (spot: GridSpot | null) => void
}

/**
 * One grid of the DOM: slots down, tables or people across; only the columns in view exist. Arrows move from cell to cell; a
 * meeting is picked up by a press, by dragging, or with Space, and dropped the same way.
 */
export function BoardGrid(props: BoardGridProps) {
  const { label, lines, columns, zone, picked } = props
  const scroller = useRef<HTMLDivElement>(null)
  const seen = useGridWindow(scroller, columns.length)
  const hand = useGridHand(scroller, props, seen.from)
  const locale = useLocale()
  const timeOf = useMemo(() => timeNames(lines.map((line) => line.slot.startsAtMs), zone, locale), [lines, zone, locale])
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      data-testid="board"
      onScroll={seen.measure}
      {...hand.handlers}
      className={classes('relative max-h-[calc(100dvh-15rem)] min-h-64 overflow-auto border border-line bg-sheet select-none', picked && 'cursor-grabbing')}
    >
      <GridHead columns={columns} seen={seen} />
      {lines.map((line, row) => (
        <GridRow key={line.index} line={line} row={row} when={timeOf(line.slot.startsAtMs)} grid={props} seen={seen} hand={hand} />
      ))}
    </div>
  )
}

function GridHead({ columns, seen }: { columns: GridColumn[]; seen: GridWindow }) {
  const t = useTranslate()
  const width = columns.length * columnWidth
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-30 flex border-b border-edge bg-paper" style={{ width: width + gutterWidth }}>
      <span role="columnheader" className="sticky left-0 z-10 shrink-0 bg-paper" style={{ width: gutterWidth }}><span className="sr-only">{t('timetable:board.time')}</span></span>
      <span className="relative h-10 shrink-0" style={{ width }} role="presentation">
        {columns.slice(seen.from, seen.to).map((column, at) => (
          <span
            key={column.id}
            role="columnheader"
            aria-colindex={seen.from + at + 2}
            title={column.note ? `${column.title} · ${column.note}` : column.title}
            className="absolute flex h-10 flex-col justify-center px-2 text-xs leading-4 font-semibold"
            style={{ left: (seen.from + at) * columnWidth, width: columnWidth }}
          >
            <span className="truncate">{column.title}</span>
            {column.note && <span className="truncate font-normal text-ink-2">{column.note}</span>}
          </span>
        ))}
      </span>
    </div>
  )
}

/** `when`: the slot in words, with its day where there are several. */
type RowProps = { line: SlotLine; row: number; when: string; grid: BoardGridProps; seen: GridWindow; hand: GridHand }

function GridRow({ line, row, when, grid, seen, hand }: RowProps) {
  const width = grid.columns.length * columnWidth
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      data-row={row}
      className={classes('flex scroll-mt-10', line.startsSitting ? 'border-t-3 border-t-edge' : row > 0 && 'border-t border-t-line')}
      style={{ width: width + gutterWidth, height: rowHeight }}
    >
      <RowTime line={line} before={grid.lines[row - 1]} zone={grid.zone} />
      <div role="presentation" className="relative shrink-0" style={{ width }}>
        {grid.columns.slice(seen.from, seen.to).map((column, at) => (
          <GridCell key={column.id} line={line} row={row} when={when} grid={grid} seen={seen} hand={hand} column={column} col={seen.from + at} />
        ))}
      </div>
    </div>
  )
}

function RowTime({ line, before, zone }: { line: SlotLine; before: SlotLine | undefined; zone: string }) {
  const locale = useLocale()
  const day = ({ slot }: SlotLine): string => {
    const { month, day: date } = wallParts(slot.startsAtMs, zone)
    return locale === 'zh-CN' ? `${month}月${date}日` : `${date}/${month}`
  }
  return (
    <span role="rowheader" className="figures sticky left-0 z-20 flex shrink-0 flex-col justify-center border-r border-edge bg-paper px-2 text-xs" style={{ width: gutterWidth }}>
      {(before === undefined || day(before) !== day(line)) && <span className="text-ink-2">{day(line)}</span>}
      <span className="font-semibold">{wallTime(line.slot.startsAtMs, zone)}</span>
    </span>
  )
}

function GridCell({ line, row, when, grid, hand, column, col }: RowProps & { column: GridColumn; col: number }) {
  const { active, over } = hand
  const isActive = active.row === row && active.col === col
  const spot = { slot: line.index, column: column.id }
  const meeting = grid.meetingAt(spot)
  const starts = meeting !== null && (row === 0 || line.startsSitting || grid.meetingAt({ slot: line.index - 1, column: column.id }) !== meeting)
  return (
    <BoardCell
      name={`${row}:${col}`}
      colIndex={col + 2}
      left={col * columnWidth}
      width={columnWidth}
      isActive={isActive}
      isOver={over?.slot === line.index && over.column === column.id}
      isClosed={column.closed.has(line.index)}
      where={`${when} ${column.title}`}
      block={meeting === null ? null : grid.block(meeting, column.id)}
      starts={starts}
      isPicked={meeting !== null && meeting === grid.picked}
      isLegal={grid.picked === null ? null : grid.mayDrop(spot)}
      why={grid.picked !== null && isActive ? (grid.refusal(spot) ?? '') : ''}
    />
  )
}
