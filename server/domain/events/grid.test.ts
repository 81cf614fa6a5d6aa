import { describe, expect, it } from 'vitest'

import { freeStretches, gridSlots, startSlots } from './grid.ts'
import { defaultSettings, pairLength, pairRule, slotMinutes } from './settings.ts'

const at = (minutes: number): number => Date.UTC(2026, 11, 1) + minutes * 60_000
const stretch = (from: number, to: number) => ({ startsAtMs: at(from), endsAtMs: at(to) })
const shown = (slots: ReturnType<typeof gridSlots>) => slots.map((slot) => `${slot.index}/${slot.sitting} ${(slot.startsAtMs - at(0)) / 60_000}`)

describe('the grid', () => {
  it('numbers slots through the event; a break or a gap between windows begins a new sitting', () => {
    const slots = gridSlots({ windows: [stretch(200, 240), stretch(0, 100)], breaks: [stretch(40, 60)], slotMinutes: 20 })
    expect(shown(slots)).toEqual(['0/0 0', '1/0 20', '2/1 60', '3/1 80', '4/2 200', '5/2 220'])
  })

  it('does not use what is shorter than a slot, nor count it as a sitting', () => {
    expect(shown(gridSlots({ windows: [stretch(0, 50)], breaks: [stretch(20, 35)], slotMinutes: 20 }))).toEqual(['0/0 0'])
  })

  it('cuts breaks that overlap each other or stand over the edge of a window', () => {
    expect(freeStretches([stretch(0, 100)], [stretch(-10, 10), stretch(30, 60), stretch(50, 70), stretch(95, 120)])).toEqual([stretch(10, 30), stretch(70, 95)])
  })

  it('lets a long meeting start only where touching slots of one sitting follow', () => {
    const slots = gridSlots({ windows: [stretch(0, 100)], breaks: [stretch(40, 60)], slotMinutes: 20 })
    expect(startSlots(slots, 20, 40).map((slot) => slot.index)).toEqual([0, 2])
    expect(startSlots(slots, 20, 60)).toEqual([])
  })
})

describe('the rules of an event', () => {
  it('give a slot that divides every meeting length', () => {
    expect(slotMinutes(defaultSettings)).toBe(20)
    expect(slotMinutes({ ...defaultSettings, pairRules: [{ from: 'investor', to: 'startup', lengthMinutes: 25 }, { from: 'acquirer', to: 'target', lengthMinutes: 40 }] })).toBe(5)
    expect(slotMinutes({ ...defaultSettings, pairRules: [] })).toBe(20)
  })

  it('know who may ask whom and how long they meet', () => {
    expect(pairRule(defaultSettings, 'investor', 'startup')).toEqual({ from: 'investor', to: 'startup', lengthMinutes: 20 })
    expect(pairRule(defaultSettings, 'investor', 'acquirer')).toBeNull()
    expect(pairLength({ ...defaultSettings, pairRules: [{ from: 'acquirer', to: 'target', lengthMinutes: 40 }] }, 'target', 'acquirer')).toBe(40)
    expect(pairLength(defaultSettings, 'startup', 'startup')).toBeNull()
  })
})
