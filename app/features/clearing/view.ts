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

/** One place up (−1) or down (+1); stays where it is at either end. */
export function moved({ ranked, unranked }: WishDraft, id: string, by: -1 | 1): WishDraft {
  const from = ranked.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= ranked.length) return { ranked, unranked }
  const order = ranked.filter((one) => one !== id)
  order.splice(to, 0, id)
  return { ranked: order, unranked }
}

const groups: Record<string, string> = {
  tables_full: 'tables', table_taken: 'tables', table_unavailable: 'tables',
  no_common_slot: 'time', participant_busy: 'time', participant_unavailable: 'time', no_slot_left: 'time', not_allowed: 'time',
  participant_max: 'cap', pair_met: 'cap',
  better_without: 'weighing', fair_breaks: 'weighing',
  nobody_attends: 'absent', not_taking_part: 'absent', same_person: 'absent',
}

/** Which sentence of `clearing:why` says what the engine's code means for a pair. */
export function whyGroup(code: string): string {
  return groups[code] ?? 'other'
}
