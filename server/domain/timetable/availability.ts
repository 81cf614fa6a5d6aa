import type { Stretch } from '../events/grid.ts'
import type { Participant, Table } from '../scheduling/problem.ts'
import type { FactDelegation, FactMeeting, TimetableFacts } from './facts.ts'
import { slotAt, type Frame, type FrameMeeting } from './frame.ts'

/** A meeting on its way into a problem. `stays`: it stands and is not to be moved. */
export type Entry = { key: string; about: FrameMeeting; slots: number; weight: number; live: FactMeeting | null; stays: boolean }

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

function closedSlots(frame: Frame, times: readonly Stretch[]): number[] {
  if (times.length === 0) return []
  return frame.slots.flatMap((slot, at) => (slot !== null && times.some((time) => touches(time, slot)) ? [at] : []))
}

/** Slots of meetings that stay where they are; they are legal whatever was closed since. */
function coveredSlots(frame: Frame, entries: readonly Entry[]): Set<number> {
  return new Set(entries.flatMap(({ live, slots }) => (live === null ? [] : Array.from({ length: slots }, (_, i) => slotAt(frame, live.startsAtMs) + i))))
}

/** Whoever comes from a stage or panel, or has to be there, needs the way as well. */
function withWalk({ startsAtMs, endsAtMs, owner }: TimetableFacts['taken'][number], minutes: number): Stretch {
  const walkMs = /^(pitch|block):/.test(owner) ? minutes * 60_000 : 0
  return { startsAtMs: startsAtMs - walkMs, endsAtMs: endsAtMs + walkMs }
}

export function tableOf(facts: TimetableFacts, frame: Frame, id: string, taken: TimetableFacts['taken'], staying: readonly Entry[]): Table {
  const times = [...facts.tableBlocks.filter((block) => block.tableId === id), ...taken.filter((row) => row.kind === 'table' && row.id === id)]
  const kept = coveredSlots(frame, staying.filter((entry) => entry.live?.tableId === id))
  const unavailable = closedSlots(frame, times).filter((slot) => !kept.has(slot))
  return unavailable.length === 0 ? { id } : { id, unavailable }
}

export function participantsOf(facts: TimetableFacts, frame: Frame, entries: readonly Entry[], delegations: ReadonlyMap<string, FactDelegation>, taken: TimetableFacts['taken']): Participant[] {
  const away = new Map<string, Stretch[]>()
  const add = (id: string, times: readonly Stretch[]): void => void away.set(id, [...(away.get(id) ?? []), ...times])
  for (const row of taken) if (row.kind === 'person') add(row.id, [withWalk(row, facts.settings.walkMinutes)])
  const entriesOf = new Map<string, Entry[]>()
  const homes = new Map<string, Set<string>>()
  const caps = new Map<string, number>()
  for (const entry of entries) {
    for (const id of entry.about.personIds) {
      entriesOf.set(id, [...(entriesOf.get(id) ?? []), entry])
      if (entry.live !== null && entry.stays) add(id, [{ startsAtMs: entry.live.endsAtMs, endsAtMs: entry.live.endsAtMs + facts.settings.bufferMinutes * 60_000 }])
    }
  }
  for (const delegation of delegations.values()) {
    if (!delegation.isActive) continue
    const received = (entry: Entry): boolean => entry.live !== null || entry.about.bDelegationId === delegation.id
    for (const { personId } of delegation.people) {
      const own = entriesOf.get(personId)
      if (!own) continue
      add(personId, delegation.unavailable)
      if (delegation.homeTableId !== null) homes.set(personId, (homes.get(personId) ?? new Set()).add(delegation.homeTableId))
      if (delegation.inboundCap === null) continue
      const live = own.filter((entry) => entry.live !== null).length
      const sent = own.filter((entry) => !received(entry)).length
      // Whoever acts for two keeps both caps: the one that leaves less binds.
      caps.set(personId, Math.min(caps.get(personId) ?? Infinity, Math.max(live, delegation.inboundCap) + sent))
    }
  }
  return [...entriesOf].map(([id, own]) => {
    const kept = coveredSlots(frame, own.filter((entry) => entry.stays))
    const unavailable = closedSlots(frame, away.get(id) ?? []).filter((slot) => !kept.has(slot))
    const table = homeOf(id, own, homes, facts)
    const max = caps.get(id)
    return { id, ...(unavailable.length > 0 ? { unavailable } : {}), ...(max !== undefined && max < own.length ? { max } : {}), ...(table ? { table } : {}) }
  })
}

/** A home table binds only where it can be kept: not where a partner has another one or a meeting already stands elsewhere. */
function homeOf(id: string, own: readonly Entry[], homes: ReadonlyMap<string, ReadonlySet<string>>, facts: TimetableFacts): string | null {
  const home = homes.get(id)
  const [table] = home ?? []
  if (home?.size !== 1 || table === undefined || !facts.tables.some((one) => one.id === table)) return null
  const isKept = own.every(({ about, live }) => {
    if (live !== null && live.tableId !== table) return false
    return about.personIds.every((person) => [...(homes.get(person) ?? [])].every((other) => other === table))
  })
  return isKept ? table : null
}
