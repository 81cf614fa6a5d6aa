import type { InputHTMLAttributes } from 'react'

import type { Density } from './classes.ts'
import { Field, type FieldProps } from './field.tsx'

export type DateTimeInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> &
  Omit<FieldProps, 'children'> & {
    name: string
    kind?: 'datetime-local' | 'date' | 'time'
    /** Wall time of the event's zone, `2026-12-01T14:20`; the zone is named beside it. */
    zoneLabel?: string
    stepMinutes?: number
    density?: Density
  }

/** A wall time in the event's zone, in steps of five minutes unless told otherwise. */
export function DateTimeInput({ label, hint, error, optional, hideLabel, className, id, kind = 'datetime-local', zoneLabel, stepMinutes = 5, density, ...rest }: DateTimeInputProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, className, id }}>
      {(wiring) => (
        <span className="flex items-center gap-2">
          <input {...rest} {...wiring} type={kind} step={kind === 'date' ? undefined : stepMinutes * 60} data-density={density} className="entry min-w-0" />
          {zoneLabel && <span className="shrink-0 text-sm text-ink-2">{zoneLabel}</span>}
        </span>
      )}
    </Field>
  )
}
