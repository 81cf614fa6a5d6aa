import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'

import type { Density } from './classes.ts'
import { Field, type FieldProps } from './field.tsx'

export type Option = { value: string; label: string; disabled?: boolean }
export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> &
  Omit<FieldProps, 'children'> & { name: string; options: Option[]; placeholder?: string; density?: Density }

/** One of a list, with the system's own picker. */
export function Select({ label, hint, error, optional, hideLabel, className, id, options, placeholder, density, ...rest }: SelectProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, className, id }}>
      {(wiring) => (
        <span className="relative block">
          <select {...rest} {...wiring} data-density={density} className="entry appearance-none pr-9">
            {placeholder !== undefined && <option value="">{placeholder}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>
            ))}
          </select>
          <ChevronDown aria-hidden size={16} className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-2" />
        </span>
      )}
    </Field>
  )
}
