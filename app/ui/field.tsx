import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'

import { classes } from './classes.ts'
import { useTranslate } from './translate.tsx'

/** What a control needs to be tied to its label, hint and error. */
export type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

export type FieldProps = {
  label: string
  hint?: ReactNode
  /** The sentence that says what to mend. */
  error?: string | null
  optional?: boolean
  /** The label is read aloud but not shown, for tables and search boxes. */
  hideLabel?: boolean
  className?: string
  id?: string
  children: (wiring: Wiring) => ReactNode
}

/** Label above, hint below, error in its place; ties all three to the control with aria. */
export function Field({ label, hint, error, optional, hideLabel, className, id, children }: FieldProps) {
  const t = useTranslate()
  const made = useId()
  const own = id ?? made
  const hintId = hint ? `${own}-hint` : undefined
  const errorId = error ? `${own}-error` : undefined
  return (
    <div className={classes('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={own} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
        {optional && <span className="ml-2 font-normal text-ink-3">{t('common:ui.optional')}</span>}
      </label>
      {children({ id: own, 'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined, 'aria-invalid': error ? true : undefined })}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint && <p id={hintId} className="text-sm text-ink-2">{hint}</p>}
    </div>
  )
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1 text-sm text-vermilion-ink">
      <CircleAlert aria-hidden size={16} className="mt-0.75 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
