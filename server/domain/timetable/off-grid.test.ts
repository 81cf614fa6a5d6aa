import { expect, it } from 'vitest'

import { gridSlots } from '../events/grid.ts'
import { offGridWhy } from './off-grid.ts'

const at = (clock: string): number => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * 60_000
const between = (from: string, to: string) => ({ startsAtMs: at(from), endsAtMs: at(to) })
const grid = {
  slots: gridSlots({ windows: [between('09:00', '11:20')], breaks: [between('10:00', '10:20')], slotMinutes: 20 }),
  slotMinutes: 20, tables: [{ id: 't1' }], tableBlocks: [{ tableId: 't1', ...between('11:00', '11:20') }],
}
const why = (from: string, to: string, tableId: string | null = 't1', of: typeof grid = grid) => offGridWhy(of, { ...between(from, to), tableId })

it('a meeting lies on the grid where slots of one sitting begin with it and its table is open', () => {
  expect([why('09:00', '09:20'), why('09:20', '10:00'), why('10:20', '10:40')]).toEqual([null, null, null])
})

it('says why a meeting lies off it: outside the hours, across a break, between two slots, without its table, at a closed one', () => {
  expect([why('11:20', '11:40'), why('09:40', '10:40'), why('10:00', '10:20'), why('09:10', '09:30')]).toEqual(['outside', 'outside', 'outside', 'between'])
  expect([why('09:00', '09:20', 't9'), why('09:00', '09:20', null), why('11:00', '11:20')]).toEqual(['table', 'table', 'blocked'])
  expect(why('09:00', '09:20', null, { ...grid, tables: [] })).toBeNull()
})
