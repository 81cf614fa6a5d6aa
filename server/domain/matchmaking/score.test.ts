import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { acquirerOf, fundOf, millions, startupOf } from '#tests/factories/parties.ts'

import { entriesOf } from '../directory/vocabulary.ts'
import { defaultSettings } from '../events/settings.ts'
import { explainPair, orderPair } from './explain.ts'
import { blockOf } from './hard-rules.ts'
import { closeness, prepareParty, sectorCloseness, type PreparedParty } from './prepared-party.ts'
import { harmonic, scorePair } from './score.ts'

const codes = (list: Parameters<typeof entriesOf>[0]) => entriesOf(list).map((entry) => entry.code)
const some = (list: Parameters<typeof entriesOf>[0]) => fc.subarray(codes(list), { maxLength: 4 })
const one = (list: Parameters<typeof entriesOf>[0]) => fc.constantFrom('', ...codes(list))
const money = fc.option(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), fc.constantFrom('CNY', 'USD', 'XXX')).map(([from, more, currency]) => millions(from, from + more, currency)))
const claims = fc.subarray(['aum', 'filing', 'label', 'stock_code', 'authority'])

const fund = fc
  .record({ sectors: some('sectors'), stages: some('companyStages'), rounds: some('rounds'), ticket: money, instruments: some('instruments'), regions: some('regions'), avoidSectors: fc.subarray(codes('sectors'), { maxLength: 1 }), intents: some('cvcIntents'), subkind: one('investorKinds'), region: one('regions'), verifiedClaims: claims })
  .map(({ subkind, region, verifiedClaims, ...thesis }) => fundOf('资本', thesis, { subkind, region, verifiedClaims }))
const acquirer = fc
  .record({ sectors: some('sectors'), dealSize: money, control: fc.constantFrom('control' as const, 'minority' as const, 'either' as const), market: fc.constantFrom('domestic' as const, 'overseas' as const, 'either' as const), regions: some('regions'), verifiedClaims: claims })
  .map(({ verifiedClaims, ...mandate }) => acquirerOf('股份', mandate, { verifiedClaims }))
const buyer = fc.oneof(fund, acquirer)
const startup = fc
  .record({ sectors: some('sectors'), stage: one('companyStages'), round: one('rounds'), region: one('regions'), intakeClass: one('intakeClasses'), labels: fc.subarray(['专精特新']), verifiedClaims: claims, valuation: money, amount: money, instruments: some('instruments'), seeks: some('investorKinds'), openToAcquisition: fc.boolean() })
  .map(({ amount, instruments, seeks, openToAcquisition, ...more }) => startupOf('科技', more, { amount, instruments, seeks, openToAcquisition }))

const facts = { settings: defaultSettings, metBefore: false }
const scoreBetween = (a: PreparedParty, b: PreparedParty) => {
  const pair = orderPair(a, b)
  return pair === null ? null : scorePair(pair.buyer, pair.seller)
}

describe('score of a pair', () => {
  it('lies between 0 and 100 in both directions and in total', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      const score = scorePair(a, b)
      for (const value of Object.values(score)) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(100 + 1e-9)
      }
    }))
  })

  it('is the same whoever is named first', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      expect(scoreBetween(a, b)).toEqual(scoreBetween(b, a))
    }))
  })

  it('never falls when the company adds a field that the buyer wants', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      const wish = a.party.mandate?.sectors ?? a.party.thesis?.sectors ?? []
      for (const sector of wish) {
        if (sectorCloseness(sector, sector) !== closeness.exact) continue
        const more = prepareParty({ ...b.party, sectors: [...b.party.sectors, sector] })
        expect(scorePair(a, more).total).toBeGreaterThanOrEqual(scorePair(a, b).total - 1e-9)
      }
    }))
  })

  it('never falls when the fund adds a field that the company works in', () => {
    fc.assert(fc.property(fund, startup, (a, b) => {
      for (const sector of b.party.sectors) {
        if (sectorCloseness(sector, sector) !== closeness.exact || a.party.thesis === null) continue
        const more = prepareParty({ ...a.party, thesis: { ...a.party.thesis, sectors: [...a.party.thesis.sectors, sector] } })
        expect(scorePair(more, b).total).toBeGreaterThanOrEqual(scorePair(a, b).total - 1e-9)
      }
    }))
  })

  it('never falls when a claim is verified', () => {
    fc.assert(fc.property(buyer, startup, claims, (a, b, added) => {
      const more = prepareParty({ ...b.party, verifiedClaims: [...b.party.verifiedClaims, ...added] })
      expect(scorePair(a, more).total).toBeGreaterThanOrEqual(scorePair(a, b).total - 1e-9)
    }))
  })

  it('gives way to a hard rule, always', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      const told = explainPair(a, b, facts)
      if (blockOf(a, b, defaultSettings) !== null) expect(told.total).toBe(0)
      else expect(told.total).toBe(scorePair(a, b).total)
    }))
  })

  it('is the sum of the parts that are told, in each direction', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      const told = explainPair(a, b, facts)
      for (const side of [told.forBuyer, told.forSeller]) {
        const points = side.parts.reduce((sum, part) => sum + part.points, 0)
        const most = side.parts.reduce((sum, part) => sum + part.max, 0)
        expect((100 * points) / most).toBeCloseTo(side.score)
      }
    }))
  })

  it('tells two reasons for each side of a good match, and what speaks against', () => {
    const horizon = fundOf('海岳创投', { sectors: ['robotics'], rounds: ['a'], ticket: millions(10, 30), regions: ['cn-sh'] }, { verifiedClaims: ['aum'] })
    const gripper = startupOf('灵爪机器人', { sectors: ['robotics'], region: 'cn-bj' }, { round: 'a', amount: millions(20, 20), seeks: ['vc'] })
    const told = explainPair(horizon, gripper, facts)
    expect({ buyer: told.forBuyer.best, seller: told.forSeller.best, against: told.forBuyer.against }).toEqual({
      buyer: [{ code: 'sector.exact', params: { sector: 'robotics' } }, { code: 'money.fits', params: {} }],
      seller: [{ code: 'sector.exact', params: { sector: 'robotics' } }, { code: 'money.fits', params: {} }],
      against: [{ code: 'region.none', params: { region: 'cn-bj' } }],
    })
  })

  it('stays near the side that wants less', () => {
    expect([harmonic(100, 0), harmonic(0, 0), Math.round(harmonic(90, 30)), harmonic(60, 60)]).toEqual([0, 0, 45, 60])
  })

  it('is not asked of two on the same side of the money', () => {
    expect(orderPair(fundOf('甲资本'), fundOf('乙资本'))).toBeNull()
  })

  it('names no amount in any reason', () => {
    fc.assert(fc.property(buyer, startup, (a, b) => {
      const told = explainPair(a, b, facts)
      for (const { reason } of [...told.forBuyer.parts, ...told.forSeller.parts]) {
        for (const text of Object.values(reason.params)) expect(text).not.toMatch(/\d{5,}/)
      }
    }))
  })
})
