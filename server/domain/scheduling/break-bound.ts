import { hasBit } from './bits.ts'
import { leastBreaks, leastBreaksTable, openSlots } from './least-breaks.ts'
import type { Model } from './model.ts'

/** What is certain about one participant's day: where it is surely busy (null: nowhere), and how many slots it fills. */
type Day = { busy: Uint8Array | null; least: number; most: number }

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
  const day: Day = { busy: null, least: 0, most: 0 }
  for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    const length = model.length[meeting]!
    const pinned = model.must[meeting] ? onlyStart(model, meeting) : -1
    if (pinned >= 0) day.busy = (day.busy ?? new Uint8Array(model.slots)).fill(1, pinned, pinned + length)
    day.most += length
    if (model.must[meeting]) day.least += length
  }
  return day
}

/** Fewest breaks of a day; `Infinity` where the day can't be filled at all. */
function fewestBreaks(model: Model, participant: number, { busy, least, most }: Day): number {
  // Nothing is pinned: more meetings never make fewer breaks.
  if (busy === null) return leastBreaksTable(model)[participant * (model.slots + 1) + Math.min(least, model.slots)]!
  const breaks = leastBreaks(openSlots(model, participant), busy)
  return breaks.subarray(least, Math.min(most, model.slots) + 1).reduce((fewest, count) => Math.min(fewest, count), Infinity)
}

/**
 * Lower bound on the breaks of any plan that holds every must: each participant alone, as if everybody else were free. Proved,
 * because the others can only add to it; often 0, more where meetings are pinned or a participant is away in mid-day.
 */
export function boundBreaks(model: Model): number {
  let total = 0
  for (let participant = 0; participant < model.participants; participant++) {
    const fewest = fewestBreaks(model, participant, dayOf(model, participant))
    if (fewest < Infinity) total += fewest
  }
  return total
}
