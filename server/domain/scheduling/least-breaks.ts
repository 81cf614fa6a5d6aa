import { listBits, setBit } from './bits.ts'
import type { Model } from './model.ts'

/** Slots that some meeting of the participant could cover. */
export function openSlots(model: Model, participant: number): Uint8Array {
  const row = new Int32Array(model.words)
  for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    for (let w = 0; w < model.words; w++) row[w]! |= model.starts[meeting * model.words + w]!
    if (model.length[meeting] === 1) continue
    for (const slot of listBits(model.starts, meeting, model.words)) for (let s = slot; s < slot + model.length[meeting]!; s++) setBit(row, 0, model.words, s)
  }
  return Uint8Array.from({ length: model.slots }, (_, slot) => (row[slot >> 5]! >>> (slot & 31)) & 1)
}

/** Fewest runs that fill exactly n of the open slots, for every n, those surely busy among them; `Infinity` where that can't be. By dynamic programming. */
function fewestRuns(open: Uint8Array, surelyBusy: Uint8Array): Float64Array {
  const width = open.length + 1
  const idle = new Float64Array(width).fill(Infinity)
  const busy = new Float64Array(width).fill(Infinity)
  idle[0] = 0
  for (let slot = 0; slot < open.length; slot++) {
    // Downwards, so that what is read still belongs to the slot before.
    for (let filled = slot + 1; filled >= 0; filled--) {
      const stops = Math.min(idle[filled]!, busy[filled]!)
      busy[filled] = open[slot] === 1 && filled > 0 ? Math.min(idle[filled - 1]! + 1, busy[filled - 1]!) : Infinity
      idle[filled] = surelyBusy[slot] === 1 ? Infinity : stops
    }
  }
  return idle.map((runs, filled) => Math.min(runs, busy[filled]!))
}

/** As `fewestRuns` where nothing is sure: the longest stretches of open slots first. */
function fewestFreeRuns(open: Uint8Array): Float64Array {
  const stretches: number[] = []
  open.forEach((isOpen, slot) => {
    if (isOpen === 0) return
    if (slot > 0 && open[slot - 1] === 1) stretches[stretches.length - 1]!++
    else stretches.push(1)
  })
  stretches.sort((a, b) => b - a)
  const runs = new Float64Array(open.length + 1).fill(Infinity)
  runs[0] = 0
  let filled = 0
  stretches.forEach((length, index) => {
    runs.fill(index + 1, filled + 1, filled + length + 1)
    filled += length
  })
  return runs
}

/** Breaks that a day with n busy slots has at least, whatever the others do, for n from 0; `Infinity` where n is too many. */
export function leastBreaks(open: Uint8Array, surelyBusy: Uint8Array | null = null): Float64Array {
  const runs = surelyBusy?.includes(1) ? fewestRuns(open, surelyBusy) : fewestFreeRuns(open)
  return runs.map((count) => (count === Infinity ? Infinity : Math.max(0, count - 1)))
}

const tables = new WeakMap<Model, Uint16Array>()

/**
 * Fewest breaks of participant p with n busy slots at [p × (slots + 1) + n], 0 where n is too many. Counted once for a
 * model: every search for it starts from the same table.
 */
export function leastBreaksTable(model: Model): Uint16Array {
  const known = tables.get(model)
  if (known) return known
  const table = new Uint16Array(model.participants * (model.slots + 1))
  for (let p = 0; p < model.participants; p++) table.set(leastBreaks(openSlots(model, p)), p * (model.slots + 1))
  tables.set(model, table)
  return table
}
