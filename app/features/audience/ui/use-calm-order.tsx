import { useEffect, useRef, useState } from 'react'

const againMs = 4_000

/**
 * The order of a list whose numbers change all the time: taken anew every few seconds, and never while somebody's finger
 * or focus is in the list, so that nothing moves away from under a thumb. What is new comes at the end until then.
 */
export function useCalmOrder(ids: readonly string[], sorting: string): { order: string[]; hold: { onPointerEnter: () => void; onPointerLeave: () => void; onFocus: () => void; onBlur: () => void } } {
  const [order, setOrder] = useState([...ids])
  const latest = useRef(ids)
  const held = useRef(false)
  useEffect(() => {
    latest.current = ids
  }, [ids])
  useEffect(() => {
    setOrder([...latest.current])
    const timer = setInterval(() => {
      if (!held.current) setOrder([...latest.current])
    }, againMs)
    return () => clearInterval(timer)
  }, [sorting])
  const grip = (on: boolean) => () => void (held.current = on)
  const known = order.filter((id) => ids.includes(id))
  return { order: [...known, ...ids.filter((id) => !known.includes(id))], hold: { onPointerEnter: grip(true), onPointerLeave: grip(false), onFocus: grip(true), onBlur: grip(false) } }
}
