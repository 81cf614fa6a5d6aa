import type { Stretch } from '../events/grid.ts'
import type { Meeting, PlacedMeeting, PlanDiff, Repair, RepairChange, Table, TimetableProblem } from '../scheduling/problem.ts'
import { tablesOf } from '../scheduling/problem.ts'
import { buildProblem } from './build-problem.ts'
import type { TimetableFacts } from './facts.ts'
import type { Frame } from './frame.ts'
import { withPins, type Pin } from './pins.ts'

/** What went wrong, or what is wanted, on the day; instants in ms. */
export type Trouble =
  /** Somebody comes late, leaves early, doesn't come or is kept on stage. */
  | { kind: 'away'; personId: string; fromMs: number; untilMs: number }
  | { kind: 'table'; tableId: string; fromMs: number; untilMs: number }
  | { kind: 'cancel'; meetingId: string }
  /** An accepted request that must take place after all. */
  | { kind: 'must'; requestId: string }
  /** What became free goes to those who wait; nobody is moved. */
  | { kind: 'fill' }

/** The engine's question: the timetable as it was announced, what has happened since, and what may still be changed. */
export type RepairQuestion = { frame: Frame; problem: TimetableProblem; standing: PlacedMeeting[]; repair: Repair }

/**
 * Turns trouble into a repair. Meetings that stand may be dropped where nothing else helps; those that an organizer pinned
 * may not, unless the trouble is about them. `noticeMinutes`: what starts sooner than that stays as it is. Null where the
 * meeting, request, person or table is not part of the timetable.
 */
export function repairQuestion(facts: TimetableFacts, trouble: Trouble, noticeMinutes: number): RepairQuestion | null {
  const { frame, problem, standing } = buildProblem(facts, false)
  const changes = changesOf(frame, problem, trouble)
  if (changes === null) return null
  const isMust = (id: string): boolean => trouble.kind === 'must' && frame.meetings[id]?.requestId === trouble.requestId
  const inLine = waitingFor(frame, problem, standing, trouble)
  const meetings = problem.meetings.flatMap((meeting) => inLine(meeting) ?? []).map(({ must: _must, ...meeting }) => (isMust(meeting.id) ? { ...meeting, must: true } : meeting))
  const horizonMs = facts.nowMs + (trouble.kind === 'fill' ? 0 : noticeMinutes * 60_000)
  const firstAfter = (instantMs: number): number => {
    const at = frame.slots.findIndex((slot) => slot !== null && slot.startsAtMs > instantMs)
    return at < 0 ? frame.slots.length : at
  }
  const now = firstAfter(facts.nowMs)
  return {
    frame,
    standing,
    problem: withPins({ ...problem, meetings }, pinsOf(facts, frame, standing, trouble)),
    repair: { now, notice: Math.max(0, firstAfter(horizonMs) - now), changes },
  }
}

/** The part of an absence in which meetings lie: whoever is away "for good" takes no more of the book than the hours of the grid. */
export function absenceWithin(slots: readonly Stretch[], away: { fromMs: number; untilMs: number }): Stretch | null {
  const startsAtMs = Math.max(away.fromMs, slots[0]?.startsAtMs ?? 0)
  const endsAtMs = Math.min(away.untilMs, slots.at(-1)?.endsAtMs ?? 0)
  return startsAtMs < endsAtMs ? { startsAtMs, endsAtMs } : null
}

/** Whether a proposal changes a meeting of this person, or leaves one of hers without a time. */
export function isAbout({ frame }: Pick<RepairQuestion, 'frame'>, { diff, unplaced }: { diff: PlanDiff; unplaced: readonly { meeting: string }[] }, personId: string): boolean {
  const keys = [...diff.moved, ...diff.dropped, ...diff.added, ...diff.retabled, ...unplaced.map((one) => one.meeting)]
  return keys.some((key) => frame.meetings[key]?.personIds.includes(personId))
}

function slotsWithin(frame: Frame, time: { fromMs: number; untilMs: number }): number[] {
  return frame.slots.flatMap((slot, at) => (slot !== null && slot.startsAtMs < time.untilMs && time.fromMs < slot.endsAtMs ? [at] : []))
}

function changesOf(frame: Frame, problem: TimetableProblem, trouble: Trouble): RepairChange[] | null {
  if (trouble.kind === 'fill') return []
  if (trouble.kind === 'away') {
    const isKnown = problem.participants.some((participant) => participant.id === trouble.personId)
    return isKnown ? [{ participant: trouble.personId, unavailable: slotsWithin(frame, trouble) }] : null
  }
  if (trouble.kind === 'table') {
    if (!frame.tables.some((table) => table.id === trouble.tableId)) return null
    const closed = slotsWithin(frame, trouble)
    const tables = tablesOf(problem).map((table): Table => (table.id === trouble.tableId ? { ...table, unavailable: [...new Set([...(table.unavailable ?? []), ...closed])].sort((a, b) => a - b) } : table))
    return [{ tables }]
  }
  const key = Object.keys(frame.meetings).find((one) => (trouble.kind === 'cancel' ? frame.meetings[one]?.meetingId === trouble.meetingId : frame.meetings[one]?.requestId === trouble.requestId && frame.meetings[one]?.meetingId === null))
  if (key === undefined) return null
  return trouble.kind === 'cancel' ? [{ cancel: key }] : []
}

function covered(frame: Frame, { meeting, slot }: PlacedMeeting): number[] {
  return Array.from({ length: Math.ceil((frame.meetings[meeting]?.lengthMinutes ?? frame.slotMinutes) / frame.slotMinutes) }, (_, i) => slot + i)
}

function isHit(frame: Frame, entry: PlacedMeeting, trouble: Trouble, closed: ReadonlySet<number>): boolean {
  const about = frame.meetings[entry.meeting]
  if (!about) return true
  if (trouble.kind === 'cancel') return about.meetingId === trouble.meetingId
  if (!covered(frame, entry).some((slot) => closed.has(slot))) return false
  return trouble.kind === 'away' ? about.personIds.includes(trouble.personId) : trouble.kind === 'table' && entry.table === trouble.tableId
}

function closedBy(frame: Frame, trouble: Trouble): Set<number> {
  return new Set(trouble.kind === 'away' || trouble.kind === 'table' ? slotsWithin(frame, trouble) : [])
}

/**
 * Which of the waiting requests the trouble concerns: those of people who lose a meeting, and where the tables of a slot were all
 * taken and one becomes free, anybody, in that slot. To fill what is free it concerns all. What could have been planned
 * before is no repair; whoever is only kept away for a while mostly loses nothing, so that others are asked for the times
 * that become free, and only where nobody has to move for it. Null keeps a meeting out.
 */
function waitingFor(frame: Frame, problem: TimetableProblem, standing: readonly PlacedMeeting[], trouble: Trouble): (meeting: Meeting) => Meeting | null {
  const stands = new Set(standing.map((entry) => entry.meeting))
  if (trouble.kind === 'fill') return (meeting) => meeting
  const closed = closedBy(frame, trouble)
  const hit = standing.filter((entry) => isHit(frame, entry, trouble, closed))
  const people = new Set(trouble.kind === 'table' ? [] : hit.flatMap((entry) => frame.meetings[entry.meeting]?.personIds ?? []))
  const room = tablesOf(problem).length
  const crowded = trouble.kind === 'table' ? [] : hit.map((entry) => entry.slot).filter((slot) => standing.filter((entry) => entry.slot === slot).length >= room)
  const freed = trouble.kind === 'away' ? freedBy(frame, problem, standing, hit) : null
  return (meeting) => {
    if (stands.has(meeting.id) || (trouble.kind === 'must' && frame.meetings[meeting.id]?.requestId === trouble.requestId)) return meeting
    const isConcerned = meeting.participants.some((id) => people.has(id))
    if (isConcerned && freed === null) return meeting
    const own = freed === null ? crowded : freed(meeting, isConcerned ? [] : crowded)
    const slots = own.filter((slot) => meeting.allowed?.includes(slot) ?? true)
    return slots.length > 0 ? { ...meeting, allowed: [...new Set(slots)].sort((a, b) => a - b) } : null
  }
}

/** Where a meeting could begin in a time that `hit` leaves free to one of its people (or in one of `others`) while all of them are free. */
function freedBy(frame: Frame, problem: TimetableProblem, standing: readonly PlacedMeeting[], hit: readonly PlacedMeeting[]): (meeting: Meeting, others: readonly number[]) => number[] {
  const leaving = new Set(hit)
  const at = (personId: string, slot: number): string => `${personId} ${slot}`
  const timesOf = (entries: readonly PlacedMeeting[]): Set<string> => new Set(entries.flatMap((entry) => (frame.meetings[entry.meeting]?.personIds ?? []).flatMap((id) => covered(frame, entry).map((slot) => at(id, slot)))))
  const busy = timesOf(standing.filter((entry) => !leaving.has(entry)))
  const free = timesOf(hit)
  return ({ participants, length = 1 }, others) =>
    Array.from({ length: problem.slots }, (_, slot) => slot).filter((slot) => {
      const own = Array.from({ length }, (_, i) => slot + i)
      const isFreed = others.includes(slot) || participants.some((id) => own.some((one) => free.has(at(id, one))))
      return isFreed && participants.every((id) => own.every((one) => !busy.has(at(id, one))))
    })
}

/** To fill what is free, everything stays; otherwise what an organizer pinned, as long as it can be kept. */
function pinsOf(facts: TimetableFacts, frame: Frame, standing: readonly PlacedMeeting[], trouble: Trouble): Pin[] {
  if (trouble.kind === 'fill') return [...standing]
  const pinned = new Set(facts.meetings.filter((meeting) => meeting.pinned).map((meeting) => meeting.requestId ?? meeting.id))
  const closed = closedBy(frame, trouble)
  return standing.filter((entry) => pinned.has(entry.meeting) && !isHit(frame, entry, trouble, closed))
}
