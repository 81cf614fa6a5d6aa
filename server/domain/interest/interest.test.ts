import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { checkLedger, ledgerText, type ChainedLine } from './ledger.ts'
import { interestActs, interestStates, isTold, nextInterestState, passReading, passVoice, type Degree, type Fund } from './voice.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const verified = { kind: 'filing', state: 'verified', expiresAtMs: null }
const fund: Fund = { side: 'investor', isActive: true, organizationId: 'fund', claims: [verified] }
const pitch = { organizationId: 'startup' }
const answer = (state: (typeof interestStates)[number], given: Partial<Fund> = {}) => { const may = passVoice(state, { ...fund, ...given }, pitch, 100); return may.ok ? 'ok' : may.error.code }

test('what has been opened is never sealed again', () => {
  const table = interestStates.map((state) => interestActs.map((act) => { const next = nextInterestState(state, act); return next.ok ? next.value : '-' }))
  expect(table).toEqual([['open', '-', '-', '-'], ['-', 'sealed', '-', 'opened'], ['-', '-', 'open', 'opened'], ['-', '-', '-', '-']])
})

test('a verified fund speaks while the ledger is open; nobody reads before it is opened', () => {
  expect(interestStates.map((state) => answer(state))).toEqual(['interest.not_open', 'ok', 'interest.sealed', 'interest.sealed'])
  expect(interestStates.map((state) => passReading(state).ok)).toEqual([false, false, false, true])
})

test('no voice for a start-up, for a fund nobody has checked or whose check has run out, nor about oneself', () => {
  expect([
    answer('open', { side: 'startup' }), answer('open', { isActive: false }), answer('open', { claims: [] }),
    answer('open', { claims: [{ ...verified, state: 'submitted' }] }), answer('open', { claims: [{ ...verified, expiresAtMs: 100 }] }),
    answer('open', { claims: [{ ...verified, kind: 'label' }] }), answer('open', { organizationId: 'startup' }), answer('open', { side: 'acquirer', claims: [{ ...verified, kind: 'stock_code' }] }),
  ]).toEqual(['interest.not_a_fund', 'interest.not_a_fund', 'interest.unverified', 'interest.unverified', 'interest.unverified', 'interest.unverified', 'interest.own_pitch', 'ok'])
  expect((['meet', 'follow', 'pass'] as Degree[]).map(isTold)).toEqual([true, true, false])
})

function chain(voices: [string, string, Degree][]): ChainedLine[] {
  let previous = ''
  return voices.map(([itemId, delegationId, degree], at) => {
    const line = { eventId: 'e', seq: at + 1, at: at * 10, itemId, delegationId, personId: 'p', degree, noteDigest: '' }
    const chained = { ...line, previous, hash: hash(ledgerText(previous, line)) }
    previous = chained.hash
    return chained
  })
}

test('a changed, missing or added line is found, and voices that the lines don\'t add up to', () => {
  const lines = chain([['a', 'f', 'meet'], ['b', 'f', 'pass'], ['a', 'f', 'follow']])
  const voices = [{ itemId: 'a', delegationId: 'f', degree: 'follow' as Degree }, { itemId: 'b', delegationId: 'f', degree: 'pass' as Degree }]
  expect(checkLedger(lines, voices, hash)).toEqual({ lines: 3, broken: null })
  expect(checkLedger(lines.map((line) => (line.seq === 2 ? { ...line, degree: 'meet' as Degree } : line)), voices, hash)).toEqual({ lines: 1, broken: { seq: 2, why: 'hash' } })
  expect(checkLedger([...lines.slice(0, 1), ...lines.slice(2)], voices, hash)).toEqual({ lines: 1, broken: { seq: 2, why: 'gap' } })
  expect(checkLedger(lines, [{ ...voices[0]!, degree: 'meet' }, voices[1]!], hash)).toEqual({ lines: 3, broken: { why: 'voices' } })
  expect(checkLedger(lines, voices.slice(1), hash)).toEqual({ lines: 3, broken: { why: 'voices' } })
})
