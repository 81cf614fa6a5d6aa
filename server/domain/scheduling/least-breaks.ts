import { hasBit } from './bits.ts'
import type { Model } from './model.ts'

/** Slots that some meeting of the participant could cover. */
export function openSlots(model: Model, participant: number): Uint8Array {
  const open = new Uint8Array(model.slots)
  for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    for (let slot = 0; slot < model.slots; slot++) {
      if (!hasBit(model.starts, meeting, model.words, slot)) continue
      for (let s = slot; s < slot + model.length[meeting]!; s++) open[s] = 1
    }
  }
  return open
}

/** Fewest runs that fill exactly n of the open slots, for every n; `Infinity` where there are not so many. By dynamic programming. */
function fewestRuns(open: Uint8Array, surelyBusy: Uint8Array | null): Float64Array {
  const width = open.length + 1
  const idle = new Float64Array(width).fill(Infinity)
  const busy = new Float64Array(width).fill(Infinity)
  idle[0] = 0
  for (let slot = 0; slot < open.length; slot++) {
    // Downwards, so that what is read still belongs to the slot before.
    for (let filled = slot + 1; filled >= 0; filled--) {
      const stops = Math.min(idle[filled]!, busy[filled]!)
      busy[filled] = open[slot] === 1 && filled > 0 ? Math.min(idle[filled - 1]! + 1, busy[filled - 1]!) : Infinity
      idle[filled] = surelyBusy?.[slot] === 1 ? Infinity : stops
    }
  }
  return idle.map((runs, filled) => Math.min(runs, busy[filled]!))
}

/** Breaks that a day with n busy slots has at least, whatever the others do, for n from 0; `Infinity` where n is too many. */
export function leastBreaks(open: Uint8Array, surelyBusy: Uint8Array | null = null): Float64Array {
  return fewestRuns(open, surelyBusy).map((runs) => (runs === Infinity ? Infinity : Math.max(0, runs - 1)))
}
