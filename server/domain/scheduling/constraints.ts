import type { ObjectiveTerm, ReasonCode } from './problem.ts'
import { breaksOf, clashing, closedSlots, slotsOf, type Held, type Reading } from './timetable-reading.ts'
import type { ViolationCode } from './verify.ts'

/**
 * The specification of a timetable: reading this list is reading what a timetable must and should be. Each constraint has a
 * sentence for organizers under `constraint.<name>` in the `scheduling` locale files, the codes by which it explains why a
 * meeting can't go somewhere (`reason.<code>`), and those by which the independent check reports it broken. `broken` names
 * the meetings or participants that break a hard one; `cost` counts a soft one.
 */
type Hard = { kind: 'hard'; name: string; reasons: readonly ReasonCode[]; violations: readonly ViolationCode[]; broken: (reading: Reading) => string[] }
type Soft = { kind: 'soft'; name: string; term: ObjectiveTerm; reasons: readonly ReasonCode[]; cost: (reading: Reading) => number }
export type Constraint = Hard | Soft

const idsOf = (held: readonly Held[]): string[] => held.map(({ meeting }) => meeting.id)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const constraints = [
  {
    // Every meeting is planned at most once, and every request is either planned or answered.
    kind: 'hard', name: 'once', reasons: ['meeting_unknown'], violations: ['meeting_unknown', 'meeting_twice', 'meeting_unaccounted'],
    broken: ({ problem, plan }) => {
      const known = new Set(problem.meetings.map(({ id }) => id))
      const count = (id: string): number => plan.placed.filter(({ meeting }) => meeting === id).length
      const answered = new Set(plan.unplaced.map(({ meeting }) => meeting))
      const strange = plan.placed.filter(({ meeting }) => !known.has(meeting)).map(({ meeting }) => meeting)
      return [...strange, ...[...known].filter((id) => count(id) + (answered.has(id) ? 1 : 0) !== 1)]
    },
  },
  {
    // Nobody sits in two meetings at once.
    kind: 'hard', name: 'oneMeetingAtATime', reasons: ['participant_busy', 'no_common_slot', 'musts_exceed_slots', 'musts_clash'], violations: ['participant_clash'],
    broken: ({ days }) => days.filter(({ day }) => clashing(day).length > 0).map(({ participant }) => participant.id),
  },
  {
    // Nobody is planned while away, on stage or judging.
    kind: 'hard', name: 'availability', reasons: ['participant_unavailable'], violations: ['participant_unavailable'],
    broken: ({ days }) => days.filter(({ participant, day }) => day.some((one) => slotsOf(one).some((slot) => participant.unavailable?.includes(slot)))).map(({ participant }) => participant.id),
  },
  {
    // A table holds one meeting at a time, from its first slot to its last.
    kind: 'hard', name: 'oneMeetingPerTable', reasons: ['tables_full', 'table_taken', 'musts_exceed_tables', 'musts_clash_tables'], violations: ['table_clash'],
    broken: ({ held }) => idsOf(held.filter((one) => clashing(held.filter(({ table }) => table === one.table)).includes(one))),
  },
  {
    // A meeting is held at a table that exists and is open throughout.
    kind: 'hard', name: 'tableOpen', reasons: ['table_unknown', 'table_unavailable'], violations: ['table_unknown', 'table_unavailable'],
    broken: ({ problem, held }) => idsOf(held.filter((one) => slotsOf(one).some((slot) => closedSlots(problem, one.table)?.includes(slot) ?? true))),
  },
  {
    // A meeting ends before the day does.
    kind: 'hard', name: 'withinDay', reasons: ['past_end'], violations: ['slot_outside_day'],
    broken: ({ problem, held }) => idsOf(held.filter(({ first, last }) => !Number.isInteger(first) || first < 0 || last >= problem.slots)),
  },
  {
    // A meeting that belongs to a sitting lies wholly within it.
    kind: 'hard', name: 'sitting', reasons: ['outside_sitting'], violations: ['outside_sitting'],
    broken: ({ problem, held }) =>
      idsOf(held.filter(({ meeting, first, last }) => {
        const sitting = meeting.sitting === undefined ? undefined : problem.sittings?.[meeting.sitting]
        return sitting !== undefined && (first < sitting.from || last >= sitting.to)
      })),
  },
  {
    // A meeting with allowed slots covers no other.
    kind: 'hard', name: 'allowedSlots', reasons: ['slot_not_allowed'], violations: ['slot_not_allowed'],
    broken: ({ held }) => idsOf(held.filter((one) => slotsOf(one).some((slot) => one.meeting.allowed?.includes(slot) === false))),
  },
  {
    // A pinned meeting stays where it was pinned.
    kind: 'hard', name: 'pins', reasons: ['pinned_slot', 'pinned_table'], violations: ['pinned_slot_ignored', 'pinned_table_ignored'],
    broken: ({ held }) => idsOf(held.filter(({ meeting, first, table }) => (meeting.slot ?? first) !== first || (meeting.table ?? table) !== table)),
  },
  {
    // Who has a home table meets only there.
    kind: 'hard', name: 'homeTable', reasons: ['home_table', 'home_tables_differ'], violations: ['home_table_ignored'],
    broken: ({ days }) => days.filter(({ participant, day }) => day.some(({ table }) => (participant.table ?? table) !== table)).map(({ participant }) => participant.id),
  },
  {
    // A meeting starts after those it follows have ended; one that is left out never ends.
    kind: 'hard', name: 'order', reasons: ['precedence'], violations: ['precedence_broken'],
    broken: ({ held, byId }) => idsOf(held.filter(({ meeting, first }) => meeting.after?.some((id) => (byId.get(id)?.last ?? Infinity) >= first))),
  },
  {
    // Nobody has more meetings than agreed.
    kind: 'hard', name: 'maximum', reasons: ['participant_max'], violations: ['participant_above_max'],
    broken: ({ days }) => days.filter(({ participant, day }) => day.length > (participant.max ?? Infinity)).map(({ participant }) => participant.id),
  },
  {
    // Nobody has fewer meetings than promised.
    kind: 'hard', name: 'minimum', reasons: ['minimum_out_of_reach'], violations: ['participant_below_min'],
    broken: ({ days }) => days.filter(({ participant, day }) => day.length < (participant.min ?? 0)).map(({ participant }) => participant.id),
  },
  {
    // What must be held is held.
    kind: 'hard', name: 'musts', reasons: ['search_ended'], violations: ['must_left_out'],
    broken: ({ problem, byId }) => problem.meetings.filter(({ id, must }) => must && !byId.has(id)).map(({ id }) => id),
  },
  {
    // No two participants differ by more breaks than agreed.
    kind: 'hard', name: 'fairBreaks', reasons: ['fair_breaks', 'musts_clash_fairness'], violations: ['breaks_unfair'],
    broken: ({ problem, days }) => {
      const fewest = Math.min(...days.map(({ day }) => breaksOf(day).length))
      return days.filter(({ day }) => breaksOf(day).length - fewest > (problem.fairBreaks ?? Infinity)).map(({ participant }) => participant.id)
    },
  },
  // As many of the wanted meetings as possible, the important ones first.
  { kind: 'soft', name: 'weight', term: 'weight', reasons: ['better_without'], cost: ({ held }) => sum(held.map(({ meeting }) => meeting.weight ?? 1)) },
  // As few breaks between meetings as possible.
  { kind: 'soft', name: 'breaks', term: 'breaks', reasons: [], cost: ({ days }) => sum(days.map(({ day }) => breaksOf(day).length)) },
  // Breaks as short as possible.
  { kind: 'soft', name: 'breakSlots', term: 'breakSlots', reasons: [], cost: ({ days }) => sum(days.flatMap(({ day }) => breaksOf(day))) },
  // As few changes of table between one meeting and the next as possible.
  { kind: 'soft', name: 'tableMoves', term: 'tableMoves', reasons: [], cost: ({ days }) => sum(days.map(({ day }) => day.slice(1).filter((next, at) => next.table !== day[at]!.table).length)) },
] as const satisfies readonly Constraint[]

export type ConstraintName = (typeof constraints)[number]['name']

/** The constraint that a reason belongs to. */
export function constraintOf(code: ReasonCode): ConstraintName {
  return constraints.find((constraint) => (constraint.reasons as readonly ReasonCode[]).includes(code))!.name
}

/** Names of the hard constraints that a plan breaks, with whom or what breaks them. */
export function brokenConstraints(reading: Reading): { name: ConstraintName; by: string[] }[] {
  return constraints.flatMap((constraint) => {
    const by = constraint.kind === 'hard' ? constraint.broken(reading) : []
    return by.length > 0 ? [{ name: constraint.name, by }] : []
  })
}
