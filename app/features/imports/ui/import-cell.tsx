import { useFetcher } from '@remix-run/react'
import { useEffect, useId, useState } from 'react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

export type CellProps = { row: number; column: number; header: string; text: string; errors: string[]; warnings: string[]; locked: boolean; /** Sentences stand beneath instead of in a bubble. */ roomy?: boolean }

/** One value of the file: bad ones are open for mending, others open when pressed. Enter or leaving the field saves it. */
export function ImportCell({ row, column, header, text, errors, warnings, locked, roomy = false }: CellProps) {
  const t = useTranslate()
  const fetcher = useFetcher<{ ok: boolean }>()
  const [isEditing, setEditing] = useState(false)
  const noteId = useId()
  const isBad = errors.length > 0
  const notes = isBad ? errors : warnings
  useEffect(() => setEditing(false), [text])
  const label = t('imports:row.cell', { row, column: header })
  const isOpen = !locked && (isBad || isEditing)
  return (
    <div className="min-w-0">
      {isOpen ? (
        <fetcher.Form method="post">
          <input type="hidden" name="intent" value="edit" />
          <input type="hidden" name="row" value={row} />
          <input type="hidden" name="column" value={column} />
          <input
            key={text}
            name="value"
            defaultValue={text}
            autoFocus={isEditing}
            aria-label={label}
            aria-invalid={isBad || undefined}
            aria-describedby={notes.length > 0 ? noteId : undefined}
            onBlur={(blur) => (blur.target.value === text ? setEditing(false) : fetcher.submit(blur.target.form))}
            onKeyDown={(key) => key.key === 'Escape' && setEditing(false)}
            data-density="dense"
            className={classes('entry min-w-40', fetcher.state !== 'idle' && 'opacity-60')}
          />
        </fetcher.Form>
      ) : locked ? (
        <span className="block truncate" title={text}>{text}</span>
      ) : (
        <button type="button" aria-label={`${label}: ${text}`} aria-describedby={notes.length > 0 ? noteId : undefined} title={text} onClick={() => setEditing(true)} className="block min-h-6 w-full cursor-text truncate rounded-sm text-left hover:bg-sea-wash">{text || <span className="text-ink-3">—</span>}</button>
      )}
      {notes.length > 0 && (
        <p id={noteId} className={classes('mt-0.5 text-xs', isBad ? 'text-vermilion-ink' : 'text-amber-ink', roomy || isBad ? 'whitespace-normal' : 'truncate')} title={notes.join(' ')}>{notes.join(' ')}</p>
      )}
    </div>
  )
}
