import type { ObjectiveTerm, ReasonCode } from './problem.ts'
import type { ViolationCode } from './verify.ts'

/**
 * The specification of a timetable as a list. Each constraint has a sentence for organizers under `constraint.<name>` in the
 * `scheduling` locale files, the codes by which it explains why a meeting can't go somewhere (`reason.<code>`), and the
 * codes by which the independent check reports it broken.
 */
export type Constraint =
  | { kind: 'hard'; name: string; reasons: readonly ReasonCode[]; violations: readonly ViolationCode[] }
  | { kind: 'soft'; name: string; term: ObjectiveTerm; reasons: readonly ReasonCode[] }

export const constraints = [
  // Every meeting is planned at most once, and every request is either planned or answered.
  { kind: 'hard', name: 'once', reasons: ['meeting_unknown'], violations: ['meeting_unknown', 'meeting_twice', 'meeting_unaccounted'] },
  // Nobody sits in two meetings at once.
  { kind: 'hard', name: 'oneMeetingAtATime', reasons: ['participant_busy', 'no_common_slot', 'musts_exceed_slots'], violations: ['participant_clash'] },
  // Nobody is planned while away, on stage or judging.
  { kind: 'hard', name: 'availability', reasons: ['participant_unavailable'], violations: ['participant_unavailable'] },
  // A table holds one meeting at a time, from its first slot to its last.
  { kind: 'hard', name: 'oneMeetingPerTable', reasons: ['tables_full', 'table_taken', 'musts_exceed_tables'], violations: ['table_clash'] },
  // A meeting is held at a table that exists and is open throughout.
  { kind: 'hard', name: 'tableOpen', reasons: ['table_unknown', 'table_unavailable'], violations: ['table_unknown', 'table_unavailable'] },
  // A meeting ends before the day does.
  { kind: 'hard', name: 'withinDay', reasons: ['past_end'], violations: ['slot_outside_day'] },
  // A meeting that belongs to a sitting lies wholly within it.
  { kind: 'hard', name: 'sitting', reasons: ['outside_sitting'], violations: ['outside_sitting'] },
  // A meeting with allowed slots covers no other.
  { kind: 'hard', name: 'allowedSlots', reasons: ['slot_not_allowed'], violations: ['slot_not_allowed'] },
  // A pinned meeting stays where it was pinned.
  { kind: 'hard', name: 'pins', reasons: ['pinned_slot', 'pinned_table'], violations: ['pinned_slot_ignored', 'pinned_table_ignored'] },
  // Who has a home table meets only there.
  { kind: 'hard', name: 'homeTable', reasons: ['home_table', 'home_tables_differ'], violations: ['home_table_ignored'] },
  // A meeting starts after those it follows have ended.
  { kind: 'hard', name: 'order', reasons: ['precedence'], violations: ['precedence_broken'] },
  // Nobody has more meetings than agreed.
  { kind: 'hard', name: 'maximum', reasons: ['participant_max'], violations: ['participant_above_max'] },
  // Nobody has fewer meetings than promised.
  { kind: 'hard', name: 'minimum', reasons: ['minimum_out_of_reach'], violations: ['participant_below_min'] },
  // What must be held is held.
  { kind: 'hard', name: 'musts', reasons: ['search_ended'], violations: ['must_left_out'] },
  // No two participants differ by more breaks than agreed.
  { kind: 'hard', name: 'fairBreaks', reasons: ['fair_breaks'], violations: ['breaks_unfair'] },
  // As many of the wanted meetings as possible, the important ones first.
  { kind: 'soft', name: 'weight', term: 'weight', reasons: ['better_without'] },
  // As few breaks between meetings as possible.
  { kind: 'soft', name: 'breaks', term: 'breaks', reasons: [] },
  // Breaks as short as possible.
  { kind: 'soft', name: 'breakSlots', term: 'breakSlots', reasons: [] },
  // As few changes of table between one meeting and the next as possible.
  { kind: 'soft', name: 'tableMoves', term: 'tableMoves', reasons: [] },
] as const satisfies readonly Constraint[]

export type ConstraintName = (typeof constraints)[number]['name']

/** The constraint that a reason belongs to. */
export function constraintOf(code: ReasonCode): ConstraintName {
  return constraints.find((constraint) => (constraint.reasons as readonly ReasonCode[]).includes(code))!.name
}
