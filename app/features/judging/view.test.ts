import { expect, test } from 'vitest'

import { groupOf } from './view.ts'

const mine = { isRecused: false }
const card = (state: string) => ({ recusal: mine, card: { state } })

test('a pitch is to be scored or a draft for as long as it can be handed in, and afterwards it was not', () => {
  const all = [{ recusal: mine, card: null }, card('draft'), card('submitted'), { recusal: { isRecused: true }, card: null }]
  expect(all.map((one) => groupOf(one, false))).toEqual(['toScore', 'draft', 'submitted', 'recused'])
  expect(all.map((one) => groupOf(one, true))).toEqual(['unscored', 'unsent', 'submitted', 'recused'])
})
