import { expect, it } from 'vitest'

import { chosenSums } from './view.ts'

const offers = [{ id: 'guest', currency: 'CNY', price: 128_000, deposit: 20_000 }, { id: 'dinner', currency: 'CNY', price: 38_000, deposit: 0 }, { id: 'abroad', currency: 'USD', price: 20_000, deposit: 0 }]
const sumOf = (fields: Record<string, string>) => chosenSums(Object.entries(fields), offers)

it('adds up what is chosen with its deposits, and leaves out what is not', () => {
  expect(sumOf({ 'lines.0.ticketTypeId': 'guest', 'lines.0.quantity': '1', 'lines.1.ticketTypeId': 'guest', 'lines.2.ticketTypeId': 'dinner', 'lines.2.quantity': '2', code: 'EARLY' }))
    .toEqual([{ currency: 'CNY', amount: 224_000, deposit: 20_000 }])
})

it('keeps currencies apart, and says nothing where nothing is chosen', () => {
  expect(sumOf({ 'lines.0.ticketTypeId': 'abroad', 'lines.0.quantity': '1', 'lines.1.ticketTypeId': 'dinner', 'lines.1.quantity': '1' })).toEqual([{ currency: 'USD', amount: 20_000, deposit: 0 }, { currency: 'CNY', amount: 38_000, deposit: 0 }])
  expect(sumOf({ 'lines.0.ticketTypeId': 'dinner', 'lines.0.quantity': '0', 'lines.1.ticketTypeId': 'guest' })).toEqual([])
})
