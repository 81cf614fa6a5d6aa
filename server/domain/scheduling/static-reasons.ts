import { boundTablesOf } from './model.ts'
import { tablesOf, type Meeting, type Reason, type TimetableProblem } from './problem.ts'

/** A checked problem by identifier, for questions about single meetings. */
export type ProblemIndex = {
  problem: TimetableProblem
  meetings: Map<string, Meeting>
  homes: Map<string, string | undefined>
  closedParticipants: Map<string, Set<number>>
  closedTables: Map<string, Set<number>>
  maxima: Map<string, number>
}

export function indexProblem(problem: TimetableProblem): ProblemIndex {
  return {
    problem,
    meetings: new Map(problem.meetings.map((meeting) => [meeting.id, meeting])),
    homes: new Map(problem.participants.map((participant) => [participant.id, participant.table])),
    closedParticipants: new Map(problem.participants.map((participant) => [participant.id, new Set(participant.unavailable)])),
    closedTables: new Map(tablesOf(problem).map((table) => [table.id, new Set(table.unavailable)])),
    maxima: new Map(problem.participants.flatMap((participant) => (participant.max === undefined ? [] : [[participant.id, participant.max]]))),
  }
}

/** The meeting's own rules that speak against a slot, whatever else is planned. */
export function staticReasons(index: ProblemIndex, meeting: Meeting, slot: number): Reason[] {
  const { problem } = index
  const end = slot + (meeting.length ?? 1)
  if (slot < 0 || end > problem.slots) return [{ code: 'past_end', params: { slot, slots: problem.slots } }]
  const reasons: Reason[] = []
  if (meeting.slot !== undefined && meeting.slot !== slot) reasons.push({ code: 'pinned_slot', params: { slot: meeting.slot } })
  const sitting = meeting.sitting === undefined ? undefined : problem.sittings?.[meeting.sitting]
  if (sitting && (slot < sitting.from || end > sitting.to)) {
    reasons.push({ code: 'outside_sitting', params: { from: sitting.from, to: sitting.to } })
  }
  const covered = Array.from({ length: end - slot }, (_, i) => slot + i)
  const forbidden = meeting.allowed === undefined ? undefined : covered.find((s) => !meeting.allowed!.includes(s))
  if (forbidden !== undefined) reasons.push({ code: 'slot_not_allowed', params: { slot: forbidden } })
  for (const participant of meeting.participants) {
    const closed = index.closedParticipants.get(participant)
    const missing = covered.find((s) => closed?.has(s))
    if (missing !== undefined) reasons.push({ code: 'participant_unavailable', params: { participant, slot: missing } })
  }
  return [...reasons, ...boundTableReasons(index, meeting, covered)]
}

function boundTableReasons(index: ProblemIndex, meeting: Meeting, covered: readonly number[]): Reason[] {
  const bound = boundTablesOf(meeting, index.homes)
  if (bound.length > 1) return [{ code: 'home_tables_differ', params: { tables: bound } }]
  if (bound.length === 0) return []
  const closed = index.closedTables.get(bound[0]!)
  const missing = covered.find((s) => closed?.has(s))
  return missing === undefined ? [] : [{ code: 'table_unavailable', params: { table: bound[0]!, slot: missing } }]
}

/** Slots in which the meeting could start if nothing else were planned. */
export function staticStarts(index: ProblemIndex, meeting: Meeting): number[] {
  const starts: number[] = []
  for (let slot = 0; slot < index.problem.slots; slot++) if (staticReasons(index, meeting, slot).length === 0) starts.push(slot)
  return starts
}

/**
 * Why a meeting has no possible start at all. The rule that alone leaves no slot is named; where only several together
 * do, the answer is `no_common_slot` with what each of them forbids.
 */
export function whyNowhere(index: ProblemIndex, meeting: Meeting): Reason {
  const slots = Array.from({ length: index.problem.slots }, (_, slot) => slot)
  const perSlot = slots.map((slot) => staticReasons(index, meeting, slot))
  const shared = perSlot[0]!.find((reason) => reason.code !== 'participant_unavailable' && perSlot.every((list) => list.some((other) => other.code === reason.code)))
  if (shared) return shared
  const absent = meeting.participants.find((id) => perSlot.every((list) => list.some((other) => other.params['participant'] === id || other.code === 'past_end')))
  if (absent !== undefined) return { code: 'participant_unavailable', params: { participant: absent } }
  return { code: 'no_common_slot', params: { participants: meeting.participants, rules: [...new Set(perSlot.flat().map((reason) => reason.code))] } }
}
