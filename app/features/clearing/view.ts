import type { ClearingReason } from '#server/domain/clearing/left-out.ts'
import type { Wish } from '#server/domain/clearing/ranks.ts'

/** A list as it is edited: ids in order, and those in no order. */
export type WishDraft = { ranked: string[]; unranked: string[] }

export function draftOf(wishes: readonly Wish[]): WishDraft {
  return { ranked: wishes.filter((wish) => wish.rank !== null).map((wish) => wish.partnerId), unranked: wishes.filter((wish) => wish.rank === null).map((wish) => wish.partnerId) }
}

export const isIn = ({ ranked, unranked }: WishDraft, id: string): boolean => ranked.includes(id) || unranked.includes(id)

export function without({ ranked, unranked }: WishDraft, id: string): WishDraft {
  return { ranked: ranked.filter((one) => one !== id), unranked: unranked.filter((one) => one !== id) }
}

/** At the end of the order; taken out of wherever it was. */
export function rankLast(draft: WishDraft, id: string): WishDraft {
  const rest = without(draft, id)
  return { ...rest, ranked: [...rest.ranked, id] }
}

export function alsoLiked(draft: WishDraft, ids: readonly string[]): WishDraft {
  const fresh = ids.filter((id) => !isIn(draft, id))
  return { ...draft, unranked: [...draft.unranked, ...fresh] }
}

/** What is still on offer; somebody who has left can be in no list. */
export function onlyOf({ ranked, unranked }: WishDraft, ids: readonly string[]): WishDraft {
  const known = new Set(ids)
  return { ranked: ranked.filter((id) => known.has(id)), unranked: unranked.filter((id) => known.has(id)) }
}

/** At a place of the order, counted from 0; a place beyond an end is that end. */
export function movedTo({ ranked, unranked }: WishDraft, id: string, place: number): WishDraft {
  if (!ranked.includes(id)) return { ranked, unranked }
  const order = ranked.filter((one) => one !== id)
  order.splice(Math.max(0, Math.min(order.length, place)), 0, id)
  return { ranked: order, unranked }
}

type WhyGroup = 'time' | 'busy' | 'tables' | 'cap' | 'weighing' | 'absent' | 'rules' | 'nothing' | 'met' | 'other'
/** Every reason there is: a new one of the engine has to be put somewhere before this compiles. */
const groups: Record<ClearingReason, WhyGroup> = {
  participant_busy: 'busy',
  no_common_slot: 'time', participant_unavailable: 'time', slot_not_allowed: 'time', outside_sitting: 'time', past_end: 'time',
  tables_full: 'tables', table_taken: 'tables', table_unavailable: 'tables', table_unknown: 'tables', home_table: 'tables', home_tables_differ: 'tables',
  participant_max: 'cap',
  better_without: 'weighing', fair_breaks: 'weighing',
  nobody_attends: 'absent', not_taking_part: 'absent', same_person: 'absent',
  pair_met: 'met', pair_not_planned: 'rules', nothing_to_plan: 'nothing',
  meeting_unknown: 'other', pinned_slot: 'other', pinned_table: 'other', precedence: 'other', search_ended: 'other',
  musts_exceed_slots: 'other', musts_exceed_tables: 'other', musts_clash: 'other', musts_clash_tables: 'other', musts_clash_fairness: 'other', minimum_out_of_reach: 'other',
}

/** Which sentence of `clearing:why` says what the code means for a pair. */
export function whyGroup(code: string): WhyGroup {
  return Object.hasOwn(groups, code) ? groups[code as ClearingReason] : 'other'
}
