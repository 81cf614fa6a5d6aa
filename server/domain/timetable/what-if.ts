import type { PlanStatus, TimetablePlan } from '../scheduling/problem.ts'
import type { Variant, VariantKind } from './variants.ts'

type Figures = { weight: number; weightBound: number | null; placed: number; breaks: number; tableMoves: number }

/** Least and most by which the best possible weight changes; null where nothing is proved on that side. */
export type ProvedChange = { least: number | null; most: number | null }

/**
 * What a question brought. `found`: what the search came to, against the draft as it is; `proved` holds whatever the
 * searches missed, since it compares bounds with values: the draft's best lies between its weight and its bound, the
 * variant's between its own two.
 */
export type WhatIfAnswer = {
  kind: VariantKind
  from: number
  to: number
  status: PlanStatus
  found: { placed: number; weight: number; breaks: number; tableMoves: number } | null
  proved: ProvedChange
  verdict: 'more' | 'same' | 'less' | 'open' | 'impossible'
}

function provedChange(relation: Variant['relation'], draft: Figures, plan: TimetablePlan): ProvedChange {
  const bound = plan.bound?.weight
  const least = draft.weightBound === null ? null : plan.value.weight - draft.weightBound
  const most = bound === undefined ? null : bound - draft.weight
  // What only adds possibilities can't make the best worse, what only takes some away can't make it better.
  return {
    least: relation === 'looser' ? Math.max(0, least ?? 0) : least,
    most: relation === 'tighter' ? Math.min(0, most ?? 0) : most,
  }
}

function verdictOf({ least, most }: ProvedChange): WhatIfAnswer['verdict'] {
  if (least !== null && least > 0) return 'more'
  if (most !== null && most < 0) return 'less'
  return least === 0 && most === 0 ? 'same' : 'open'
}

/** Compares a variant's plan with the draft that it was asked of. */
export function answerOf(variant: Omit<Variant, 'problem'>, draft: Figures, plan: TimetablePlan): WhatIfAnswer {
  const { kind, from, to, relation } = variant
  if (plan.status === 'infeasible') return { kind, from, to, status: plan.status, found: null, proved: { least: null, most: null }, verdict: 'impossible' }
  // Where everything that the draft holds is still possible and the short search found less, the draft itself is the find.
  const keepsDraft = relation === 'looser' && plan.value.weight < draft.weight
  const found = keepsDraft ? draft : { ...plan.value, placed: plan.placed.length }
  const change = { placed: found.placed - draft.placed, weight: found.weight - draft.weight, breaks: found.breaks - draft.breaks, tableMoves: found.tableMoves - draft.tableMoves }
  const proved = plan.status === 'unknown' ? { least: null, most: null } : provedChange(relation, draft, plan)
  return { kind, from, to, status: plan.status, found: plan.status === 'unknown' ? null : change, proved, verdict: plan.status === 'unknown' ? 'open' : verdictOf(proved) }
}
