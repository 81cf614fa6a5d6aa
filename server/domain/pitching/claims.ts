import { ticksBetween } from '../shared/time.ts'
import type { PitchRules } from './rules.ts'

/** When the people of a pitch are taken: from their call to the stage to the end and the buffer people keep after it. */
export function presenterTicks(slot: { startsAtMs: number; endsAtMs: number }, rules: Pick<PitchRules, 'arriveMinutes'>, bufferMinutes: number): number[] {
  return ticksBetween(slot.startsAtMs - rules.arriveMinutes * 60_000, slot.endsAtMs + bufferMinutes * 60_000)
}

/** At most so many slots, nearest in time to the wanted one; of two equally near the earlier. */
export function nearestSlots<Slot extends { itemId: string; startsAtMs: number }>(slots: readonly Slot[], wantedMs: number, most: number): Slot[] {
  const away = (slot: Slot): number => Math.abs(slot.startsAtMs - wantedMs)
  const inOrder = (a: Slot, b: Slot): number => away(a) - away(b) || a.startsAtMs - b.startsAtMs || (a.itemId < b.itemId ? -1 : 1)
  return [...slots].sort(inOrder).slice(0, most)
}
