import type { Meeting, PlacedMeeting, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { tablesOf } from '#server/domain/scheduling/problem.ts'

type Places = Map<string, number>

/**
 * Whether a dropped meeting could have been held after all by moving at most `most` others and dropping none: every way is
 * tried. It shares nothing with the repair; tables are counted per slot, so that where tables have hours or owners the
 * answer may be yes although no table fits.
 */
export function couldBeHeld(problem: TimetableProblem, placed: readonly PlacedMeeting[], dropped: string, horizon: number, most: number): boolean {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  const people = new Map(problem.participants.map((person) => [person.id, person]))
  const room = Array.from({ length: problem.slots }, (_, slot) => tablesOf(problem).filter((table) => !table.unavailable?.includes(slot)).length)
  const places: Places = new Map(placed.map((entry) => [entry.meeting, entry.slot]))
  const own = new Map<string, Meeting[]>()
  for (const meeting of problem.meetings) for (const id of meeting.participants) own.set(id, [...(own.get(id) ?? []), meeting])
  const covers = (meeting: Meeting, at: number, slot: number): boolean => at <= slot && slot < at + (meeting.length ?? 1)
  const overlaps = (a: Meeting, at: number, b: Meeting, bt: number): boolean => at < bt + (b.length ?? 1) && bt < at + (a.length ?? 1)

  function permitted(meeting: Meeting, slot: number): boolean {
    const last = slot + (meeting.length ?? 1) - 1
    if (slot < horizon || last >= problem.slots || (meeting.slot !== undefined && meeting.slot !== slot)) return false
    const sitting = meeting.sitting === undefined ? null : problem.sittings?.[meeting.sitting]
    if (sitting && (slot < sitting.from || last >= sitting.to)) return false
    for (let s = slot; s <= last; s++) {
      if (meeting.allowed && !meeting.allowed.includes(s)) return false
      if (meeting.participants.some((id) => people.get(id)?.unavailable?.includes(s))) return false
    }
    return (meeting.after ?? []).every((id) => places.has(id) && places.get(id)! + (meetings.get(id)!.length ?? 1) <= slot)
  }

  function isCrowded(slot: number): boolean {
    let count = 0
    for (const [id, at] of places) if (covers(meetings.get(id)!, at, slot)) count++
    return count > room[slot]!
  }

  /** Those of `waiting` are to be placed; `left` more may be moved, nobody twice. */
  function settle(waiting: readonly Meeting[], left: number, moved: ReadonlySet<string>): boolean {
    const [meeting, ...rest] = waiting
    if (!meeting) return true
    if (meeting.participants.some((id) => (own.get(id) ?? []).filter((one) => places.has(one.id)).length >= (people.get(id)?.max ?? Infinity))) return false
    for (let slot = 0; slot < problem.slots; slot++) {
      if (!permitted(meeting, slot)) continue
      const out = [...new Set(meeting.participants.flatMap((id) => own.get(id) ?? []))].filter((one) => places.has(one.id) && overlaps(one, places.get(one.id)!, meeting, slot))
      if (out.length > left || out.some((one) => moved.has(one.id) || places.get(one.id)! < horizon)) continue
      const before = out.map((one) => places.get(one.id)!)
      for (const one of out) places.delete(one.id)
      places.set(meeting.id, slot)
      const full = Array.from({ length: meeting.length ?? 1 }, (_, i) => slot + i).some(isCrowded)
      if (!full && settle([...rest, ...out], left - out.length, new Set([...moved, ...out.map((one) => one.id)]))) return true
      places.delete(meeting.id)
      out.forEach((one, i) => places.set(one.id, before[i]!))
    }
    return false
  }
  return settle([meetings.get(dropped)!], most, new Set([dropped]))
}
