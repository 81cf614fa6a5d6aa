import { expect, it } from 'vitest'

import { paymentLines } from './payment-lines.ts'

it('lists what bears one name once, with how many and what they cost together, discounts and all', () => {
  const [guest, deposit, free] = ['嘉宾票', '押金 · 嘉宾票', '旁听票']
  expect(paymentLines([
    { name: guest, quantity: 1, amount: 128_000 }, { name: deposit, quantity: 1, amount: 20_000 },
    { name: guest, quantity: 2, amount: 255_999 }, { name: deposit, quantity: 2, amount: 0 },
    { name: free, quantity: 3, amount: 0 },
  ])).toEqual([{ name: '嘉宾票 × 3', amount: 383_999 }, { name: '押金 · 嘉宾票 × 3', amount: 20_000 }])
  expect(paymentLines([{ name: guest, quantity: 1, amount: 1 }])).toEqual([{ name: guest, amount: 1 }])
})
