import { lineageOf } from '../directory/vocabulary.ts'
import { avoidKey } from '../matchmaking/party.ts'

/** What tells whether two organizations compete. */
export type Rival = { organizationId: string; names: readonly string[]; sectors: readonly string[]; avoids: readonly string[] }

/**
 * Pairs that compete: one is on the other's avoid list, or both name the same field of the second level first (chip design,
 * not integrated circuits: a whole trade is no competition).
 */
export function competitorPairs(rivals: readonly Rival[]): [string, string][] {
  const pairs: [string, string][] = []
  const fields = rivals.map(({ sectors }) => sectors.find((code) => lineageOf('sectors', code).length > 1) ?? '')
  rivals.forEach((one, at) => {
    rivals.slice(at + 1).forEach((other, n) => {
      if (one.organizationId === other.organizationId) return
      const sameField = fields[at] !== '' && fields[at] === fields[at + 1 + n]
      if (sameField || avoids(one, other) || avoids(other, one)) pairs.push([one.organizationId, other.organizationId])
    })
  })
  return pairs
}

function avoids(one: Rival, other: Rival): boolean {
  if (one.avoids.length === 0) return false
  const keys = new Set(one.avoids.map(avoidKey).filter((key) => key !== ''))
  return [other.organizationId, ...other.names].some((name) => keys.has(avoidKey(name)))
}
