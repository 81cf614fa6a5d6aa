import { expect, test } from 'vitest'

import { ticksBetween } from '../shared/time.ts'
import { nextSteps, whyUnmet, type OwnDay, type OwnWish } from './unmet.ts'

const minute = 60_000
const start = Date.UTC(2027, 0, 8, 1)
const grid = { starts: Array.from({ length: 4 }, (_, at) => ({ startsAtMs: start + at * 20 * minute })), lengthMs: 20 * minute, bufferMs: 0 }
const taken = (...slots: number[]): Set<number> => new Set(slots.flatMap((at) => ticksBetween(start + at * 20 * minute, start + (at + 1) * 20 * minute)))
const free: OwnDay = { isActive: true, attendees: [new Set()], unavailable: [], received: 0, cap: null }
const wish: OwnWish = { isReceived: true, hasMet: false }

test('causes on the own side are named, the first that holds', () => {
  const why = (own: Partial<OwnDay>, about: Partial<OwnWish> = {}, open = grid) => whyUnmet({ ...free, ...own }, { ...wish, ...about }, open)
  expect(why({ attendees: [taken(0, 1, 2, 3)] })).toEqual({ code: 'full', params: { free: 0, of: 4 } })
  expect(why({ attendees: [taken(0, 1), taken(2, 3)] }).code).toBe('full')
  expect(why({ unavailable: [{ startsAtMs: start, endsAtMs: start + 80 * minute }] }).code).toBe('away')
  expect(why({ received: 3, cap: 3 }).code).toBe('cap')
  expect(why({ received: 3, cap: 3 }, { isReceived: false }).code).toBe('not_matched')
  expect(why({ attendees: [] }).code).toBe('nobody')
  expect(why({}, { hasMet: true }).code).toBe('met')
  expect(why({ isActive: false }).code).toBe('withdrawn')
  expect(why({}, {}, { ...grid, starts: [] }).code).toBe('over')
})

test('all that lies elsewhere is one answer with the own free times alone', () => {
  expect(whyUnmet({ ...free, attendees: [taken(1)] }, wish, grid)).toEqual({ code: 'not_matched', params: { free: 3, of: 4 } })
})

test('what can be done follows from the cause', () => {
  expect(nextSteps('full', true)).toEqual(['free_a_time', 'standby'])
  expect(nextSteps('not_matched', true)).toEqual(['other_times', 'standby'])
  expect(nextSteps('not_matched', false)).toEqual(['standby'])
  expect(nextSteps('over', true)).toEqual([])
})
