import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject } from 'react'

import type { WorkingItem } from '#server/domain/programme/item.ts'

import { tickMs } from '../view.ts'
import { tickPx } from './programme-block.tsx'
import type { ProgrammeHand } from './use-programme-hand.tsx'

type Press = { id: string; way: 'move' | 'resize'; x: number; y: number; startsAtMs: number; endsAtMs: number; dragging: boolean }
const dragFromPx = 6

export type DragParts = {
  scroller: RefObject<HTMLDivElement | null>
  hand: ProgrammeHand
  items: ReadonlyMap<string, WorkingItem>
  /** Items of the shown day, in order of time. */
  today: readonly WorkingItem[]
  /** Columns from left to right; null: not placed. */
  columns: readonly (string | null)[]
  onOpen: (id: string) => void
  onRemove: (id: string) => void
}

/** Keyboard, mouse and touch on the board. One block is in the tab order; Space picks up, arrows aim, Space puts down. */
export function useProgrammeDrag(parts: DragParts) {
  const { scroller, hand, today } = parts
  const [chosen, setChosen] = useState<string | null>(null)
  const wantsFocus = useRef(false)
  const active = today.some((item) => item.id === chosen) ? chosen : (today[0]?.id ?? null)
  const go = (id: string | undefined): void => {
    if (id === undefined) return
    wantsFocus.current = true
    setChosen(id)
  }
  useEffect(() => {
    const id = hand.held?.id ?? active
    if (!wantsFocus.current || id === null) return
    const block = scroller.current?.querySelector<HTMLElement>(`[data-item="${id}"]`)
    if (!block) return
    wantsFocus.current = false
    block.focus({ preventScroll: true })
    block.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const pressed = usePress(parts)
  const handlers = {
    ...pressed,
    onFocus: (event: FocusEvent) => {
      const id = idOf(event.target)
      if (id !== null && id !== active) setChosen(id)
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (hand.held ? aimByKey(event, parts, () => (wantsFocus.current = true)) : lookByKey(event, parts, active, go)) event.preventDefault()
    },
  }
  return { active, handlers }
}

const idOf = (element: Element): string | null => element.closest<HTMLElement>('[data-item]')?.dataset['item'] ?? null

/** While something is held: arrows aim, Space and Enter put down, Escape puts back. */
function aimByKey(event: KeyboardEvent, { hand, columns }: DragParts, keepFocus: () => void): boolean {
  const { held } = hand
  if (held === null) return false
  const step = event.ctrlKey || event.metaKey ? 12 * tickMs : tickMs
  const column = columns.indexOf(held.stageId)
  const to = (at: number): string | null => columns[Math.max(0, Math.min(columns.length - 1, at))] ?? null
  const acts: Record<string, () => void> = {
    ArrowUp: () => hand.aim(held.way === 'move' ? { startsAtMs: held.startsAtMs - step } : { endsAtMs: held.endsAtMs - step }),
    ArrowDown: () => hand.aim(held.way === 'move' ? { startsAtMs: held.startsAtMs + step } : { endsAtMs: held.endsAtMs + step }),
    ArrowLeft: () => held.way === 'move' && hand.aim({ stageId: to(column - 1) }),
    ArrowRight: () => held.way === 'move' && hand.aim({ stageId: to(column + 1) }),
    ' ': hand.drop, Enter: hand.drop, Escape: hand.cancel,
  }
  const act = acts[event.key]
  if (!act) return false
  keepFocus()
  act()
  return true
}

/** While nothing is held: arrows look around, Space picks up, R changes the length, Enter opens, Delete removes. */
function lookByKey(event: KeyboardEvent, { hand, today, items, columns, onOpen, onRemove }: DragParts, active: string | null, go: (id: string | undefined) => void): boolean {
  const item = active === null ? undefined : items.get(active)
  if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
  const onStage = today.filter((one) => one.stageId === item.stageId)
  const at = onStage.findIndex((one) => one.id === item.id)
  const nearest = (step: number): string | undefined => {
    for (let column = columns.indexOf(item.stageId) + step; column >= 0 && column < columns.length; column += step) {
      const there = today.filter((one) => one.stageId === columns[column])
      if (there.length > 0) return there.reduce((best, one) => (Math.abs(one.startsAtMs - item.startsAtMs) < Math.abs(best.startsAtMs - item.startsAtMs) ? one : best)).id
    }
    return undefined
  }
  const acts: Record<string, () => void> = {
    ArrowUp: () => go(onStage[at - 1]?.id), ArrowDown: () => go(onStage[at + 1]?.id), ArrowLeft: () => go(nearest(-1)), ArrowRight: () => go(nearest(1)),
    Home: () => go(onStage[0]?.id), End: () => go(onStage.at(-1)?.id),
    ' ': () => hand.pick(item.id), r: () => hand.pick(item.id, 'resize'), R: () => hand.pick(item.id, 'resize'), Enter: () => onOpen(item.id), Delete: () => onRemove(item.id),
  }
  const act = acts[event.key]
  act?.()
  return act !== undefined
}

/** A press that moves far enough drags: by mouse from anywhere on a block, by touch from its grip, its foot changes the length. */
function usePress({ scroller, hand, items, onOpen }: DragParts) {
  const press = useRef<Press | null>(null)
  const dragged = useRef(false)
  const stageUnder = (event: PointerEvent): string | null | undefined => {
    const column = document.elementsFromPoint(event.clientX, event.clientY).map((element) => element.closest<HTMLElement>('[data-stage]')).find((found) => found !== null)
    return column == null ? undefined : column.dataset['stage'] || null
  }
  return {
    onPointerDown(event: PointerEvent) {
      dragged.current = false
      const target = event.target as Element
      const item = items.get(idOf(target) ?? '')
      const grip = target.closest<HTMLElement>('[data-grip]')?.dataset['grip']
      if (item === undefined || event.button !== 0 || (event.pointerType !== 'mouse' && grip === undefined)) return
      press.current = { id: item.id, way: grip === 'resize' ? 'resize' : 'move', x: event.clientX, y: event.clientY + (scroller.current?.scrollTop ?? 0), startsAtMs: item.startsAtMs, endsAtMs: item.endsAtMs, dragging: false }
    },
    onPointerMove(event: PointerEvent) {
      const held = press.current
      if (held === null) return
      const y = event.clientY + (scroller.current?.scrollTop ?? 0)
      if (!held.dragging && Math.hypot(event.clientX - held.x, y - held.y) > dragFromPx) {
        held.dragging = true
        dragged.current = true
        scroller.current?.setPointerCapture(event.pointerId)
        hand.pick(held.id, held.way)
      }
      if (!held.dragging) return
      const by = Math.round((y - held.y) / tickPx) * tickMs
      if (held.way === 'resize') return hand.aim({ endsAtMs: held.endsAtMs + by })
      const stageId = stageUnder(event)
      hand.aim({ startsAtMs: held.startsAtMs + by, ...(stageId === undefined ? {} : { stageId }) })
    },
    onPointerUp() {
      const held = press.current
      press.current = null
      if (held?.dragging) hand.drop()
    },
    onPointerCancel() {
      if (press.current?.dragging) hand.cancel()
      press.current = null
    },
    onClick(event: MouseEvent) {
      const id = idOf(event.target as Element)
      // A click made by the keyboard has been answered as a key.
      if (id !== null && !dragged.current && hand.held === null && event.detail > 0) onOpen(id)
    },
  }
}
