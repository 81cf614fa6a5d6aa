import { useId, type InputHTMLAttributes, type ReactNode } from 'react'

import { classes, type Density } from './classes.ts'
import { FieldError } from './field.tsx'

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label: ReactNode; hint?: ReactNode; error?: string | null; density?: Density }

export function Checkbox({ label, hint, error, density, className, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <div className={className}>
      <label data-density={density} className="control flex cursor-pointer items-center gap-3 has-disabled:cursor-not-allowed has-disabled:text-ink-3">
        <input
          type="checkbox"
          {...rest}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={classes('size-4.5 shrink-0 accent-sea')}
        />
        <span className="min-w-0">
          {label}
          {hint && <span className="block text-sm text-ink-2">{hint}</span>}
        </span>
      </label>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
