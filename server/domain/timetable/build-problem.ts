import type { Stretch } from '../events/grid.ts'
import { problemFormat, type Meeting, type PlacedMeeting, type TimetableProblem } from '../scheduling/problem.ts'
import { participantsOf, tableOf, type Entry } from './availability.ts'
import type { FactDelegation, FactMeeting, FactRequest, TimetableFacts } from './facts.ts'
import { frameSlots, slotAt, type Frame, type LeftOut } from './frame.ts'
import { slotsUnder } from './off-grid.ts'
import type { Pin } from './pins.ts'

export type BuiltProblem = {
  frame: Frame
  problem: TimetableProblem
  /** Meetings that stand, where they stand. */
  standing: PlacedMeeting[]
  /** Those of them that are to stay. */
  pins: Pin[]
}

/**
 * The scheduling problem of an event: accepted requests may be placed, meetings that stand must be. People are the
 * participants, so that nobody is double-booked even where they act for two organizations. `hold`: meetings that stand
 * stay where they are, not only those that are pinned or about to start. Meetings that lie off the grid are left alone;
 * what they take counts as taken.
 */
export function buildProblem(facts: TimetableFacts, hold: boolean): BuiltProblem {
  const delegations = new Map(facts.delegations.map((delegation) => [delegation.id, delegation]))
  const frozenUntil = facts.nowMs + facts.settings.noticeMinutes * 60_000
  const live = facts.meetings.map((meeting) => {
    const entry = liveEntry(facts, meeting, hold || meeting.pinned || meeting.startsAtMs <= frozenUntil)
    // At the end of its hours the free time after it falls into the pause; there it can stay, and nowhere else without that time.
    return entry.stays || slotsUnder(facts, keptFor(facts, entry)).length > 0 ? entry : liveEntry(facts, meeting, true)
  })
  const { asked, leftOut } = askedEntries(facts, delegations)
  const hasLong = [...live, ...asked].some((entry) => entry.slots > 1)
  const slots = frameSlots(facts.slots, hasLong)
  const tableIds = new Set(facts.tables.map((table) => table.id))
  const onGrid = live.filter(({ live: meeting, slots: length }) => {
    const first = slotAt({ slots }, meeting.startsAtMs)
    const covered = slots.slice(first, first + length)
    return first >= 0 && covered.length === length && covered.every((slot) => slot !== null) && meeting.tableId !== null && tableIds.has(meeting.tableId)
  })
  const entries = [...onGrid, ...asked]
  const frame: Frame = {
    slots,
    slotMinutes: facts.slotMinutes,
    tables: facts.tables.map(({ id, code }) => ({ id, code })),
    meetings: Object.fromEntries(entries.map(({ key, about }) => [key, about])),
    leftOut,
  }
  const own = new Set(onGrid.map(({ live: meeting }) => `meeting:${meeting.id}`))
  const taken = facts.taken.filter((row) => !own.has(row.owner))
  const standing = onGrid.map(({ key, live: meeting }) => ({ meeting: key, slot: slotAt(frame, meeting.startsAtMs), table: meeting.tableId ?? '' }))
  const pins = standing.filter((_, at) => onGrid[at]!.stays)
  const staying = entries.filter((entry) => entry.stays)
  const sittings = sittingsOf(frame)
  // One list for all meetings: what is sent to a browser names it once.
  const open = frame.slots.flatMap((slot, at) => (slot !== null && slot.startsAtMs > facts.nowMs ? [at] : []))
  const problem: TimetableProblem = {
    format: problemFormat,
    slots: slots.length,
    ...(sittings.length > 0 ? { sittings } : {}),
    tables: facts.tables.map((table) => tableOf(facts, frame, table.id, taken, staying)),
    participants: participantsOf(facts, frame, entries, delegations, taken),
    meetings: entries.map((entry) => meetingOf(facts, frame, entry, open)),
  }
  return { frame, problem, standing, pins }
}

/** The time for which people and table are kept for a meeting that stands. */
function keptFor({ slotMinutes }: TimetableFacts, { live: { startsAtMs }, slots }: { live: FactMeeting; slots: number }): Stretch {
  return { startsAtMs, endsAtMs: startsAtMs + slots * slotMinutes * 60_000 }
}

/** Whole slots that people and table are kept for a meeting, the free time after it included. */
function slotsFor(facts: TimetableFacts, lengthMinutes: number): number {
  return Math.max(1, Math.ceil((lengthMinutes + facts.settings.bufferMinutes) / facts.slotMinutes))
}

/** A meeting that stays keeps its own length; the free time after it is taken from its people, not from its table. */
function liveEntry(facts: TimetableFacts, meeting: FactMeeting, stays: boolean): Entry & { live: FactMeeting } {
  const lengthMinutes = Math.round((meeting.endsAtMs - meeting.startsAtMs) / 60_000)
  const { requestId, aDelegationId, bDelegationId, startsAtMs, tableId } = meeting
  const stood = tableId === null ? null : { startsAtMs, tableId }
  const about = { requestId, meetingId: meeting.id, aDelegationId, bDelegationId, personIds: [...meeting.personIds], lengthMinutes, stood }
  return { key: requestId ?? meeting.id, about, slots: stays ? Math.ceil(lengthMinutes / facts.slotMinutes) : slotsFor(facts, lengthMinutes), weight: meeting.weight, live: meeting, stays }
}

/** Whoever was named by the asked side, else the leads, else the first of them. */
export function attendeesOf(delegation: Pick<FactDelegation, 'people'>, assigneeId: string | null): string[] {
  const named = delegation.people.find((person) => person.personId === assigneeId)
  if (named) return [named.personId]
  const leads = delegation.people.filter((person) => person.isLead)
  return (leads.length > 0 ? leads : delegation.people.slice(0, 1)).map((person) => person.personId)
}

function askedEntries(facts: TimetableFacts, delegations: ReadonlyMap<string, FactDelegation>): { asked: Entry[]; leftOut: LeftOut[] } {
  const asked: Entry[] = []
  const leftOut: LeftOut[] = []
  const met = new Map<string, number>()
  const pairOf = (a: string, b: string): string => (a < b ? `${a}:${b}` : `${b}:${a}`)
  const count = (pair: string): void => void met.set(pair, (met.get(pair) ?? 0) + 1)
  for (const meeting of facts.meetings) count(pairOf(meeting.aDelegationId, meeting.bDelegationId))
  for (const request of facts.requests) {
    const pair = pairOf(request.fromDelegationId, request.toDelegationId)
    const people = peopleOf(request, delegations)
    if (people.length === 0) leftOut.push({ requestId: request.id, why: 'not_taking_part' })
    else if (people.some((side) => side.length === 0)) leftOut.push({ requestId: request.id, why: 'nobody_attends' })
    else if (people[0]!.some((id) => people[1]!.includes(id))) leftOut.push({ requestId: request.id, why: 'same_person' })
    else if ((met.get(pair) ?? 0) >= facts.settings.meetingsPerPair) leftOut.push({ requestId: request.id, why: 'pair_met' })
    else {
      count(pair)
      const { id, fromDelegationId, toDelegationId, lengthMinutes, weight } = request
      const about = { requestId: id, meetingId: null, aDelegationId: fromDelegationId, bDelegationId: toDelegationId, personIds: people.flat(), lengthMinutes, stood: null }
      asked.push({ key: id, about, slots: slotsFor(facts, lengthMinutes), weight, live: null, stays: false })
    }
  }
  return { asked, leftOut }
}

/** Attendees of both sides; none at all where a side doesn't take part. */
function peopleOf(request: FactRequest, delegations: ReadonlyMap<string, FactDelegation>): string[][] {
  const sides = [delegations.get(request.fromDelegationId), delegations.get(request.toDelegationId)]
  if (!sides.every((side) => side?.isActive)) return []
  return sides.map((side) => attendeesOf(side!, request.assigneeId))
}

function meetingOf(facts: TimetableFacts, frame: Frame, { key, about, slots, weight, live }: Entry, open: number[]): Meeting {
  const isBegun = live !== null && live.startsAtMs <= facts.nowMs
  const covered = isBegun ? Array.from({ length: slots }, (_, i) => slotAt(frame, live.startsAtMs) + i) : []
  const allowed = isBegun ? [...new Set([...covered, ...open])].sort((a, b) => a - b) : open
  return {
    id: key,
    participants: about.personIds,
    weight,
    ...(live ? { must: true } : {}),
    ...(slots > 1 ? { length: slots } : {}),
    ...(allowed.length < frame.slots.length ? { allowed } : {}),
  }
}

function sittingsOf(frame: Frame): { from: number; to: number }[] {
  const found: { from: number; to: number; sitting: number }[] = []
  frame.slots.forEach((slot, at) => {
    if (slot === null) return
    const last = found.at(-1)
    if (last?.sitting === slot.sitting) last.to = at + 1
    else found.push({ from: at, to: at + 1, sitting: slot.sitting })
  })
  return found.map(({ from, to }) => ({ from, to }))
}
