/**
 * What one side wants of the other. `rank` 1 is wanted most; null: wanted, in no particular order (counted after every
 * ranked one). A partner that isn't in the list isn't wanted.
 */
export type Wish = { partnerId: string; rank: number | null }
/** Wishes by whose they are, as delegation ids. */
export type Wishes = ReadonlyMap<string, readonly Wish[]>

/** A fund and a startup that want each other. Points are those that each gives the other, 1 … 10. */
export type MutualPair = { fundId: string; startupId: string; fundPoints: number; startupPoints: number }

const mostPoints = 10
const baseWeight = 10

/**
 * Points by Borda's count over the first ten places (J.-C. de Borda, Mémoire sur les élections au scrutin, 1781): the first
 * gets 10, each further one a point less, never below 1; wishes without a rank share the place after the last ranked one.
 */
export function pointsOf(wishes: readonly Wish[]): ReadonlyMap<string, number> {
  const ranked = wishes.filter((wish) => wish.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const place = new Map(ranked.map((wish, at) => [wish.partnerId, at]))
  return new Map(wishes.map(({ partnerId }) => [partnerId, Math.max(1, mostPoints - (place.get(partnerId) ?? ranked.length))]))
}

/** Every pair that wants each other, in a fixed order. */
export function mutualPairs(ofFunds: Wishes, ofStartups: Wishes): MutualPair[] {
  const startups = new Map([...ofStartups].map(([id, wishes]) => [id, pointsOf(wishes)]))
  return [...ofFunds]
    .flatMap(([fundId, wishes]) =>
      [...pointsOf(wishes)].flatMap(([startupId, fundPoints]): MutualPair[] => {
        const startupPoints = startups.get(startupId)?.get(fundId)
        return startupPoints === undefined ? [] : [{ fundId, startupId, fundPoints, startupPoints }]
      }),
    )
    .sort((a, b) => compare(a.fundId, b.fundId) || compare(a.startupId, b.startupId))
}

/**
 * What a meeting of the pair is worth to the timetable, 11 … 20: on the scale of all other accepted requests (10 … 20), so
 * that more meetings still come first and the two sides' ranks decide where there is a choice.
 */
export function clearingWeight({ fundPoints, startupPoints }: Pick<MutualPair, 'fundPoints' | 'startupPoints'>): number {
  return baseWeight + Math.max(1, Math.round((fundPoints + startupPoints) / 2))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
