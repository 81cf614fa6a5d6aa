import type { TextareaHTMLAttributes } from 'react'

import { Field, type FieldProps } from './field.tsx'

export type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & Omit<FieldProps, 'children'> & { name: string }

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({ label, hint, error, optional, hideLabel, className, id, rows = 4, ...rest }: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, className, id }}>
      {(wiring) => <textarea {...rest} {...wiring} rows={rows} className={`entry field-sizing-content ${rows > 4 ? 'min-h-40' : 'min-h-20'} py-2 leading-relaxed`} />}
    </Field>
  )
}
