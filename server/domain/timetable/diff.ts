import type { Appointment } from './frame.ts'

export type Change = { key: string; before: Appointment; after: Appointment }

/** From one timetable to another, by meeting; each list in order of time. */
export type PlanChanges = { moved: Change[]; retabled: Change[]; added: Appointment[]; gone: Appointment[] }

const byTime = (a: Appointment, b: Appointment): number => a.startsAtMs - b.startsAtMs || (a.key < b.key ? -1 : 1)

/** What becomes of `a` when `b` takes its place. `retabled`: the same time at another table. */
export function diffPlans(a: readonly Appointment[], b: readonly Appointment[]): PlanChanges {
  const before = new Map(a.map((one) => [one.key, one]))
  const after = new Map(b.map((one) => [one.key, one]))
  const changes: PlanChanges = { moved: [], retabled: [], added: [], gone: a.filter((one) => !after.has(one.key)).sort(byTime) }
  for (const one of [...b].sort(byTime)) {
    const old = before.get(one.key)
    if (old === undefined) changes.added.push(one)
    else if (old.startsAtMs !== one.startsAtMs || old.endsAtMs !== one.endsAtMs) changes.moved.push({ key: one.key, before: old, after: one })
    else if (old.tableId !== one.tableId) changes.retabled.push({ key: one.key, before: old, after: one })
  }
  return changes
}
