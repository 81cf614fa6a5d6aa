import { useTranslate } from '#app/ui/translate.tsx'

import { ImportCell, type CellProps } from './import-cell.tsx'
import { RowState, type RowStateProps } from './row-state.tsx'

export type TableRow = Omit<RowStateProps, 'locked'> & { notes: { text: string; isError: boolean }[]; cells: Pick<CellProps, 'column' | 'text' | 'errors' | 'warnings'>[] }
type Props = { columns: { index: number; header: string }[]; rows: TableRow[]; locked: boolean }

/** The rows as they stand in the file, bad cells marked and open in place. For wide screens. */
export function ImportTable({ columns, rows, locked }: Props) {
  const t = useTranslate()
  return (
    <div className="overflow-x-auto border-y border-line max-md:hidden" tabIndex={0} role="region" aria-label={t('imports:cells')}>
      <table data-density="dense" className="w-max min-w-full border-collapse text-sm">
        <caption className="sr-only">{t('imports:cells')}</caption>
        <thead>
          <tr className="text-left text-xs text-ink-2">
            <th scope="col" className="sticky left-0 z-10 bg-paper px-2 py-1.5 font-medium">{t('imports:row.number')}</th>
            <th scope="col" className="px-2 py-1.5 font-medium">{t('imports:row.state')}</th>
            {columns.map((column) => <th key={column.index} scope="col" className="max-w-64 truncate px-2 py-1.5 font-medium">{column.header}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} className={row.state === 'skipped' ? 'border-t border-line align-top text-ink-3' : 'border-t border-line align-top'}>
              <th scope="row" className="figures sticky left-0 z-10 bg-paper px-2 py-1.5 text-left text-xs font-normal text-ink-2">{row.row}</th>
              <td className="w-44 max-w-44 px-2 py-1.5">
                <RowState {...row} locked={locked} />
                {row.notes.map((note) => <p key={note.text} className={note.isError ? 'text-xs text-vermilion-ink' : 'text-xs text-amber-ink'}>{note.text}</p>)}
              </td>
              {row.cells.map((cell, at) => (
                <td key={cell.column} className={cell.errors.length > 0 ? 'max-w-64 bg-vermilion-wash px-2 py-1.5' : 'max-w-64 px-2 py-1.5'}>
                  <ImportCell {...cell} row={row.row} header={columns[at]?.header ?? ''} locked={locked} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** On a phone: only what needs mending or a look, one row after another. */
export function MendList({ columns, rows, locked }: Props) {
  const t = useTranslate()
  return (
    <ul className="flex flex-col gap-3 md:hidden">
      {rows.filter((row) => row.state !== 'continues' || row.cells.some((cell) => cell.errors.length > 0)).map((row) => {
        const cells = row.cells.flatMap((cell, at) => (at === 0 || cell.errors.length > 0 ? [{ ...cell, header: columns[at]?.header ?? '' }] : []))
        return (
          <li key={row.row} className="rounded-md border border-line bg-sheet p-3">
            <div className="mb-2 flex items-start justify-between gap-3">
              <span className="figures text-xs text-ink-2">{`${t('imports:row.number')} ${row.row}`}</span>
              <RowState {...row} locked={locked} />
            </div>
            {row.notes.map((note) => <p key={note.text} className={note.isError ? 'text-sm text-vermilion-ink' : 'text-sm text-amber-ink'}>{note.text}</p>)}
            {cells.map((cell) => (
              <div key={cell.column} className="mt-2">
                <span className="text-xs text-ink-2">{cell.header}</span>
                <ImportCell {...cell} row={row.row} locked={locked} roomy />
              </div>
            ))}
          </li>
        )
      })}
    </ul>
  )
}
