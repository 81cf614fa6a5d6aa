import { Prng } from '#server/domain/scheduling/prng.ts'
import { tablesOf, type PlacedMeeting, type Repair, type RepairChange, type Table, type TimetableProblem } from '#server/domain/scheduling/problem.ts'

export const repairKinds = ['cancellation', 'late-arrival', 'early-leaving', 'no-show', 'table-lost', 'new-must', 'stage-delay'] as const
export type RepairKind = (typeof repairKinds)[number]

const stretch = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** One thing that goes wrong on the day, at some moment of its first two thirds; which kind goes by the seed. */
export function repairEvent(problem: TimetableProblem, placed: readonly PlacedMeeting[], seed: number): { kind: RepairKind; repair: Repair } {
  const random = new Prng(1000 + seed)
  const kind = repairKinds[seed % repairKinds.length]!
  const now = random.below(Math.max(1, Math.floor((problem.slots * 2) / 3)))
  const notice = random.below(2)
  const later = placed.filter((entry) => entry.slot >= now + notice)
  const some = (later.length > 0 ? later : placed)[random.below(Math.max(1, later.length))] ?? placed[0]!
  const byId = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  const involved = byId.get(some.meeting)!.participants
  const participant = involved[random.below(involved.length)]!
  const away = (from: number, to: number): RepairChange[] => [{ participant, unavailable: stretch(from, Math.min(to, problem.slots)) }]
  const changes = (): RepairChange[] => {
    if (kind === 'cancellation') return [{ cancel: some.meeting }]
    if (kind === 'late-arrival') return away(now, now + 2 + random.below(4))
    if (kind === 'early-leaving') return away(Math.max(now + 1, problem.slots - 2 - random.below(5)), problem.slots)
    if (kind === 'no-show') return away(now, problem.slots)
    if (kind === 'table-lost') return [{ tables: withoutTable(problem, random, now) }]
    if (kind === 'new-must') return [{ add: { id: `must-${seed}`, participants: strangers(problem, random, now + notice), must: true, weight: 5 } }]
    const second = problem.participants[random.below(problem.participants.length)]!.id
    return [...new Set([participant, second])].map((id) => ({ delay: { participant: id, until: Math.min(problem.slots, now + 1 + random.below(3)) } }))
  }
  return { kind, repair: { now, notice, changes: changes() } }
}

/** One table fewer: altogether, or from now on. */
function withoutTable(problem: TimetableProblem, random: Prng, now: number): Table[] {
  const tables = tablesOf(problem)
  const lost = random.below(tables.length)
  if (random.below(2) === 0) return tables.filter((_, index) => index !== lost)
  return tables.map((table, index) => (index === lost ? { ...table, unavailable: [...new Set([...(table.unavailable ?? []), ...stretch(now, problem.slots)])].sort((a, b) => a - b) } : table))
}

/** Two people who were not going to meet and are both there for some slot after the horizon. */
function strangers(problem: TimetableProblem, random: Prng, horizon: number): string[] {
  const pairs = new Set(problem.meetings.map((meeting) => [...meeting.participants].sort().join(' ')))
  for (;;) {
    const a = problem.participants[random.below(problem.participants.length)]!
    const b = problem.participants[random.below(problem.participants.length)]!
    const isOpen = stretch(horizon, problem.slots).some((slot) => !a.unavailable?.includes(slot) && !b.unavailable?.includes(slot))
    if (a.id !== b.id && isOpen && !pairs.has([a.id, b.id].sort().join(' '))) return [a.id, b.id]
  }
}
