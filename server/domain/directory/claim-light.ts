/** How far an organization's own words can be trusted, from best to worst; filters and badges go by it. */
export type ClaimLight = 'verified' | 'waiting' | 'declared' | 'ended' | 'none'

export type ClaimFacts = { state: string; expiresAtMs: number | null }

/** One claim: checked and still valid, waiting for a check, only said, or refused and run out. */
export function lightOf({ state, expiresAtMs }: ClaimFacts, nowMs: number): Exclude<ClaimLight, 'none'> {
  if (state === 'verified') return expiresAtMs === null || expiresAtMs > nowMs ? 'verified' : 'ended'
  if (state === 'submitted' || state === 'under_review') return 'waiting'
  return state === 'draft' ? 'declared' : 'ended'
}

/** Every light an organization's claims show; `none` alone where it claims nothing. */
export function lightsOf(claims: readonly ClaimFacts[], nowMs: number): ClaimLight[] {
  return claims.length === 0 ? ['none'] : [...new Set(claims.map((claim) => lightOf(claim, nowMs)))]
}
