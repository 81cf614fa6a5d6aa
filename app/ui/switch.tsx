import type { InputHTMLAttributes, ReactNode } from 'react'

import type { Density } from './classes.ts'

export type SwitchProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label: ReactNode; hint?: ReactNode; density?: Density }

/** On or off, at once. Inside a form that is sent later, use a checkbox. */
export function Switch({ label, hint, density, className, ...rest }: SwitchProps) {
  return (
    <label data-density={density} className={`control flex cursor-pointer items-center justify-between gap-4 ${className ?? ''}`}>
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-sm text-ink-2">{hint}</span>}
      </span>
      <input type="checkbox" role="switch" {...rest} className="peer sr-only" />
      <span
        aria-hidden
        className="relative h-6 w-11 shrink-0 rounded-full border border-edge bg-sunk transition-colors before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-edge before:transition-transform peer-checked:border-sea peer-checked:bg-sea peer-checked:before:translate-x-5 peer-checked:before:bg-on-sea peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-sea-ink peer-disabled:opacity-50"
      />
    </label>
  )
}
