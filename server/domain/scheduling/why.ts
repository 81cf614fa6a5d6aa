import { planReasons, type Board } from './board.ts'
import type { Meeting, ReasonParams } from './problem.ts'
import { staticStarts } from './static-reasons.ts'

/** Why a meeting is where it is; each has a sentence under `placed` in the `scheduling` locale files. */
export const placementCodes = ['pinned', 'only_start', 'only_free', 'fewer_breaks', 'free_choice', 'not_placed'] as const
export type PlacementCode = (typeof placementCodes)[number]

export type PlacementReason = { meeting: string; why: PlacementCode; detail: ReasonParams }

/** Breaks of a participant's day if one of its meetings started in another slot. */
export function breaksWith(board: Board, person: string, meeting: Meeting, start: number): number {
  const day = board.busy.get(person)!
  const end = start + (meeting.length ?? 1)
  let breaks = 0
  let last = -1
  for (let slot = 0; slot < day.length; slot++) {
    const isBusy = (slot >= start && slot < end) || (day[slot] !== undefined && day[slot] !== meeting.id)
    if (!isBusy) continue
    if (last >= 0 && slot > last + 1) breaks++
    last = slot
  }
  return breaks
}

/**
 * Why a placed meeting is in its slot, from the strongest reason to the weakest: somebody pinned it; its own rules leave no
 * other slot; everybody else leaves no other (`blocked`: how many would be permitted); every other costs more breaks;
 * others would do as well (`slots`).
 */
export function explainPlaced(board: Board, meetingId: string): PlacementReason {
  const meeting = board.index.meetings.get(meetingId)
  const slot = board.slotOf.get(meetingId)
  const answer = (why: PlacementCode, detail: ReasonParams = {}): PlacementReason => ({ meeting: meetingId, why, detail })
  if (!meeting || slot === undefined) return answer('not_placed')
  if (meeting.slot !== undefined) return answer('pinned', { slot })
  const others = staticStarts(board.index, meeting).filter((other) => other !== slot)
  if (others.length === 0) return answer('only_start', { slot })
  const open = others.filter((other) => planReasons(board, meeting, other).reasons.length === 0)
  if (open.length === 0) return answer('only_free', { blocked: others.length })
  const breaksAt = (start: number): number => meeting.participants.reduce((sum, person) => sum + breaksWith(board, person, meeting, start), 0)
  const here = breaksAt(slot)
  const equal = open.filter((other) => breaksAt(other) <= here)
  return equal.length === 0 ? answer('fewer_breaks', { slots: open }) : answer('free_choice', { slots: equal })
}
