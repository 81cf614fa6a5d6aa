import type { ReactNode } from 'react'

import { classes } from './classes.ts'

export type Column<Row> = {
  key: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** The column that names the row: a row header, and the card's heading on a phone. */
  names?: boolean
  /** Left out below 768 px, or below 1280 px. */
  wideOnly?: boolean | 'xl'
  className?: string
}

export type TableProps<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string; rowClassName?: (row: Row) => string | undefined; empty?: ReactNode }

/** Dense rows under a head that stays; below 768 px each row is a card with its column names. The caption is for screen readers. */
export function Table<Row>({ caption, columns, rows, rowKey, rowClassName, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <table data-density="dense" className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classes('sticky top-14 z-10 border-b border-edge bg-paper px-3 py-1.5 text-xs font-medium whitespace-nowrap text-ink-2', column.align === 'end' ? 'text-right' : 'text-left', column.wideOnly === 'xl' && 'max-xl:hidden')}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
        {rows.map((row) => (
          <tr key={rowKey(row)} className={classes('border-b border-line hover:bg-sunk max-md:block max-md:rounded-md max-md:border max-md:bg-sheet max-md:p-3', rowClassName?.(row))}>
            {columns.map((column) => (
              <Cell key={column.key} column={column}>{column.cell(row)}</Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function hiding({ wideOnly }: Pick<Column<unknown>, 'wideOnly'>, below: string): string | false {
  return wideOnly === 'xl' ? 'max-xl:hidden!' : wideOnly === true && below
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const shared = classes('h-(--control) px-3 py-1 align-middle font-normal max-md:h-auto max-md:px-0', hiding(column, 'max-md:hidden'), column.className)
  if (column.names) return <th scope="row" className={classes(shared, 'text-left max-md:mb-1 max-md:block max-md:text-base')}>{children}</th>
  return (
    <td className={classes(shared, column.align === 'end' ? 'text-right' : 'text-left', 'max-md:flex max-md:justify-between max-md:gap-4 max-md:text-left', hiding(column, 'max-md:hidden!'))}>
      {typeof column.head === 'string' && <span aria-hidden className="shrink-0 text-ink-2 md:hidden">{column.head}</span>}
      <span className="min-w-0 max-md:text-right md:contents">{children}</span>
    </td>
  )
}
