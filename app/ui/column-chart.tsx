import { classes } from './classes.ts'

export type ChartColumn = { label: string; value: number; /** What a screen reader hears instead of label and value. */ said: string; look?: string }
export type ColumnChartProps = { title: string; columns: readonly ChartColumn[]; /** Height of a full column; the greatest value where it is left out. */ most?: number }

/** A small distribution: one column for each band, its count on top. */
export function ColumnChart({ title, columns, most }: ColumnChartProps) {
  const top = Math.max(1, most ?? 0, ...columns.map((column) => column.value))
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-xs text-ink-2">{title}</figcaption>
      <ol className="flex h-24 items-end gap-0.5 border-b border-edge">
        {columns.map(({ label, value, said, look }) => (
          <li key={label} className="flex h-full min-w-0 flex-1 flex-col justify-end">
            <span className="sr-only">{said}</span>
            <span aria-hidden className="figures text-center text-xs text-ink-2">{value > 0 ? value : ''}</span>
            <span aria-hidden className={classes('mx-auto w-full max-w-8 rounded-t-sm', look ?? 'bg-sea')} style={{ height: `${(value / top) * 76}%` }} />
          </li>
        ))}
      </ol>
      <ol aria-hidden className="figures flex gap-0.5 text-xs text-ink-2">
        {columns.map(({ label }) => <li key={label} className="min-w-0 flex-1 text-center break-words">{label}</li>)}
      </ol>
    </figure>
  )
}
