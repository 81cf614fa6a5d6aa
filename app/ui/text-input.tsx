import type { InputHTMLAttributes } from 'react'

import { classes, type Density } from './classes.ts'
import { Field, type FieldProps } from './field.tsx'

export type TextInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> &
  Omit<FieldProps, 'children'> & { name: string; density?: Density }

/** One line of text with its label. */
export function TextInput({ label, hint, error, optional, hideLabel, className, id, density, ...rest }: TextInputProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, className, id }}>
      {(wiring) => <input type="text" {...rest} {...wiring} data-density={density} className={classes('entry')} />}
    </Field>
  )
}
