import { hasBit } from './bits.ts'
import type { Model } from './model.ts'

/** What is certain about one participant's day: where it is surely busy, where it can be, how many slots it fills. */
type Day = { busy: Uint8Array; open: Uint8Array; least: number; most: number }

function onlyStart(model: Model, meeting: number): number {
  let found = -1
  for (let slot = 0; slot < model.slots; slot++) {
    if (!hasBit(model.starts, meeting, model.words, slot)) continue
    if (found >= 0) return -1
    found = slot
  }
  return found
}

function dayOf(model: Model, participant: number): Day {
  const day: Day = { busy: new Uint8Array(model.slots), open: new Uint8Array(model.slots), least: 0, most: 0 }
  for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    const length = model.length[meeting]!
    const pinned = model.must[meeting] ? onlyStart(model, meeting) : -1
    for (let slot = 0; slot < model.slots; slot++) {
      if (!hasBit(model.starts, meeting, model.words, slot)) continue
      for (let s = slot; s < slot + length; s++) {
        day.open[s] = 1
        if (pinned >= 0) day.busy[s] = 1
      }
    }
    day.most += length
    if (model.must[meeting]) day.least += length
  }
  return day
}

/** Fewest breaks of a day by dynamic programming over slots; `Infinity` where the day can't be filled at all. */
function fewestBreaks(slots: number, day: Day): number {
  const width = slots + 1
  // Fewest runs so far with `filled` slots busy, by whether the last slot was idle or busy.
  let idle = new Float64Array(width).fill(Infinity)
  let busy = new Float64Array(width).fill(Infinity)
  idle[0] = 0
  for (let slot = 0; slot < slots; slot++) {
    const nextIdle = new Float64Array(width).fill(Infinity)
    const nextBusy = new Float64Array(width).fill(Infinity)
    for (let filled = 0; filled < width; filled++) {
      if (day.busy[slot] === 0) nextIdle[filled] = Math.min(idle[filled]!, busy[filled]!)
      if (day.open[slot] === 1 && filled > 0) nextBusy[filled] = Math.min(idle[filled - 1]! + 1, busy[filled - 1]!)
    }
    idle = nextIdle
    busy = nextBusy
  }
  let fewest = Infinity
  for (let filled = day.least; filled <= Math.min(day.most, slots); filled++) fewest = Math.min(fewest, idle[filled]!, busy[filled]!)
  return Math.max(0, fewest - 1)
}

/**
 * Lower bound on the breaks of any plan that holds every must: each participant alone, as if everybody else were free. Proved,
 * because the others can only add to it; often 0, more where meetings are pinned or a participant is away in mid-day.
 */
export function boundBreaks(model: Model): number {
  let total = 0
  for (let participant = 0; participant < model.participants; participant++) {
    const fewest = fewestBreaks(model.slots, dayOf(model, participant))
    if (fewest < Infinity) total += fewest
  }
  return total
}
