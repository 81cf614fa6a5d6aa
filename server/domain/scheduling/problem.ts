/**
 * The interchange format of the engine, `touhai/timetable-problem@1` and `touhai/timetable-plan@1`.
 * Slots count from 0; a meeting of length n that starts in slot s occupies s … s + n − 1 on one table.
 */
export const problemFormat = 'touhai/timetable-problem@1'
export const planFormat = 'touhai/timetable-plan@1'

export const objectiveTerms = ['weight', 'breaks', 'breakSlots', 'tableMoves'] as const
export type ObjectiveTerm = (typeof objectiveTerms)[number]

/** Half-open range of slots, for example a morning. */
export type Sitting = { from: number; to: number }

export type Table = { id: string; unavailable?: number[] }

export type Participant = {
  id: string
  unavailable?: number[]
  /** Most meetings it may have; hard. */
  max?: number
  /** Fewest meetings it must have; hard. */
  min?: number
  /** Home table: it meets only there. */
  table?: string
}

export type Meeting = {
  id: string
  /** Two or more, all different. */
  participants: string[]
  /** Positive integer, 1 when absent. */
  weight?: number
  /** May not be left out. */
  must?: boolean
  sitting?: number
  /** Every slot the meeting covers must be one of these. */
  allowed?: number[]
  /** Pins the first slot. */
  slot?: number
  /** Pins the table. */
  table?: string
  /** Slots it lasts, 1 when absent. */
  length?: number
  /** Must start after these have ended; a meeting that is left out never ends. */
  after?: string[]
}

export type TimetableProblem = {
  format: typeof problemFormat
  slots: number
  sittings?: Sitting[]
  /** A number n stands for tables T1 … Tn, always available. */
  tables: number | Table[]
  participants: Participant[]
  meetings: Meeting[]
  /** Largest allowed difference in breaks between any two participants. */
  fairBreaks?: number
  /** Lexicographic, the first counts most. Terms that are absent only break ties, in the default order. */
  objective?: ObjectiveTerm[]
}

export type PlacedMeeting = { meeting: string; slot: number; table: string }

/** A figure or a list of identifiers for the sentence that explains a code. */
export type ReasonParams = Record<string, string | number | string[] | number[]>

/** Why a meeting is left out or can't go somewhere; each has a sentence in the `scheduling` locale files. */
export const reasonCodes = [
  'meeting_unknown',
  'no_common_slot',
  'past_end',
  'outside_sitting',
  'slot_not_allowed',
  'pinned_slot',
  'pinned_table',
  'participant_unavailable',
  'participant_busy',
  'participant_max',
  'home_table',
  'home_tables_differ',
  'tables_full',
  'table_unknown',
  'table_unavailable',
  'table_taken',
  'precedence',
  'fair_breaks',
  'better_without',
  'musts_exceed_slots',
  'musts_exceed_tables',
  'musts_clash',
  'musts_clash_tables',
  'musts_clash_fairness',
  'minimum_out_of_reach',
  'search_ended',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

export type Reason = { code: ReasonCode; params: ReasonParams }

export type UnplacedMeeting = { meeting: string; why: ReasonCode; detail: ReasonParams }

export type PlanStatus = 'optimal' | 'feasible' | 'infeasible' | 'unknown'

/** `breaks`: idle runs between meetings; `breakSlots`: their length; `tableMoves`: changes of table between consecutive meetings. */
export type PlanValue = Record<ObjectiveTerm, number>

export type PlanDiff = { moved: string[]; dropped: string[]; added: string[]; retabled: string[] }

export type TimetablePlan = {
  format: typeof planFormat
  /** `unknown`: some meeting that must be held, a minimum or a fairness rule is not met, without proof that it can't be. */
  status: PlanStatus
  placed: PlacedMeeting[]
  unplaced: UnplacedMeeting[]
  value: PlanValue
  /**
   * Proved: no plan has more weight, none fewer breaks, none as good in those fewer table moves. `tableMovesInTheseSlots` is
   * said of this plan's slots alone: however its tables were chosen, there would be so many.
   */
  bound?: { weight?: number; breaks?: number; tableMoves?: number; tableMovesInTheseSlots?: number }
  /** Where infeasible: the smallest contradiction found. */
  core?: Reason
  seconds: number
  seed: number
  diff?: PlanDiff
}

export type RepairChange =
  | { participant: string; unavailable: number[] }
  | { cancel: string }
  | { add: Meeting }
  | { tables: number | Table[] }
  | { delay: { participant: string; until: number } }

/** Slots before `now + notice` are frozen. */
export type Repair = { now: number; notice: number; changes: RepairChange[] }

export function tablesOf(problem: Pick<TimetableProblem, 'tables'>): Table[] {
  if (typeof problem.tables !== 'number') return problem.tables
  return Array.from({ length: problem.tables }, (_, index) => ({ id: `T${index + 1}` }))
}

export function objectiveOf(problem: TimetableProblem): ObjectiveTerm[] {
  const given = problem.objective ?? []
  return [...given, ...objectiveTerms.filter((term) => !given.includes(term))]
}
