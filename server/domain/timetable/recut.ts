import type { Stretch } from '../events/grid.ts'
import { tablesOf, type Meeting, type TimetableProblem } from '../scheduling/problem.ts'
import type { Frame } from './frame.ts'

type Cut = { slots: (Stretch | null)[]; sittings: { from: number; to: number }[] }

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

/** Unbroken runs of slots, as stretches of time. */
function runsOf({ slots }: Frame): Stretch[] {
  const runs: (Stretch & { sitting: number })[] = []
  for (const slot of slots) {
    if (slot === null) continue
    const last = runs.at(-1)
    if (last?.sitting === slot.sitting && last.endsAtMs === slot.startsAtMs) last.endsAtMs = slot.endsAtMs
    else runs.push({ ...slot })
  }
  return runs
}

function cutRuns(frame: Frame, minutes: number): Cut {
  const hasSeams = frame.slots.includes(null)
  const cut: Cut = { slots: [], sittings: [] }
  for (const run of runsOf(frame)) {
    if (hasSeams && cut.slots.length > 0) cut.slots.push(null)
    const from = cut.slots.length
    for (let at = run.startsAtMs; at + minutes * 60_000 <= run.endsAtMs; at += minutes * 60_000) cut.slots.push({ startsAtMs: at, endsAtMs: at + minutes * 60_000 })
    if (cut.slots.length > from) cut.sittings.push({ from, to: cut.slots.length })
  }
  return cut
}

/**
 * The problem on a grid whose slots last `minutes`, cut from the same hours; what is left at the end of a run is not used.
 * A new slot is closed to whom any old slot that it touches was closed. Meetings keep their number of slots and lose their
 * pins. Null where no slot is left. `problem` is without pins.
 */
export function recut(frame: Frame, problem: TimetableProblem, minutes: number): TimetableProblem | null {
  const { slots, sittings } = cutRuns(frame, minutes)
  if (sittings.length === 0) return null
  const stretches = frame.slots
  const translate = (closed: readonly number[]): number[] =>
    slots.flatMap((slot, at) => (slot !== null && closed.some((old) => stretches[old] !== null && stretches[old] !== undefined && touches(stretches[old], slot)) ? [at] : []))
  const close = <T extends { unavailable?: number[] }>(one: T): T => (one.unavailable === undefined ? one : { ...one, unavailable: translate(one.unavailable) })
  const all = stretches.map((_, at) => at)
  const seams = slots.flatMap((slot, at) => (slot === null ? [at] : []))
  const fit = ({ allowed, slot: _slot, sitting: _sitting, ...meeting }: Meeting): Meeting => {
    const open = new Set(allowed ?? all)
    const closed = new Set([...translate(all.filter((at) => !open.has(at))), ...seams])
    return closed.size === 0 ? meeting : { ...meeting, allowed: slots.flatMap((_, at) => (closed.has(at) ? [] : [at])) }
  }
  return { ...problem, slots: slots.length, sittings, tables: tablesOf(problem).map(close), participants: problem.participants.map(close), meetings: problem.meetings.map(fit) }
}
