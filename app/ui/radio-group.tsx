import { useId, type ReactNode } from 'react'

import type { Density } from './classes.ts'
import { FieldError } from './field.tsx'

export type RadioOption = { value: string; label: string; hint?: ReactNode; disabled?: boolean }
export type RadioGroupProps = {
  name: string
  label: string
  options: RadioOption[]
  defaultValue?: string
  error?: string | null
  /** `cards`: each option in a bordered box, for choices worth reading. */
  look?: 'list' | 'cards' | 'row'
  density?: Density
  onChange?: (value: string) => void
}

/** One of a few, all visible. Arrow keys move, as in every native group. */
export function RadioGroup({ name, label, options, defaultValue, error, look = 'list', density, onChange }: RadioGroupProps) {
  const id = useId()
  const box = look === 'cards' ? 'rounded-md border border-line bg-sheet px-4 py-2 has-checked:border-sea-ink has-checked:bg-sea-wash' : ''
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} data-invalid={error ? true : undefined} data-density={density} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className={look === 'row' ? 'flex flex-wrap gap-x-6' : look === 'cards' ? 'grid gap-2' : 'grid'}>
        {options.map((option) => (
          <label key={option.value} className={`control flex cursor-pointer items-center gap-3 has-disabled:text-ink-3 ${box}`}>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              onChange={onChange && (() => onChange(option.value))}
              className="size-4.5 shrink-0 accent-sea"
            />
            <span className="min-w-0">
              {option.label}
              {option.hint && <span className="block text-sm text-ink-2">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}
