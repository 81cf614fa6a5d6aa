import { listBits } from '../bits.ts'
import { leastBreaks } from '../least-breaks.ts'
import type { Model } from '../model.ts'
import type { WeightFace } from './weight-face.ts'

/** What a participant's day can look like in any plan of the weight asked for. */
export type Day = {
  /** Slots that it could fill, and those that it fills for certain. */
  open: Uint8Array
  busy: Uint8Array
  /** Fewest and most slots filled. */
  least: number
  most: number
  /** Breaks that it has at least. */
  breaks: number
}

/** Fewest breaks of a day that also fills `length` slots from `start`; `Infinity` where there is no such day. */
export function breaksWith(day: Day, start: number, length: number): number {
  const busy = day.busy.slice()
  busy.fill(1, start, start + length)
  return fewest(day, busy)
}

function fewest(day: Pick<Day, 'open' | 'least' | 'most'>, busy: Uint8Array): number {
  for (let slot = 0; slot < busy.length; slot++) if (busy[slot]! > day.open[slot]!) return Infinity
  return leastBreaks(day.open, busy).subarray(day.least, day.most + 1).reduce((least, breaks) => Math.min(least, breaks), Infinity)
}

/** The days of all participants, each for itself; null where one of them can't be filled as the weight requires. */
export function daysOf(model: Model, face: WeightFace): Day[] | null {
  const days: Day[] = []
  for (let participant = 0; participant < model.participants; participant++) {
    const open = new Uint8Array(model.slots)
    const busy = new Uint8Array(model.slots)
    for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
      const meeting = model.meetingsOf.items[i]!
      if (face.surely[meeting] === -1) continue
      const starts = listBits(model.starts, meeting, model.words)
      for (const start of starts) open.fill(1, start, start + model.length[meeting]!)
      if (face.surely[meeting] === 1 && starts.length === 1) busy.fill(1, starts[0]!, starts[0]! + model.length[meeting]!)
    }
    const room = open.reduce((sum, slot) => sum + slot, 0)
    const day = { open, busy, least: face.least[participant]!, most: Math.min(room, face.most[participant]!) }
    const breaks = fewest(day, busy)
    if (breaks === Infinity) return null
    days.push({ ...day, breaks })
  }
  return days
}
