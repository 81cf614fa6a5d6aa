import { lineageOf, rankOf } from '../directory/vocabulary.ts'
import type { ErrorCode } from '../shared/error-codes.ts'
import type { ErrorParams } from '../shared/result.ts'

/** 资质声明 kinds that an entry rule may ask for. */
export const claimKinds = ['aum', 'filing', 'label', 'stock_code', 'authority'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** A claim that must be verified. `value` null: any value will do; for `aum` the value is the least band. */
export type RequiredClaim = { kind: ClaimKind; value: string | null }

/** One kind of organization that may come. `subkinds` are investor kinds; [] = all; a parent code covers its children. */
export type Admission = { organizationKind: string; subkinds: string[]; claims: RequiredClaim[] }

/** Who may come to a session. Without admissions everybody may. */
export type EntryRule = { admissions: Admission[] }

export const openToAll: EntryRule = { admissions: [] }

/** What a rule looks at. `expiresAtMs` null = never. */
export type EntryFacts = {
  kind: string
  subkind: string
  claims: { kind: string; value: string; state: string; expiresAtMs: number | null }[]
}

/** All admissions of several rules, each once, without those that a wider one for the same kind covers. */
export function widestAdmissions(rules: EntryRule[]): Admission[] {
  const all = rules.flatMap((rule) => rule.admissions)
  const isOpen = (admission: Admission): boolean => admission.subkinds.length === 0 && admission.claims.length === 0
  const openKinds = new Set(all.filter(isOpen).map((admission) => admission.organizationKind))
  const seen = new Set<string>()
  return all.filter((admission) => {
    const key = JSON.stringify(admission)
    if (seen.has(key) || (openKinds.has(admission.organizationKind) && !isOpen(admission))) return false
    seen.add(key)
    return true
  })
}

export type EntryReason = { code: ErrorCode; params: ErrorParams }
export type EntryAnswer = { ok: true } | { ok: false; reasons: EntryReason[] }

/**
 * May an organization come? Yes where one admission fits; otherwise the reasons of the admission that came nearest
 * (the one with the fewest reasons).
 */
export function mayEnter(rule: EntryRule, organization: EntryFacts, nowMs: number): EntryAnswer {
  if (rule.admissions.length === 0) return { ok: true }
  const ofKind = rule.admissions.filter((admission) => admission.organizationKind === organization.kind)
  if (ofKind.length === 0) return { ok: false, reasons: [{ code: 'entry.kind_not_admitted', params: { kind: organization.kind } }] }
  const answers = ofKind.map((admission) => reasonsAgainst(admission, organization, nowMs))
  const nearest = answers.reduce((best, reasons) => (reasons.length < best.length ? reasons : best))
  return nearest.length === 0 ? { ok: true } : { ok: false, reasons: nearest }
}

function reasonsAgainst(admission: Admission, organization: EntryFacts, nowMs: number): EntryReason[] {
  const reasons: EntryReason[] = []
  const fits = admission.subkinds.length === 0 || lineageOf('investorKinds', organization.subkind).some((code) => admission.subkinds.includes(code))
  if (!fits) reasons.push({ code: 'entry.subkind_not_admitted', params: { subkind: organization.subkind } })
  for (const wanted of admission.claims) {
    const reason = claimReason(wanted, organization, nowMs)
    if (reason !== null) reasons.push(reason)
  }
  return reasons
}

function claimReason(wanted: RequiredClaim, organization: EntryFacts, nowMs: number): EntryReason | null {
  const params = { claim: wanted.kind, value: wanted.value ?? '' }
  const made = organization.claims.filter((claim) => claim.kind === wanted.kind)
  if (made.length === 0) return { code: 'entry.claim_missing', params }
  const verified = made.filter((claim) => claim.state === 'verified' && (claim.expiresAtMs === null || claim.expiresAtMs > nowMs))
  if (verified.length === 0) return { code: 'entry.claim_unverified', params }
  return verified.some((claim) => isEnough(wanted, claim.value)) ? null : { code: 'entry.claim_too_low', params }
}

function isEnough(wanted: RequiredClaim, value: string): boolean {
  if (wanted.value === null || wanted.value === '') return true
  if (wanted.kind !== 'aum') return value === wanted.value
  const rank = rankOf('aumBands', value)
  return rank >= 0 && rank >= rankOf('aumBands', wanted.value)
}
