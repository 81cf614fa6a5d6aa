/** Why a judge shouldn't score a pitch. The first three are found from the records, the last two are said by people. */
export const recusalReasons = ['own_organization', 'shareholder', 'met_before', 'declared', 'assigned'] as const
export type RecusalReason = (typeof recusalReasons)[number]

/** The judge's organizations (the one she judges for, and those she is a delegate of), and all keys of their names. */
export type JudgeTies = { organizationIds: readonly string[]; nameKeys: readonly string[]; metOrganizationIds: readonly string[] }

/** `investorKeys`: name keys of those who put money into the pitching organization, from its funding rounds. */
export type PitchTies = { organizationId: string; investorKeys: readonly string[] }

export type Said = { kind: 'declared' | 'assigned' | 'lifted' } | null

export type RecusalAnswer = {
  reasons: RecusalReason[]
  /** The judge gives no points, and points given before don't count. */
  isRecused: boolean
  /** The organizer has looked at what was found and lets the judge score. */
  isLifted: boolean
}

/**
 * Whether a judge steps aside. What is found binds unless the organizer lifts it; what the judge declares binds always. Two
 * who met before are kept apart only where the event says so; otherwise it is told beside the card.
 */
export function recusalOf(judge: JudgeTies, pitch: PitchTies, said: Said, metBefore: 'recuse' | 'tell'): RecusalAnswer {
  const found: RecusalReason[] = []
  if (judge.organizationIds.includes(pitch.organizationId)) found.push('own_organization')
  if (pitch.investorKeys.some((key) => key !== '' && judge.nameKeys.includes(key))) found.push('shareholder')
  if (judge.metOrganizationIds.includes(pitch.organizationId)) found.push('met_before')
  const binding = found.filter((reason) => reason !== 'met_before' || metBefore === 'recuse')
  const isLifted = said?.kind === 'lifted' && found.length > 0
  const isSaid = said !== null && said.kind !== 'lifted'
  const reasons = isSaid ? [...found, said.kind as RecusalReason] : found
  return { reasons, isRecused: isSaid || (binding.length > 0 && !isLifted), isLifted }
}
