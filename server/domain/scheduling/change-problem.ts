import { tablesOf, type Meeting, type Participant, type Repair, type RepairChange, type TimetableProblem } from './problem.ts'

function slotsBetween(from: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index)
}

function closeFor(problem: TimetableProblem, id: string, slots: readonly number[]): TimetableProblem {
  const close = (participant: Participant): Participant =>
    participant.id === id ? { ...participant, unavailable: [...new Set([...(participant.unavailable ?? []), ...slots])].sort((a, b) => a - b) } : participant
  return { ...problem, participants: problem.participants.map(close) }
}

function withdraw(problem: TimetableProblem, id: string): TimetableProblem {
  const forget = (meeting: Meeting): Meeting => (meeting.after?.includes(id) ? { ...meeting, after: meeting.after.filter((other) => other !== id) } : meeting)
  return { ...problem, meetings: problem.meetings.filter((meeting) => meeting.id !== id).map(forget) }
}

/** With other tables; what was bound to a table that is gone may use any. */
function retable(problem: TimetableProblem, tables: TimetableProblem['tables']): TimetableProblem {
  const known = new Set(tablesOf({ tables }).map((table) => table.id))
  const free = <T extends { table?: string }>(item: T): T => (item.table === undefined || known.has(item.table) ? item : { ...item, table: undefined })
  return { ...problem, tables, participants: problem.participants.map(free), meetings: problem.meetings.map(free) }
}

function applyChange(problem: TimetableProblem, change: RepairChange, now: number): TimetableProblem {
  if ('cancel' in change) return withdraw(problem, change.cancel)
  if ('add' in change) return { ...problem, meetings: [...problem.meetings, change.add] }
  if ('tables' in change) return retable(problem, change.tables)
  if ('delay' in change) return closeFor(problem, change.delay.participant, slotsBetween(now, change.delay.until))
  return closeFor(problem, change.participant, change.unavailable)
}

/** The problem as it is once all changes have happened, in their order. */
export function changeProblem(problem: TimetableProblem, repair: Repair): TimetableProblem {
  return repair.changes.reduce<TimetableProblem>((changed, change) => applyChange(changed, change, repair.now), problem)
}
