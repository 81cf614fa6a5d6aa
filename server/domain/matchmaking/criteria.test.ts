import { describe, expect, it } from 'vitest'

import { acquirerOf, fundOf, millions, startupOf } from '#tests/factories/parties.ts'

import { controlFit, dealSizeFit, marketFit, opennessFit } from './acquisition-fit.ts'
import { instrumentFit, moneyFit, regionFit, roundFit, stageFit } from './company-fit.ts'
import type { Criterion } from './criterion.ts'
import type { PreparedParty } from './prepared-party.ts'
import { sectorFit, strategicIntent } from './sector-fit.ts'
import { buyerClaims, distinctionFit, patienceFit, recipientFit, sellerClaims } from './trust-fit.ts'

const judged = (criterion: Criterion, buyer: PreparedParty, seller: PreparedParty) => ({ fit: criterion.fit(buyer, seller), ...criterion.reason(buyer, seller) })
const silentFund = fundOf('不言资本')
const silentStartup = startupOf('不言科技')

describe('sector', () => {
  const medicine = fundOf('远帆医药基金', { sectors: ['biomed'] })
  const drugs = fundOf('新药创投', { sectors: ['innov_drug'] })
  it.each([
    ['the same field counts most', drugs, ['innov_drug'], { fit: 1, code: 'sector.exact', params: { sector: 'innov_drug' } }],
    ['a part of the wanted field counts nearly as much', medicine, ['innov_drug'], { fit: 0.85, code: 'sector.inside', params: { sector: 'innov_drug' } }],
    ['the field above the wanted one counts in part', drugs, ['biomed'], { fit: 0.6, code: 'sector.wider', params: { sector: 'biomed' } }],
    ['a neighbour under the same parent counts a little', drugs, ['med_device'], { fit: 0.3, code: 'sector.sibling', params: { sector: 'med_device' } }],
    ['another field counts nothing', drugs, ['fintech'], { fit: 0, code: 'sector.none', params: { sector: 'fintech' } }],
    ['the best of several fields counts', drugs, ['fintech', 'innov_drug'], { fit: 1, code: 'sector.exact', params: { sector: 'innov_drug' } }],
    ['"any technology" is wide, not a shared speciality', fundOf('通才基金', { sectors: ['tech_general'] }), ['tech_general'], { fit: 0.5, code: 'sector.broad', params: { sector: 'tech_general' } }],
    ['a fund without wishes is neutral and said to be', silentFund, ['fintech'], { fit: 0.5, code: 'sector.wish_unknown', params: {} }],
    ['a company without a field is neutral and said to be', drugs, [], { fit: 0.5, code: 'sector.unknown', params: {} }],
  ])('%s', (_name, fund, sectors, expected) => expect(judged(sectorFit, fund, startupOf('康元', { sectors }))).toEqual(expected))
})

describe('stage and round', () => {
  const early = fundOf('早鸟基金', { stages: ['seed'], rounds: ['angel'] })
  it.each([
    ['the wanted stage fits', stageFit, startupOf('种子', { stage: 'seed' }), { fit: 1, code: 'stage.fits', params: { stage: 'seed' } }],
    ['one step further counts half', stageFit, startupOf('初创', { stage: 'startup' }), { fit: 0.5, code: 'stage.near', params: { stage: 'startup' } }],
    ['two steps further count nothing', stageFit, startupOf('成长', { stage: 'growth' }), { fit: 0, code: 'stage.none', params: { stage: 'growth' } }],
    ['an unknown stage is neutral', stageFit, silentStartup, { fit: 0.5, code: 'stage.unknown', params: {} }],
    ['the round sought fits', roundFit, startupOf('天使轮', {}, { round: 'angel' }), { fit: 1, code: 'round.fits', params: { round: 'angel' } }],
    ['a neighbouring round counts in part', roundFit, startupOf('下一轮', {}, { round: 'pre_a' }), { fit: 1 - 1 / 3, code: 'round.near', params: { round: 'pre_a' } }],
    ['a far round counts nothing', roundFit, startupOf('后期', {}, { round: 'd' }), { fit: 0, code: 'round.none', params: { round: 'd' } }],
    ['an unknown round is neutral', roundFit, silentStartup, { fit: 0.5, code: 'round.unknown', params: {} }],
  ])('%s', (_name, criterion, startup, expected) => expect(judged(criterion, early, startup)).toEqual(expected))
})

describe('money', () => {
  const asks = (from: number, to: number) => startupOf('求资', {}, { amount: millions(from, to) })
  const ticket = fundOf('中票基金', { ticket: millions(10, 30) })
  it.each([
    ['ranges that overlap fit', ticket, asks(20, 50), { fit: 1, code: 'money.fits', params: {} }],
    ['a cheque ten times too small counts nothing', ticket, asks(300, 500), { fit: 0, code: 'money.too_small', params: {} }],
    ['a cheque ten times too large counts nothing', ticket, asks(0.5, 1), { fit: 0, code: 'money.too_large', params: {} }],
    ['dollars and yuan meet on one scale', fundOf('美元基金', { ticket: millions(2, 5, 'USD') }), asks(15, 20), { fit: 1, code: 'money.fits', params: {} }],
    ['an amount that nobody named is neutral', ticket, silentStartup, { fit: 0.5, code: 'money.unknown', params: {} }],
    ['a ticket that nobody named is neutral', silentFund, asks(1, 2), { fit: 0.5, code: 'money.wish_unknown', params: {} }],
  ])('%s', (_name, fund, startup, expected) => expect(judged(moneyFit, fund, startup)).toEqual(expected))

  it('a cheque half as large as needed counts most of the way', () => {
    expect(moneyFit.fit(ticket, asks(60, 60))).toBeCloseTo(1 - Math.log10(2))
  })
})

describe('instrument, region, intent', () => {
  const equity = fundOf('股权基金', { instruments: ['equity'], regions: ['cn-bj'], intents: ['extend'], sectors: ['robotics'] })
  it.each([
    ['a shared instrument fits', instrumentFit, startupOf('要股权', {}, { instruments: ['equity', 'loan_direct'] }), { fit: 1, code: 'instrument.fits', params: { instrument: 'equity' } }],
    ['no shared instrument counts nothing', instrumentFit, startupOf('要贷款', {}, { instruments: ['loan_direct'] }), { fit: 0, code: 'instrument.none', params: {} }],
    ['instruments that nobody named are neutral', instrumentFit, silentStartup, { fit: 0.5, code: 'instrument.unknown', params: {} }],
    ['the wanted place fits', regionFit, startupOf('海淀', { region: 'cn-bj' }), { fit: 1, code: 'region.fits', params: { region: 'cn-bj' } }],
    ['the country around the wanted place counts in part', regionFit, startupOf('国内', { region: 'cn' }), { fit: 0.6, code: 'region.near', params: { region: 'cn' } }],
    ['another place counts nothing', regionFit, startupOf('巴黎', { region: 'fr' }), { fit: 0, code: 'region.none', params: { region: 'fr' } }],
    ['an unknown place is neutral', regionFit, silentStartup, { fit: 0.5, code: 'region.unknown', params: {} }],
    ['extending the chain wants a field next to its own', strategicIntent, startupOf('仪器', { sectors: ['instruments'] }), { fit: 1, code: 'intent.fits', params: { intent: 'extend' } }],
    ['extending the chain finds nothing far away', strategicIntent, startupOf('游戏', { sectors: ['gaming'] }), { fit: 0, code: 'intent.none', params: { intent: 'extend' } }],
  ])('%s', (_name, criterion, startup, expected) => expect(judged(criterion, equity, startup)).toEqual(expected))
})

describe('trust', () => {
  const insurer = fundOf('长寿保险', {}, { subkind: 'insurer', verifiedClaims: ['aum'] })
  it.each([
    ['a wanted kind of money fits', recipientFit, startupOf('找险资', {}, { seeks: ['insurer'] }), { fit: 1, code: 'recipient.fits', params: { kind: 'insurer' } }],
    ['no wish for a kind is neutral', recipientFit, silentStartup, { fit: 0.5, code: 'recipient.wish_unknown', params: { kind: 'insurer' } }],
    ['patient money suits an early company', patienceFit, startupOf('早期', { stage: 'seed' }), { fit: 1, code: 'patience.fits', params: { kind: 'insurer' } }],
    ['a checked label counts most', distinctionFit, startupOf('小巨人', { labels: ['专精特新'], verifiedClaims: ['label'] }), { fit: 1, code: 'distinction.verified', params: { label: '专精特新' } }],
    ['a label of its own saying counts less', distinctionFit, startupOf('自述', { labels: ['专精特新'] }), { fit: 0.75, code: 'distinction.declared', params: { label: '专精特新' } }],
    ['no label is no fault', distinctionFit, silentStartup, { fit: 0.5, code: 'distinction.unknown', params: {} }],
    ['a checked claim of the seller counts', sellerClaims, startupOf('已核', { verifiedClaims: ['filing'] }), { fit: 1, code: 'seller_claims.verified', params: { claim: 'filing' } }],
    ['a checked claim of the buyer counts', buyerClaims, silentStartup, { fit: 1, code: 'buyer_claims.verified', params: { claim: 'aum' } }],
  ])('%s', (_name, criterion, startup, expected) => expect(judged(criterion, insurer, startup)).toEqual(expected))

  it('patience is not asked about where the company is grown', () => {
    expect(patienceFit.applies?.(insurer, startupOf('成熟', { stage: 'scale' }))).toBe(false)
  })
})

describe('acquisition', () => {
  const buyer = acquirerOf('海川股份', { dealSize: millions(100, 300), control: 'control', market: 'domestic' })
  const worth = (million: number) => startupOf('待售', { valuation: millions(million, million), region: 'cn-bj' }, { openToAcquisition: true, instruments: ['ma_control'] })
  it.each([
    ['who is open to it fits', opennessFit, worth(200), { fit: 1, code: 'openness.open', params: {} }],
    ['who is not open counts nothing', opennessFit, silentStartup, { fit: 0, code: 'openness.closed', params: {} }],
    ['a value within the deal size fits, and no number is named', dealSizeFit, worth(250), { fit: 1, code: 'deal_size.fits', params: {} }],
    ['a value far beyond the deal size does not', dealSizeFit, worth(5_000), { fit: 0, code: 'deal_size.none', params: {} }],
    ['an unknown value is neutral', dealSizeFit, silentStartup, { fit: 0.5, code: 'deal_size.unknown', params: {} }],
    ['both mean control', controlFit, worth(200), { fit: 1, code: 'control.fits', params: { control: 'control' } }],
    ['the market is the wanted one', marketFit, worth(200), { fit: 1, code: 'market.fits', params: { market: 'domestic' } }],
  ])('%s', (_name, criterion, startup, expected) => expect(judged(criterion, buyer, startup)).toEqual(expected))

  it('two values of one band can not be told apart by changing the deal size', () => {
    const sizes = Array.from({ length: 200 }, (_, i) => millions(1 + i * 5, 1 + i * 5))
    const answers = (million: number) => sizes.map((dealSize) => dealSizeFit.fit(acquirerOf('探价者', { dealSize }), worth(million)))
    expect(answers(120)).toEqual(answers(300))
  })
})
