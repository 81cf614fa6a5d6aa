import type { GridSlot, Stretch } from '../events/grid.ts'
import type { EventSettings } from '../events/settings.ts'

export type FactDelegation = {
  id: string
  isActive: boolean
  /** The cap in force: its own, else that of its side in the rules. */
  inboundCap: number | null
  homeTableId: string | null
  unavailable: readonly Stretch[]
  /** Leads first. */
  people: readonly { personId: string; isLead: boolean }[]
}

/** An accepted request that has no meeting yet. `weight`: positive integer. */
export type FactRequest = { id: string; fromDelegationId: string; toDelegationId: string; lengthMinutes: number; assigneeId: string | null; weight: number }

/** A meeting that stands. */
export type FactMeeting = Stretch & {
  id: string
  requestId: string | null
  aDelegationId: string
  bDelegationId: string
  tableId: string | null
  pinned: boolean
  personIds: readonly string[]
  weight: number
}

/** A person or table that something (`owner`) has taken for a five-minute tick. */
export type FactTaken = { kind: 'person' | 'table'; id: string; startsAtMs: number; endsAtMs: number; owner: string }

/** Everything that a timetable of one event is made from, as it is now. */
export type TimetableFacts = {
  nowMs: number
  settings: EventSettings
  slots: readonly GridSlot[]
  slotMinutes: number
  tables: readonly { id: string; code: string }[]
  tableBlocks: readonly (Stretch & { tableId: string })[]
  delegations: readonly FactDelegation[]
  requests: readonly FactRequest[]
  meetings: readonly FactMeeting[]
  taken: readonly FactTaken[]
}
