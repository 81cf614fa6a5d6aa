import { useCallback, useEffect, useState, type RefObject } from 'react'

export const columnWidth = 112
export const gutterWidth = 76
/** Columns come and go in groups, so that scrolling seldom draws. */
const group = 4

export type GridWindow = { from: number; to: number; measure: () => void }

/** Which columns are in view, with a group on either side; the others don't exist in the DOM. */
export function useGridWindow(scroller: RefObject<HTMLDivElement | null>, count: number): GridWindow {
  const [range, setRange] = useState({ from: 0, to: 12 })
  const measure = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const from = Math.max(0, (Math.floor(box.scrollLeft / columnWidth / group) - 1) * group)
    const to = (Math.ceil((box.scrollLeft + box.clientWidth) / columnWidth / group) + 1) * group
    setRange((old) => (old.from === from && old.to === to ? old : { from, to }))
  }, [scroller])
  useEffect(() => {
    measure()
    const box = scroller.current
    if (!box) return
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => watch.disconnect()
  }, [measure, scroller, count])
  return { ...range, measure }
}
