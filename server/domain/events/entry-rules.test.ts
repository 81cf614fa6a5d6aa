import { describe, expect, it } from 'vitest'

import { mayEnter, openToAll, widestAdmissions, type EntryFacts, type EntryRule } from './entry-rules.ts'

const now = Date.UTC(2026, 11, 1)
const rule: EntryRule = {
  admissions: [
    { organizationKind: 'investor', subkinds: ['foreign'], claims: [{ kind: 'aum', value: '50_100' }] },
    { organizationKind: 'acquirer', subkinds: [], claims: [{ kind: 'stock_code', value: null }] },
    { organizationKind: 'startup', subkinds: [], claims: [] },
  ],
}
const fund = (subkind: string, claims: EntryFacts['claims'] = []): EntryFacts => ({ kind: 'investor', subkind, claims })
const aum = (value: string, state = 'verified', expiresAtMs: number | null = null) => ({ kind: 'aum', value, state, expiresAtMs })
const reasons = (facts: EntryFacts): string[] => {
  const answer = mayEnter(rule, facts, now)
  return answer.ok ? [] : answer.reasons.map((reason) => reason.code)
}

describe('an entry rule', () => {
  it('without admissions lets everybody in', () => expect(mayEnter(openToAll, fund('vc'), now)).toEqual({ ok: true }))

  it('lets a kind in that it names and keeps others out', () => {
    expect(mayEnter(rule, { kind: 'startup', subkind: '', claims: [] }, now)).toEqual({ ok: true })
    expect(mayEnter(rule, { kind: 'co_organizer', subkind: '', claims: [] }, now)).toEqual({ ok: false, reasons: [{ code: 'entry.kind_not_admitted', params: { kind: 'co_organizer' } }] })
  })

  it('for foreign institutions covers those of every kind, and no domestic one', () => {
    expect(reasons(fund('sovereign', [aum('gte_100')]))).toEqual([])
    expect(reasons(fund('foreign', [aum('gte_100')]))).toEqual([])
    expect(reasons(fund('vc', [aum('gte_100')]))).toEqual(['entry.subkind_not_admitted'])
    expect(reasons(fund('', [aum('gte_100')]))).toEqual(['entry.subkind_not_admitted'])
  })

  it('asks for a claim that is verified, has not expired and is high enough', () => {
    expect(reasons(fund('foreign'))).toEqual(['entry.claim_missing'])
    expect(reasons(fund('foreign', [aum('gte_100', 'submitted')]))).toEqual(['entry.claim_unverified'])
    expect(reasons(fund('foreign', [aum('gte_100', 'verified', now)]))).toEqual(['entry.claim_unverified'])
    expect(reasons(fund('foreign', [aum('10_50')]))).toEqual(['entry.claim_too_low'])
    expect(reasons(fund('foreign', [aum('50_100', 'verified', now + 1)]))).toEqual([])
  })

  it('takes any value where none is named', () => {
    expect(reasons({ kind: 'acquirer', subkind: '', claims: [{ kind: 'stock_code', value: '600000.SH', state: 'verified', expiresAtMs: null }] })).toEqual([])
  })

  it('with two admissions for one kind answers with the one that came nearest', () => {
    const two: EntryRule = { admissions: [{ organizationKind: 'investor', subkinds: ['foreign'], claims: [{ kind: 'filing', value: null }] }, { organizationKind: 'investor', subkinds: ['ma_fund'], claims: [] }] }
    expect(mayEnter(two, fund('vc'), now)).toEqual({ ok: false, reasons: [{ code: 'entry.subkind_not_admitted', params: { subkind: 'vc' } }] })
  })
})

describe('the admissions of several sessions', () => {
  it('are listed once, the narrow ones only where no wider one covers them', () => {
    const anyInvestor: EntryRule = { admissions: [{ organizationKind: 'investor', subkinds: [], claims: [] }] }
    expect(widestAdmissions([rule, anyInvestor, anyInvestor, openToAll])).toEqual([rule.admissions[1], rule.admissions[2], anyInvestor.admissions[0]])
  })
})
