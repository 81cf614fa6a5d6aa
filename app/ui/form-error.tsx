import { Notice } from './notice.tsx'

export type FormErrorProps = { error: { message: string; fields?: Record<string, string> } | null | undefined }

/** The failure of a whole form, above it. The fields name their own; this says how many there are. */
export function FormError({ error }: FormErrorProps) {
  return error ? <Notice tone="error">{error.message}</Notice> : null
}
