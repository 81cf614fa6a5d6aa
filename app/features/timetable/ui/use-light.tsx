import { useCallback, useEffect, useRef, type RefObject } from 'react'

import type { BoardNames } from '../view.ts'

/** Firms whose name contains what was typed; none for fewer than two letters or one Han character. */
export function litByFirm(query: string, names: BoardNames): string[] {
  const wanted = query.trim().toLowerCase()
  if (wanted.length < 1 || (wanted.length < 2 && /^[\x20-\x7e]$/.test(wanted))) return []
  return names.delegations.filter((one) => one.nameZh.toLowerCase().includes(wanted) || one.nameEn.toLowerCase().includes(wanted)).map((one) => one.id)
}

/** Lights up every cell of these firms by an attribute on the DOM, so that moving the eye over a big board draws nothing anew. */
export function useLight(area: RefObject<HTMLElement | null>, redrawn: readonly unknown[]): (firms: string[]) => void {
  const lit = useRef<string[]>([])
  const show = useCallback(() => {
    for (const cell of area.current?.querySelectorAll<HTMLElement>('[data-firms]') ?? []) {
      const own = (cell.dataset['firms'] ?? '').split(' ')
      cell.toggleAttribute('data-lit', lit.current.some((firm) => own.includes(firm)))
    }
  }, [area])
  useEffect(show, [show, ...redrawn])
  return useCallback((firms: string[]) => {
    if (firms.length === lit.current.length && firms.every((firm, at) => firm === lit.current[at])) return
    lit.current = firms
    show()
  }, [show])
}
