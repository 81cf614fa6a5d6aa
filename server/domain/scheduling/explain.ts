import { createBoard, planReasons, type Board } from './board.ts'
import type { Meeting, Reason, ReasonCode, TimetablePlan, TimetableProblem, UnplacedMeeting } from './problem.ts'
import { staticStarts, whyNowhere } from './static-reasons.ts'

/** Reasons that name the smallest obstacle first: where one of these alone keeps a meeting out of some slot, it is the answer. */
const nearMisses: readonly ReasonCode[] = ['tables_full', 'table_taken', 'precedence', 'fair_breaks']

function soleObstacle(perSlot: readonly { slot: number; reasons: Reason[] }[]): Reason | null {
  for (const code of nearMisses) {
    const slots = perSlot.filter(({ reasons }) => reasons.every((reason) => reason.code === code))
    if (slots.length === 0) continue
    return { code, params: { ...slots[0]!.reasons[0]!.params, slots: slots.map(({ slot }) => slot) } }
  }
  return null
}

function reasonOf(board: Board, meeting: Meeting): Reason {
  const starts = staticStarts(board.index, meeting)
  if (starts.length === 0) return whyNowhere(board.index, meeting)
  const perSlot = starts.map((slot) => ({ slot, reasons: planReasons(board, meeting, slot).reasons }))
  const full = perSlot[0]!.reasons.find((reason) => reason.code === 'participant_max')
  if (full) return full
  if (perSlot.some(({ reasons }) => reasons.length === 0)) {
    return { code: meeting.must ? 'search_ended' : 'better_without', params: {} }
  }
  const sole = soleObstacle(perSlot)
  if (sole) return sole
  const busy = meeting.participants.filter((id) => perSlot.some(({ reasons }) => reasons.some((reason) => reason.params['participant'] === id)))
  return { code: 'participant_busy', params: { participants: busy, slots: starts } }
}

/** Why one meeting is not in the plan: a code for its sentence and the figures that go into it. */
export function explainUnplaced(board: Board, meetingId: string): UnplacedMeeting {
  const meeting = board.index.meetings.get(meetingId)
  if (!meeting) return { meeting: meetingId, why: 'meeting_unknown', detail: {} }
  const { code, params } = reasonOf(board, meeting)
  return { meeting: meetingId, why: code, detail: params }
}

/** Every meeting of the problem that the plan leaves out, with its reason, in the problem's order. */
export function explainAll(problem: TimetableProblem, plan: Pick<TimetablePlan, 'placed'>): UnplacedMeeting[] {
  const placed = new Set(plan.placed.map((one) => one.meeting))
  const left = problem.meetings.filter((meeting) => !placed.has(meeting.id))
  if (left.length === 0) return []
  const board = createBoard(problem, plan)
  return left.map((meeting) => explainUnplaced(board, meeting.id))
}
