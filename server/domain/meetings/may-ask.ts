import type { Side } from '../access/actor.ts'
import { mayEnter, type EntryFacts, type EntryRule } from '../events/entry-rules.ts'
import { isOpen, type Phase } from '../events/phases.ts'
import { pairRule, type EventSettings } from '../events/settings.ts'
import { avoidKey } from '../matchmaking/party.ts'
import type { ErrorCode } from '../shared/error-codes.ts'
import type { ErrorParams } from '../shared/result.ts'

/** Why a meeting can't be asked for; the sentence of the code says what to do. */
export type Reason = { code: ErrorCode; params?: ErrorParams }

export type AskParty = {
  delegationId: string
  organizationId: string
  side: Side
  isActive: boolean
  /** Names and ids under which an avoid list may mean it. */
  names: readonly string[]
  /** Organizations that it doesn't want to be shown to: names or ids. */
  avoids: readonly string[]
  entry: EntryFacts
  /** Its own limit, instead of the one of its side. */
  outboundQuota: number | null
  inboundCap: number | null
}

export type AskFacts = {
  settings: EventSettings
  phase: Phase
  from: AskParty
  to: AskParty
  counts: {
    /** Pending and accepted requests that `from` has sent. */
    outbound: number
    /** Pending requests to `to` and meetings of `to`. */
    inbound: number
    /** Meetings that stand between the two. */
    meetings: number
  }
  /** A request between the two, in either direction, that still waits. */
  openRequest: 'sent' | 'received' | null
  /** An accepted request that waits for the timetable. */
  awaitingTimetable: boolean
  /** Entry rules of the one-to-one sessions; empty = open to all. */
  entryRules: readonly EntryRule[]
  /** Times that suit both and a table; null where nobody looked. */
  commonTimes: number | null
  nowMs: number
}

/** Every reason why `from` can't ask `to` for a meeting; none means it may. In the order in which people should hear them. */
export function whyNot(facts: AskFacts): Reason[] {
  const { settings, phase, from, to } = facts
  if (from.delegationId === to.delegationId || from.organizationId === to.organizationId) return [{ code: 'request.same_organization' }]
  const reasons: Reason[] = []
  if (!isOpen('request:create', phase)) reasons.push({ code: 'phase.closed', params: { gate: 'request:create', phase } })
  if (!from.isActive || !to.isActive) reasons.push({ code: 'request.not_taking_part' })
  if (pairRule(settings, from.side, to.side) === null) reasons.push({ code: 'request.pair_not_allowed', params: { from: from.side, to: to.side } })
  if (isAvoided(from, to) || isAvoided(to, from)) reasons.push({ code: 'request.avoided' })
  reasons.push(...entryReasons(facts))
  reasons.push(...historyReasons(facts))
  reasons.push(...limitReasons(facts))
  if (reasons.length === 0 && facts.commonTimes === 0) reasons.push({ code: 'request.no_common_time' })
  return reasons
}

/** The avoided side never learns whose list it is. */
function isAvoided(who: AskParty, by: AskParty): boolean {
  const avoided = new Set(by.avoids.map(avoidKey).filter((name) => name !== ''))
  return [who.organizationId, ...who.names].some((name) => avoided.has(avoidKey(name)))
}

function entryReasons({ entryRules, from, to, nowMs }: AskFacts): Reason[] {
  if (entryRules.length === 0) return []
  const admitted = (party: AskParty): boolean => entryRules.some((rule) => mayEnter(rule, party.entry, nowMs).ok)
  const reasons: Reason[] = []
  if (!admitted(from)) reasons.push({ code: 'request.entry_rule', params: { who: 'you' } })
  if (!admitted(to)) reasons.push({ code: 'request.entry_rule_partner' })
  return reasons
}

function historyReasons({ settings, counts, openRequest, awaitingTimetable }: AskFacts): Reason[] {
  if (openRequest === 'sent') return [{ code: 'request.already_asked' }]
  if (openRequest === 'received') return [{ code: 'request.already_received' }]
  const planned = counts.meetings + (awaitingTimetable ? 1 : 0)
  return planned >= settings.meetingsPerPair ? [{ code: 'request.already_met', params: { max: settings.meetingsPerPair } }] : []
}

function limitReasons({ settings, counts, from, to }: AskFacts): Reason[] {
  const reasons: Reason[] = []
  const quota = from.outboundQuota ?? settings.outboundQuota[from.side]
  if (quota !== null && counts.outbound >= quota) reasons.push({ code: 'request.quota_used', params: { quota } })
  const cap = to.inboundCap ?? settings.inboundCap[to.side]
  if (cap !== null && counts.inbound >= cap) reasons.push({ code: 'request.cap_reached', params: { cap } })
  return reasons
}
