import type { Side } from '../access/actor.ts'
import { defaultConflictLevels, type ConflictLevels } from '../programme/conflicts.ts'

/** Who may ask whom, and how long such a meeting lasts. A pair of sides without a rule can't meet. */
export type PairRule = { from: Side; to: Side; lengthMinutes: number }

/** The rules of one event, as the organizer set them. Minutes are multiples of five. */
export type EventSettings = {
  pairRules: PairRule[]
  /** How many meetings two organizations may have at this event. */
  meetingsPerPair: number
  /** Hours until an unanswered request ends by itself. */
  expiryHours: number
  /** Times a sender may propose in one request. */
  mostHolds: number
  /** Pending and accepted requests one delegation may have sent; null = no limit. */
  outboundQuota: Record<Side, number | null>
  /** Meetings and pending requests one delegation may have received; null = no limit. */
  inboundCap: Record<Side, number | null>
  /** A meeting may be moved or cancelled by its people until so many minutes before it starts. */
  noticeMinutes: number
  /** How often one meeting may be moved by its people. */
  rescheduleBudget: number
  /** Free time a person keeps between two meetings that the product schedules. */
  bufferMinutes: number
  /** What a person needs between a stage or panel and a meeting table. */
  walkMinutes: number
  /** What each kind of conflict on the programme does. */
  conflictLevels: ConflictLevels
}

export const defaultSettings: EventSettings = {
  pairRules: [
    { from: 'investor', to: 'startup', lengthMinutes: 20 },
    { from: 'startup', to: 'investor', lengthMinutes: 20 },
    { from: 'acquirer', to: 'target', lengthMinutes: 40 },
    { from: 'target', to: 'acquirer', lengthMinutes: 40 },
    { from: 'acquirer', to: 'startup', lengthMinutes: 20 },
    { from: 'startup', to: 'acquirer', lengthMinutes: 20 },
  ],
  meetingsPerPair: 1,
  expiryHours: 48,
  mostHolds: 3,
  outboundQuota: { investor: 30, startup: 15, acquirer: 20, target: 10 },
  inboundCap: { investor: 40, startup: 20, acquirer: 20, target: 20 },
  noticeMinutes: 60,
  rescheduleBudget: 2,
  bufferMinutes: 0,
  walkMinutes: 5,
  conflictLevels: defaultConflictLevels,
}

/** The rule for one side asking another, or null where they may not ask. */
export function pairRule(settings: EventSettings, from: Side, to: Side): PairRule | null {
  return settings.pairRules.find((rule) => rule.from === from && rule.to === to) ?? null
}

/** Length of a meeting between two sides, whoever asked; null where neither may ask the other. */
export function pairLength(settings: EventSettings, a: Side, b: Side): number | null {
  return pairRule(settings, a, b)?.lengthMinutes ?? pairRule(settings, b, a)?.lengthMinutes ?? null
}

/** The grid's slot: the greatest length that divides every meeting length, at least five minutes. */
export function slotMinutes(settings: EventSettings): number {
  const divide = (a: number, b: number): number => (b === 0 ? a : divide(b, a % b))
  const all = settings.pairRules.map((rule) => rule.lengthMinutes)
  return all.length === 0 ? 20 : Math.max(5, all.reduce(divide))
}
