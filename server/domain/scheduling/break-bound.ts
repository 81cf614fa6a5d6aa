import { hasBit } from './bits.ts'
import { leastBreaks, openSlots } from './least-breaks.ts'
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
  const day: Day = { busy: new Uint8Array(model.slots), open: openSlots(model, participant), least: 0, most: 0 }
  for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    const length = model.length[meeting]!
    const pinned = model.must[meeting] ? onlyStart(model, meeting) : -1
    if (pinned >= 0) day.busy.fill(1, pinned, pinned + length)
    day.most += length
    if (model.must[meeting]) day.least += length
  }
  return day
}

/** Fewest breaks of a day; `Infinity` where the day can't be filled at all. */
function fewestBreaks(day: Day): number {
  const breaks = leastBreaks(day.open, day.busy)
  return breaks.subarray(day.least, Math.min(day.most, day.open.length) + 1).reduce((fewest, count) => Math.min(fewest, count), Infinity)
}

/**
 * Lower bound on the breaks of any plan that holds every must: each participant alone, as if everybody else were free. Proved,
 * because the others can only add to it; often 0, more where meetings are pinned or a participant is away in mid-day.
 */
export function boundBreaks(model: Model): number {
  let total = 0
  for (let participant = 0; participant < model.participants; participant++) {
    const fewest = fewestBreaks(dayOf(model, participant))
    if (fewest < Infinity) total += fewest
  }
  return total
}
