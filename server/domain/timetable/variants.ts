import { tablesOf, type Meeting, type Table, type TimetableProblem } from '../scheduling/problem.ts'
import type { Frame } from './frame.ts'
import { withPins, type Pin } from './pins.ts'
import { recut } from './recut.ts'

/** The questions that are asked of every draft: what would the timetable be worth if … */
export const variantKinds = ['table_more', 'table_fewer', 'slot_longer', 'slot_shorter', 'round_more', 'round_fewer', 'cap_more'] as const
export type VariantKind = (typeof variantKinds)[number]

/**
 * A problem that differs in one thing. `looser`: every plan of the draft's problem is one of this, so that its best can't
 * be worse; `tighter`: the other way round. `from` and `to` count what was changed: tables, minutes of a slot, slots, or
 * (for caps) people who have one.
 */
export type Variant = { kind: VariantKind; relation: 'looser' | 'tighter' | 'other'; from: number; to: number; problem: TimetableProblem }

export type VariantGround = { frame: Frame; problem: TimetableProblem; pins: readonly Pin[] }

const minutesMore = 5
const leastMinutes = 10

/** The problem of a question, or null where it can't be asked of this draft. `ground.problem` is without pins. */
export function variantOf(kind: VariantKind, ground: VariantGround): Variant | null {
  switch (kind) {
    case 'table_more':
      return moreTables(ground)
    case 'table_fewer':
      return fewerTables(ground)
    case 'slot_longer':
      return otherMinutes(kind, ground, minutesMore)
    case 'slot_shorter':
      return ground.frame.slotMinutes - minutesMore < leastMinutes ? null : otherMinutes(kind, ground, -minutesMore)
    case 'round_more':
      return moreRounds(ground)
    case 'round_fewer':
      return fewerRounds(ground)
    case 'cap_more':
      return moreAllowed(ground)
  }
}

function moreTables({ problem, pins }: VariantGround): Variant {
  const tables = tablesOf(problem)
  const to = tables.length + 1
  return { kind: 'table_more', relation: 'looser', from: tables.length, to, problem: withPins({ ...problem, tables: [...tables, { id: `+${to}` }] }, pins) }
}

/** The last table to which nobody and nothing is bound. */
function fewerTables({ problem, pins }: VariantGround): Variant | null {
  const pinned = withPins(problem, pins)
  const bound = new Set([...pinned.meetings, ...pinned.participants].map((one) => one.table))
  const tables = tablesOf(problem)
  const spare = tables.findLast((table) => !bound.has(table.id))
  if (spare === undefined || tables.length < 2) return null
  return { kind: 'table_fewer', relation: 'tighter', from: tables.length, to: tables.length - 1, problem: { ...pinned, tables: tables.filter((table) => table !== spare) } }
}

/** Meetings keep their number of slots; what was pinned may move, since its slot no longer exists. */
function otherMinutes(kind: 'slot_longer' | 'slot_shorter', { frame, problem }: VariantGround, more: number): Variant | null {
  const to = frame.slotMinutes + more
  const cut = recut(frame, problem, to)
  return cut === null ? null : { kind, relation: 'other', from: frame.slotMinutes, to, problem: cut }
}

/** One slot more at the end; whoever is away in the last slot is away then, too. */
function moreRounds({ problem, pins }: VariantGround): Variant {
  const last = problem.slots - 1
  const longer = <T extends { unavailable?: number[] }>(one: T): T => (one.unavailable?.includes(last) ? { ...one, unavailable: [...one.unavailable, problem.slots] } : one)
  const meetings = problem.meetings.map((meeting): Meeting => (meeting.allowed ? { ...meeting, allowed: [...meeting.allowed, problem.slots] } : meeting))
  const sittings = problem.sittings?.map((sitting) => (sitting.to === problem.slots ? { ...sitting, to: problem.slots + 1 } : sitting))
  const next: TimetableProblem = { ...problem, slots: problem.slots + 1, tables: tablesOf(problem).map(longer), participants: problem.participants.map(longer), meetings, ...(sittings ? { sittings } : {}) }
  return { kind: 'round_more', relation: 'looser', from: problem.slots, to: problem.slots + 1, problem: withPins(next, pins) }
}

/** Without the last slot; not where something is pinned there. */
function fewerRounds({ problem, pins }: VariantGround): Variant | null {
  const slots = problem.slots - 1
  const lengths = new Map(problem.meetings.map((meeting) => [meeting.id, meeting.length ?? 1]))
  if (slots < 1 || pins.some((pin) => pin.slot + (lengths.get(pin.meeting) ?? 1) > slots)) return null
  const within = (list: number[]): number[] => list.filter((slot) => slot < slots)
  const shorter = <T extends { unavailable?: number[] }>(one: T): T => (one.unavailable ? { ...one, unavailable: within(one.unavailable) } : one)
  const sittings = problem.sittings?.map(({ from, to }) => ({ from, to: Math.min(to, slots) })).filter(({ from, to }) => from < to)
  if (problem.meetings.some((meeting) => meeting.sitting !== undefined && meeting.sitting >= (sittings?.length ?? 0))) return null
  const next: TimetableProblem = {
    ...problem, slots, tables: tablesOf(problem).map((table): Table => shorter(table)), participants: problem.participants.map(shorter),
    meetings: problem.meetings.map((meeting): Meeting => (meeting.allowed ? { ...meeting, allowed: within(meeting.allowed) } : meeting)),
    ...(sittings && sittings.length > 0 ? { sittings } : {}),
  }
  return { kind: 'round_fewer', relation: 'tighter', from: problem.slots, to: slots, problem: withPins(next, pins) }
}

/** Everybody who has a cap may have one meeting more. */
function moreAllowed({ problem, pins }: VariantGround): Variant | null {
  const capped = problem.participants.filter((participant) => participant.max !== undefined).length
  if (capped === 0) return null
  const participants = problem.participants.map((participant) => (participant.max === undefined ? participant : { ...participant, max: participant.max + 1 }))
  return { kind: 'cap_more', relation: 'looser', from: capped, to: capped, problem: withPins({ ...problem, participants }, pins) }
}
