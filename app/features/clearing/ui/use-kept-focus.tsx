import { useEffect, useRef, type MouseEvent, type RefObject } from 'react'

type Pressed = { part: Element | null; row: number; button: number }

/**
 * Keeps a keyboard's place in lists whose rows leave when they are pressed: the same act of the row that came up in its
 * stead has the focus then, or the last one's. `remember` belongs on the element that holds the lists, as onClickCapture.
 */
export function useKeptFocus(changed: unknown): { root: RefObject<HTMLFieldSetElement>; remember: (event: MouseEvent) => void } {
  const root = useRef<HTMLFieldSetElement>(null)
  const pressed = useRef<Pressed | null>(null)
  useEffect(() => {
    const place = pressed.current
    pressed.current = null
    if (place === null || document.activeElement !== document.body) return
    const rows = [...(place.part?.isConnected ? place.part : root.current)?.querySelectorAll('li') ?? []]
    const acts = [...(rows[Math.min(place.row, rows.length - 1)]?.querySelectorAll('button') ?? [])]
    acts[Math.min(place.button, acts.length - 1)]?.focus({ preventScroll: true })
  }, [changed])
  return {
    root,
    remember: (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      const row = button?.closest('li') ?? null
      if (button === null || row === null) return
      pressed.current = { part: row.parentElement, row: [...(row.parentElement?.children ?? [])].indexOf(row), button: [...row.querySelectorAll('button')].indexOf(button) }
    },
  }
}
