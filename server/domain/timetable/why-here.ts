import { createBoard, place, planReasons, type Board } from '../scheduling/board.ts'
import { boundTablesOf } from '../scheduling/model.ts'
import type { Meeting, PlacedMeeting, TimetableProblem } from '../scheduling/problem.ts'
import { staticStarts } from '../scheduling/static-reasons.ts'
import { breaksWith, explainPlaced } from '../scheduling/why.ts'

/**
 * Why a placed meeting is where it is; a sentence for each code under `timetable:why`. `slots` and `slot` are slots of the
 * problem, `participant` and `table` its identifiers.
 */
export type WhyHere =
  /** Somebody fixed it. */
  | { code: 'pinned'; params: { slot: number } }
  /** No other slot is permitted to its people, whatever else is planned. */
  | { code: 'only_slot'; params: { slot: number } }
  /** In each of `count` other permitted slots somebody is busy (`busy`) or there is no table (`full`). */
  | { code: 'only_free'; params: { count: number; busy: number; full: number } }
  /** It could go elsewhere, at the cost of at least `more` breaks. */
  | { code: 'fewest_breaks'; params: { count: number; more: number } }
  /** It would do as well in these slots. */
  | { code: 'as_good'; params: { slots: number[] } }
  /** It would do better there; the draft was changed by hand or the search ended early. */
  | { code: 'could_improve'; params: { slots: number[]; fewer: number } }
  | { code: 'table_bound' | 'table_only'; params: { table: string } }
  /** Somebody sits there just before or after. */
  | { code: 'table_kept'; params: { table: string; participant: string } }

/** The engine's reason with its figures: how many other slots, and what moving there would cost. */
function whyThen(board: Board, meeting: Meeting, slot: number): WhyHere {
  const { why, detail } = explainPlaced(board, meeting.id)
  if (why === 'pinned') return { code: 'pinned', params: { slot } }
  if (why === 'only_start') return { code: 'only_slot', params: { slot } }
  if (why === 'only_free') {
    const others = staticStarts(board.index, meeting).filter((other) => other !== slot)
    const busy = others.filter((other) => planReasons(board, meeting, other).reasons.some((reason) => reason.code === 'participant_busy')).length
    return { code: 'only_free', params: { count: others.length, busy, full: others.length - busy } }
  }
  const breaksAt = (start: number): number => meeting.participants.reduce((sum, person) => sum + breaksWith(board, person, meeting, start), 0)
  const here = breaksAt(slot)
  const changes = (detail['slots'] as number[]).map((other) => ({ slot: other, more: breaksAt(other) - here }))
  const least = Math.min(...changes.map((change) => change.more))
  const best = changes.filter((change) => change.more === least).map((change) => change.slot)
  if (least > 0) return { code: 'fewest_breaks', params: { count: changes.length, more: least } }
  return least === 0 ? { code: 'as_good', params: { slots: best } } : { code: 'could_improve', params: { slots: best, fewer: -least } }
}

function whyThere(board: Board, meeting: Meeting, { slot, table }: PlacedMeeting): WhyHere | null {
  if (boundTablesOf(meeting, board.index.homes).includes(table)) return { code: 'table_bound', params: { table } }
  const beside = [slot - 1, slot + (meeting.length ?? 1)].map((at) => board.taken.get(table)?.[at])
  const kept = meeting.participants.find((person) => beside.some((other) => other !== undefined && board.index.meetings.get(other)?.participants.includes(person)))
  if (kept !== undefined) return { code: 'table_kept', params: { table, participant: kept } }
  const hasOther = board.tables.some((other) => other !== table && place(board, meeting.id, slot, other).ok)
  return hasOther ? null : { code: 'table_only', params: { table } }
}

/** Why a meeting is at its slot and at its table; empty where it isn't placed. `problem` is the one with pins. */
export function whyHere(problem: TimetableProblem, placed: readonly PlacedMeeting[], meetingId: string, board: Board = createBoard(problem, { placed: [...placed] })): WhyHere[] {
  const at = placed.find((one) => one.meeting === meetingId)
  const meeting = board.index.meetings.get(meetingId)
  if (at === undefined || meeting === undefined) return []
  const there = whyThere(board, meeting, at)
  return [whyThen(board, meeting, at.slot), ...(there ? [there] : [])]
}
