import { Pin } from 'lucide-react'
import { memo } from 'react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

export const rowHeight = 46

/** A meeting on a cell: two short names, and which firms light up with it. */
export type CellBlock = { first: string; second: string; full: string; firms: [string, string]; length: number; pinned: boolean; note?: string }

export type BoardCellProps = {
  name: string
  colIndex: number
  left: number
  width: number
  isActive: boolean
  isOver: boolean
  isClosed: boolean
  where: string
  block: CellBlock | null
  starts: boolean
  isPicked: boolean
  /** While something is picked up: may it go here? */
  isLegal: boolean | null
  /** Why not; known for the cell that has the focus. */
  why: string
}

/** Drawn again only when something on it has changed. */
export const BoardCell = memo(function BoardCell({ name, colIndex, left, width, isActive, isOver, isClosed, where, block, starts, isPicked, isLegal, why }: BoardCellProps) {
  const t = useTranslate()
  const content = block ? t('timetable:board.cell', { where, meeting: block.full }) : t(isClosed ? 'timetable:board.closedCell' : 'timetable:board.emptyCell', { where })
  const label = isLegal === null ? content : isLegal ? t('timetable:board.legal', { where }) : t('timetable:board.illegal', { where, why })
  return (
    <div
      role="gridcell"
      aria-colindex={colIndex}
      aria-selected={isPicked}
      aria-label={block?.pinned ? t('timetable:board.pinnedCell', { cell: label }) : label}
      tabIndex={isActive ? 0 : -1}
      data-cell={name}
      data-legal={isLegal || undefined}
      className={classes(
        'absolute inset-y-0 border-r border-line focus-visible:z-20 focus-visible:outline-2 focus-visible:-outline-offset-2',
        isClosed && 'bg-sunk bg-[repeating-linear-gradient(45deg,transparent_0_5px,var(--line)_5px_6px)]',
        isLegal && 'bg-jade-wash ring-1 ring-jade ring-inset',
        isOver && (isLegal ? 'ring-3 ring-jade ring-inset' : 'ring-3 ring-vermilion ring-inset'),
      )}
      style={{ left, width }}
    >
      {block && starts && (
        <div
          data-firms={block.firms.join(' ')}
          className={classes(
            'absolute inset-x-0.5 top-0.5 z-10 flex cursor-grab flex-col justify-center overflow-hidden rounded-sm border px-1.5 text-xs leading-4.5',
            'border-edge/40 bg-sea-wash text-ink data-lit:border-sea-deep data-lit:bg-sea data-lit:text-on-sea',
            isPicked && 'border-dashed border-sea-ink opacity-50',
            isLegal !== null && !isPicked && 'pointer-events-none opacity-60',
          )}
          style={{ height: block.length * rowHeight - 5 }}
        >
          <span data-firm={block.firms[0]} className="truncate">{block.first}</span>
          <span data-firm={block.firms[1]} className="truncate">{block.second}</span>
          {block.note && <span className="figures truncate opacity-80">{block.note}</span>}
          {block.pinned && <Pin aria-hidden size={12} className="absolute top-1 right-1 fill-current" />}
        </div>
      )}
    </div>
  )
})
