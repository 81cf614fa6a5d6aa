import { useCallback, useEffect, useRef, type RefObject } from 'react'

import type { BoardNames } from '../view.ts'

/** Firms whose name contains what was typed; none for fewer than two letters or one Han character. */
export function litByFirm(query: string, names: BoardNames): string[] {
  const wanted = query.trim().toLowerCase()
  if (wanted.length < 1 || (wanted.length < 2 && /^[\x20-\x7e]$/.test(wanted))) return []
  return names.delegations.filter((one) => one.nameZh.toLowerCase().includes(wanted) || one.nameEn.toLowerCase().includes(wanted)).map((one) => one.id)
}

/** A hovered name means its firm, a hovered cell both; null elsewhere. */
export function firmsUnder(target: Element): string[] | null {
  const one = target.closest<HTMLElement>('[data-firm]')?.dataset['firm']
  const both = target.closest<HTMLElement>('[data-firms]')?.dataset['firms']
  return one ? [one] : (both?.split(' ') ?? null)
}

/** Lights up every cell of these firms by an attribute on the DOM, so that moving the eye over a big board draws nothing anew. */
export function useLight(area: RefObject<HTMLElement | null>, state: unknown, view: unknown): (firms: string[]) => void {
  const lit = useRef<string[]>([])
  const show = useCallback(() => {
    for (const cell of area.current?.querySelectorAll<HTMLElement>('[data-firms]') ?? []) {
      const own = (cell.dataset['firms'] ?? '').split(' ')
      cell.toggleAttribute('data-lit', lit.current.some((firm) => own.includes(firm)))
    }
  }, [area])
  // Cells that were drawn anew know nothing of the light.
  useEffect(show, [show, state, view])
  return useCallback((firms: string[]) => {
    if (firms.length === lit.current.length && firms.every((firm, at) => firm === lit.current[at])) return
    lit.current = firms
    show()
  }, [show])
}
