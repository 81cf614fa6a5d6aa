import type { Side } from '../access/actor.ts'
import { lineageOf } from '../directory/vocabulary.ts'
import { mayEnter, type EntryFacts, type EntryRule } from '../events/entry-rules.ts'
import { passGate, type Phase } from '../events/phases.ts'
import type { ErrorCode } from '../shared/error-codes.ts'
import type { ErrorParams } from '../shared/result.ts'
import { wallFromInstant } from '../shared/time.ts'
import { bookingStage, keptFor, type PitchRules } from './rules.ts'

/** One thing in the way, as a code with its values; the sentence of the code says what to do about it. */
export type PitchReason = { code: ErrorCode; params: ErrorParams }

export type DeckState = 'uploaded' | 'accepted' | 'to_mend'
export type TechState = 'booked' | 'passed' | 'failed'

/** Everything the rule looks at, apart from single slots. */
export type BookFacts = {
  rules: PitchRules
  isCleared: boolean
  phase: Phase
  zone: string
  nowMs: number
  entryRule: EntryRule
  party: { side: Side; isActive: boolean; sectors: string[]; entry: EntryFacts }
  deck: DeckState | null
  techCheck: TechState | null
  /** Slots of the session that the delegation has or is being offered. */
  held: number
}

/**
 * Why a delegation can't book in a session at all; [] where it can. Who is admitted comes first, then what is still to be
 * done, then when: the order in which somebody would mend it.
 */
export function whyNotBook(facts: BookFacts): PitchReason[] {
  return [...whyNotAdmitted(facts), ...whatIsMissing(facts), ...whyNotNow(facts), ...limit(facts)]
}

/** Who may pitch here: phase, role and the session's entry rule. */
export function whyNotAdmitted({ rules, phase, party, entryRule, nowMs }: BookFacts): PitchReason[] {
  const gate = passGate('pitch:book', phase)
  if (!gate.ok) return [{ code: gate.error.code, params: gate.error.params ?? {} }]
  if (!party.isActive) return [{ code: 'pitch.not_taking_part', params: {} }]
  if (!rules.sides.includes(party.side)) return [{ code: 'pitch.side_not_admitted', params: {} }]
  const entry = mayEnter(entryRule, party.entry, nowMs)
  return entry.ok ? [] : entry.reasons
}

/** What a delegation must still do before it can have a slot. */
export function whatIsMissing({ rules, deck, techCheck }: BookFacts): PitchReason[] {
  const reasons: PitchReason[] = []
  if (rules.deck !== 'none' && deck === null) reasons.push({ code: 'pitch.deck_missing', params: {} })
  if (rules.deck !== 'none' && deck === 'to_mend') reasons.push({ code: 'pitch.deck_to_mend', params: {} })
  if (rules.deck === 'accepted' && deck === 'uploaded') reasons.push({ code: 'pitch.deck_unchecked', params: {} })
  if (rules.techCheck !== 'none' && techCheck === null) reasons.push({ code: 'pitch.tech_missing', params: {} })
  if (rules.techCheck !== 'none' && techCheck === 'failed') reasons.push({ code: 'pitch.tech_failed', params: {} })
  if (rules.techCheck === 'passed' && techCheck === 'booked') reasons.push({ code: 'pitch.tech_not_passed', params: {} })
  return reasons
}

/** Whether now is the time, by the server's clock. */
export function whyNotNow({ rules, isCleared, zone, nowMs }: Pick<BookFacts, 'rules' | 'isCleared' | 'zone' | 'nowMs'>): PitchReason[] {
  const when = (at: number | null): ErrorParams => (at === null ? {} : { when: wallFromInstant(at, zone).replace('T', ' ') })
  switch (bookingStage(rules, isCleared, nowMs)) {
    case 'open':
      return []
    case 'closed':
      return [{ code: 'pitch.closed', params: {} }]
    case 'before':
      return [{ code: 'pitch.not_open', params: when(rules.opensAtMs) }]
    case 'ranking':
      return [{ code: 'pitch.ranking_open', params: when(rules.closesAtMs) }]
    case 'clearing':
      return [{ code: 'pitch.ranking_clearing', params: {} }]
    case 'over':
      return [{ code: 'pitch.over', params: when(rules.closesAtMs) }]
  }
}

function limit({ rules, held }: BookFacts): PitchReason[] {
  return held >= rules.perDelegation ? [{ code: 'pitch.limit_reached', params: { max: rules.perDelegation } }] : []
}

/** Why not this slot: kept for other sectors, or too near. Who has it, and whether the people are free, the database says. */
export function whyNotSlot({ rules, party, nowMs }: Pick<BookFacts, 'rules' | 'party' | 'nowMs'>, slot: { startsAtMs: number }): PitchReason | null {
  if (slot.startsAtMs - rules.noticeMinutes * 60_000 <= nowMs) return { code: 'pitch.too_late', params: { minutes: rules.noticeMinutes } }
  const sectors = keptFor(rules, slot, nowMs)
  if (sectors.length === 0) return null
  const own = party.sectors.flatMap((sector) => lineageOf('sectors', sector))
  if (!sectors.some((sector) => own.includes(sector))) return { code: 'pitch.sector_reserved', params: {} }
  return null
}
