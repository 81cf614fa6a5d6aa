import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type RowFields = { /** `windows.0.` before the name of each field. */ prefix: string; /** The sentence for a field of this row. */ error: (field: string) => string | undefined }

type RowsProps<Row> = {
  name: string
  legend: string
  initial: Row[]
  blank: Row
  errors: Record<string, string>
  children: (row: Row, fields: RowFields) => ReactNode
}

/**
 * Rows of a form that can be added and removed. Without JavaScript there is always one blank row at the end, and a row
 * that is emptied is removed when it is saved.
 */
export function Rows<Row>({ name, legend, initial, blank, errors, children }: RowsProps<Row>) {
  const t = useTranslate()
  const [rows, setRows] = useState(() => [...initial, blank].map((row, key) => ({ row, key })))
  const add = (): void => setRows((old) => [...old, { row: blank, key: (old.at(-1)?.key ?? 0) + 1 }])
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">{legend}</legend>
      <ol className="flex flex-col gap-3">
        {rows.map(({ row, key }, i) => (
          <li key={key} className="flex items-end gap-2 border-t border-line pt-3">
            <div className="grid min-w-0 flex-1 grid-cols-1 items-start gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]">
              {children(row, { prefix: `${name}.${i}.`, error: (field) => errors[`${name}.${i}.${field}`] })}
            </div>
            <IconButton icon={X} label={t('events:grid.removeRow', { row: i + 1 })} onClick={() => setRows((old) => old.filter((one) => one.key !== key))} />
          </li>
        ))}
      </ol>
      <Button type="button" look="quiet" icon={Plus} onClick={add} className="mt-3">{t('events:grid.add')}</Button>
    </fieldset>
  )
}
