import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'

import { usccCheckCharacter } from '../directory/uscc.ts'

import { amountText, parseAmount, plainAmount } from './currency.ts'
import { checkFapiao } from './fapiao.ts'
import { priceOrder, shareOut, taxWithin, type PricedType } from './pricing.ts'
import { checkRefundSteps, defaultRefundSteps, policyRefund, shareAt } from './refund-policy.ts'
import { checkTicketPlan, parseDiscountCode, saleState, summed, type TicketPlan } from './sale.ts'

const hourMs = 3_600_000
const type = (more: Partial<PricedType> = {}): PricedType => ({ id: 't', currency: 'CNY', price: 128_000, deposit: 0, taxBp: 600, ...more })
const percent = (percentBp: number) => ({ percentBp, amount: 0, currency: '', ticketTypeIds: [] })

describe('amounts', () => {
  test.each([[128_000, 'CNY', '1,280.00元', 'CN¥1,280.00'], [5, 'USD', '0.05美元', 'US$0.05'], [123_456_789, 'HKD', '1,234,567.89港元', 'HK$1,234,567.89'], [-100, 'EUR', '−1.00欧元', '−€1.00']])('%i %s', (minor, currency, zh, en) => {
    expect([amountText(minor, currency, 'zh-CN'), amountText(minor, currency, 'en')]).toEqual([zh, en])
  })

  it('what is typed comes back as it was meant, and nonsense as nothing', () => {
    expect(['1280', '1,280.5', '１２８０．００', ' 0.01 ', '', '1.234', '-5', '1e3', '１２３４５６７８９', '1280元'].map(parseAmount)).toEqual([128_000, 128_050, 128_000, 1, null, null, null, null, null, null])
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (minor) => {
      expect(parseAmount(plainAmount(minor))).toBe(minor)
    }))
  })
})

describe('prices', () => {
  it('hold their tax: 6 % within 1,280.00 is 72.45', () => {
    expect([taxWithin(128_000, 600), taxWithin(0, 600), taxWithin(100, 0), taxWithin(106, 600)]).toEqual([7_245, 0, 0, 6])
  })

  it('a code takes its share of the prices and leaves deposits whole', () => {
    const order = priceOrder([{ type: type({ deposit: 20_000 }), quantity: 1 }, { type: type({ id: 'u', price: 333 }), quantity: 3 }], percent(1_500))
    expect(order).toMatchObject({ ok: true, value: { amount: 128_000 - 19_200 + 20_000 + 999 - 149, discount: 19_349, deposit: 20_000 } })
  })

  it.each([
    [[], null, 'order.empty'],
    [[{ type: type(), quantity: 1 }, { type: type({ id: 'u', currency: 'USD' }), quantity: 1 }], null, 'order.mixed_currencies'],
    [[{ type: type({ price: 50_000_000 }), quantity: 2 }], null, 'order.too_much'],
    [[{ type: type({ price: 399 }), quantity: 1 }], null, 'order.too_little'],
    [[{ type: type({ price: 49, currency: 'EUR' }), quantity: 1 }], null, 'order.too_little'],
    [[{ type: type({ price: 40_000 }), quantity: 1 }], percent(9_901), 'order.too_little'],
    [[{ type: type(), quantity: 1 }], { percentBp: 0, amount: 100, currency: 'USD', ticketTypeIds: [] }, 'code.other_currency'],
    [[{ type: type(), quantity: 1 }], { ...percent(500), ticketTypeIds: ['other'] }, 'code.not_for_these'],
  ])('can’t be made of %j', (wanted, discount, code) => {
    expect(priceOrder(wanted, discount)).toMatchObject({ ok: false, error: { code } })
  })

  it('lines add up to the order, no line costs less than nothing, and a discount is never more than the prices', () => {
    const line = fc.record({ price: fc.integer({ min: 0, max: 500_000 }), deposit: fc.integer({ min: 0, max: 50_000 }), taxBp: fc.integer({ min: 0, max: 2_000 }), quantity: fc.integer({ min: 1, max: 9 }) })
    const discount = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 20_000 }).map(percent), fc.integer({ min: 1, max: 9_000_000 }).map((amount) => ({ percentBp: 0, amount, currency: 'CNY', ticketTypeIds: [] })))
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), discount, (lines, off) => {
      const made = priceOrder(lines.map(({ quantity, ...rest }, at) => ({ type: type({ id: `t${at}`, ...rest }), quantity })), off)
      // Less than the payment service takes, and more than nothing, is said instead.
      if (!made.ok && made.error.code === 'order.too_little') return
      if (!made.ok) throw new Error(made.error.code)
      const { value } = made
      const full = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
      expect(value.amount).toBe(full - value.discount + value.deposit)
      expect(value.discount).toBe(off === null ? 0 : off.percentBp > 0 ? value.discount : Math.min(off.amount, full))
      for (const { amount, tax, discount: less } of value.lines) expect([amount >= 0, tax >= 0 && tax <= amount, less >= 0, Number.isInteger(amount)]).toEqual([true, true, true, true])
    }))
  })

  it('an amount is shared out to the last minor unit', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), fc.nat(), (base, wish) => {
      const whole = base.reduce((a, b) => a + b, 0)
      const amount = Math.min(wish, whole)
      const shares = shareOut(amount, base)
      expect(shares.reduce((a, b) => a + b, 0)).toBe(amount)
      expect(shares.every((share, at) => share >= 0 && share <= (base[at] ?? 0))).toBe(true)
    }))
  })
})

describe('sales', () => {
  const sale = { isOnSale: true, opensAt: 1_000, closesAt: 2_000, capacity: 2, taken: 0 }
  test.each([[999, {}, 'not_yet'], [1_000, {}, 'open'], [1_999, {}, 'open'], [2_000, {}, 'over'], [1_500, { taken: 2 }, 'sold_out'], [1_500, { isOnSale: false }, 'off']])('at %i with %j: %s', (now, more, state) => {
    expect(saleState({ ...sale, ...more }, now)).toBe(state)
  })

  const plan: TicketPlan = { kind: 'ticket', currency: 'CNY', price: 400, deposit: 0, capacity: 10, opensAt: null, closesAt: null, needsRegistration: false, perOrder: 5 }
  test.each<[Partial<TicketPlan>, { taken: number; currency: string } | null, string]>([
    [{ opensAt: 5, closesAt: 5 }, null, 'ticket.window_backwards'],
    [{ capacity: 3 }, { taken: 4, currency: 'CNY' }, 'ticket.below_taken'],
    [{ currency: 'USD' }, { taken: 1, currency: 'CNY' }, 'ticket.currency_fixed'],
    [{ kind: 'deposit' }, null, 'ticket.deposit_only'],
    [{ needsRegistration: true }, null, 'ticket.one_each'],
    [{ price: 399 }, null, 'ticket.too_cheap'],
    [{ kind: 'deposit', price: 0, deposit: 399, currency: 'HKD' }, null, 'ticket.too_cheap'],
    [{ price: 49, currency: 'USD' }, null, 'ticket.too_cheap'],
  ])('a plan of %j is refused', (more, before, code) => {
    expect(checkTicketPlan({ ...plan, ...more }, before)).toMatchObject({ ok: false, error: { code } })
  })

  it('what costs nothing, or as much as can be paid, is sold', () => {
    for (const more of [{ price: 0 }, { price: 400 }, { price: 100, deposit: 300 }, { price: 50, currency: 'USD' as const }, { price: 50, currency: 'EUR' as const }]) expect([more, checkTicketPlan({ ...plan, ...more }, null).ok]).toEqual([more, true])
    expect(priceOrder([{ type: type({ price: 40_000 }), quantity: 1 }], percent(9_900))).toMatchObject({ ok: true, value: { amount: 400 } })
    expect(priceOrder([{ type: type(), quantity: 1 }], percent(10_000))).toMatchObject({ ok: true, value: { amount: 0 } })
  })

  it('the same type on two lines counts together', () => {
    expect([...summed([{ ticketTypeId: 'a', quantity: 2 }, { ticketTypeId: 'b', quantity: 1 }, { ticketTypeId: 'a', quantity: 3 }])]).toEqual([['a', 5], ['b', 1]])
  })

  it('a code is known in any width and case', () => {
    expect([' ｖｉｐ-2026 ', 'ab', 'A B C', '=HYPERLINK', 'early'].map(parseDiscountCode)).toEqual(['VIP-2026', null, null, null, 'EARLY'])
  })
})

describe('refunds by policy', () => {
  const startsAt = 1_000 * hourMs
  const before = (hours: number): number => startsAt - hours * hourMs
  test.each([[14 * 24, 10_000], [14 * 24 - 1, 5_000], [3 * 24, 5_000], [3 * 24 - 0.001, 0], [-5, 0]])('%d hours before: %i', (hours, share) => {
    expect(shareAt(defaultRefundSteps, startsAt, before(hours))).toBe(share)
  })

  it('give the deposit back whole, and never more than is left', () => {
    const lines = [{ amount: 128_001, deposit: 20_000 }]
    expect([policyRefund({ lines, received: 148_001, refunded: 0 }, 5_000), policyRefund({ lines, received: 148_001, refunded: 20_000 }, 5_000), policyRefund({ lines, received: 148_001, refunded: 148_001 }, 10_000)]).toEqual([84_000, 64_000, 0])
  })

  it('must shrink as the event comes nearer', () => {
    expect(checkRefundSteps([{ hoursBefore: 24, shareBp: 0 }, { hoursBefore: 48, shareBp: 5_000 }])).toEqual({ ok: true, value: [{ hoursBefore: 48, shareBp: 5_000 }, { hoursBefore: 24, shareBp: 0 }] })
    expect(checkRefundSteps([{ hoursBefore: 24, shareBp: 9_000 }, { hoursBefore: 48, shareBp: 5_000 }])).toMatchObject({ error: { code: 'ticket.policy_backwards' } })
    expect(checkRefundSteps([{ hoursBefore: 24, shareBp: 1 }, { hoursBefore: 24, shareBp: 1 }])).toMatchObject({ error: { code: 'ticket.policy_backwards' } })
  })
})

describe('发票', () => {
  const number = `91110108MA01ABCD2${usccCheckCharacter('91110108MA01ABCD2')}`
  it('of a company has a tax number with its check character, of a person none', () => {
    expect(checkFapiao({ holder: 'company', title: '海淀科技有限公司', taxNumber: number.toLowerCase(), email: 'Caiwu@Example.com' })).toEqual({ ok: true, value: { holder: 'company', title: '海淀科技有限公司', taxNumber: number, email: 'caiwu@example.com' } })
    expect(checkFapiao({ holder: 'person', title: '林知远', taxNumber: 'whatever', email: 'a@example.com' })).toMatchObject({ ok: true, value: { taxNumber: '' } })
    const wrong = `${number.slice(0, 17)}${number[17] === '0' ? '1' : '0'}`
    expect(checkFapiao({ holder: 'company', title: '', taxNumber: wrong, email: 'a@b' })).toEqual({ ok: false, error: { code: 'input.invalid', fields: [{ path: 'email', code: 'input.bad_email' }, { path: 'title', code: 'input.required' }, { path: 'taxNumber', code: 'fapiao.bad_tax_number' }] } })
  })
})
