/** One delegation's list. `ticket` is its lot: drawn from a seed that was fixed before lists were taken. */
export type Entrant = { delegationId: string; ticket: string; wishes: readonly string[]; personIds: readonly string[] }

/** A slot that is there to be given; `ticks` are those for which presenters are needed. */
export type RankedSlot = { itemId: string; startsAtMs: number; ticks: readonly number[] }

/** Why a wish above the one that was given did not come true. */
export const wishFates = ['given', 'taken', 'not_allowed', 'people_busy', 'gone'] as const
export type WishFate = (typeof wishFates)[number]

/** What one delegation got and why: what became of each wish, up to the one that came true. */
export type ClearedEntry = { delegationId: string; ticket: string; turn: number; itemId: string | null; wishes: { itemId: string; fate: WishFate; to: string | null }[] }

/** The outcome for everybody, in the order of turns. Whoever has nothing waits in line in this order. */
export type Clearing = {
  entries: ClearedEntry[]
  /** Handed in a list and was not admitted, or had something still to do, at the deadline: the codes of why. */
  excluded: { delegationId: string; codes: string[] }[]
}

export type RankingInput = {
  entrants: readonly Entrant[]
  slots: readonly RankedSlot[]
  /** May this delegation have this slot by the rules (sectors, notice)? */
  mayHave: (delegationId: string, itemId: string) => boolean
  /** Ticks for which people are taken already. */
  busy: ReadonlyMap<string, ReadonlySet<number>>
}

/**
 * Clears ranked wishes by random serial dictatorship: lots decide whose turn it is, and each in turn gets the first of its
 * wishes that is still there. Nobody gains by ranking otherwise than it wishes, and no exchange would make one better off
 * and nobody worse (Abdulkadiroğlu and Sönmez, Econometrica 66, 1998). The same lists and lots give the same outcome.
 */
export function clearRanking({ entrants, slots, mayHave, busy }: RankingInput): ClearedEntry[] {
  const open = new Map(slots.map((slot) => [slot.itemId, slot]))
  const owner = new Map<string, string>()
  const taken = new Map<string, Set<number>>()
  const inTurn = [...entrants].sort((a, b) => (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : a.delegationId < b.delegationId ? -1 : 1))

  const isBusy = (personId: string, ticks: readonly number[]): boolean => ticks.some((tick) => (busy.get(personId)?.has(tick) ?? false) || (taken.get(personId)?.has(tick) ?? false))

  function fateOf(entrant: Entrant, itemId: string): WishFate {
    const slot = open.get(itemId)
    if (slot === undefined) return 'gone'
    if (owner.has(itemId)) return 'taken'
    if (!mayHave(entrant.delegationId, itemId)) return 'not_allowed'
    return entrant.personIds.some((personId) => isBusy(personId, slot.ticks)) ? 'people_busy' : 'given'
  }

  return inTurn.map((entrant, turn): ClearedEntry => {
    const wishes: ClearedEntry['wishes'] = []
    for (const itemId of entrant.wishes) {
      const fate = fateOf(entrant, itemId)
      wishes.push({ itemId, fate, to: owner.get(itemId) ?? null })
      if (fate !== 'given') continue
      owner.set(itemId, entrant.delegationId)
      for (const personId of entrant.personIds) taken.set(personId, new Set([...(taken.get(personId) ?? []), ...(open.get(itemId)?.ticks ?? [])]))
      break
    }
    const itemId = wishes.find((wish) => wish.fate === 'given')?.itemId ?? null
    return { delegationId: entrant.delegationId, ticket: entrant.ticket, turn: turn + 1, itemId, wishes }
  })
}
