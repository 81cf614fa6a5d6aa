import { useEffect, useRef, type RefObject } from 'react'

/** After a refused form, takes the reader to the first field that needs mending; `failure` is the answer, a new one each time. */
export function useFocusFirstError<Form extends HTMLElement>(failure: object | null): RefObject<Form> {
  const form = useRef<Form>(null)
  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] input')?.focus()
  }, [failure])
  return form
}
