const least = 10
const most = 60

/** Seconds that a draft's proof may take after its search: as long again, within reason. The page that asks for a draft says so. */
export function proofSecondsFor(searchSeconds: number): number {
  return Math.min(most, Math.max(least, searchSeconds))
}

/** Seconds after which a draft is finished whatever happens. */
export function longestSeconds(searchSeconds: number): number {
  return searchSeconds + proofSecondsFor(searchSeconds)
}
