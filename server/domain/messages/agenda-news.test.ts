import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { agendaChanges, soonestOf, type Appointed, type Present } from './agenda-news.ts'

const hour = 3_600_000
const began = 100 * hour
const told = (meetingId: string, startsAtMs: number, more: Partial<Appointed> = {}): Appointed => ({ meetingId, state: 'scheduled', startsAtMs, endsAtMs: startsAtMs + hour, tableCode: 'T1', ...more })
const present = (meetingId: string, startsAtMs: number, more: Partial<Present> = {}): Present => ({ ...told(meetingId, startsAtMs), createdAtMs: 1, updatedAtMs: began, was: null, ...more })
const short = (changes: ReturnType<typeof agendaChanges>) => changes.map(({ meetingId, kind, before }) => [meetingId, kind, before?.startsAtMs ?? null])

describe('what a person hears of her meetings', () => {
  test('is what differs from what she was last told, once each, in order of time', () => {
    const old = [told('moved', 200 * hour), told('stays', 201 * hour), told('gone', 202 * hour), told('retabled', 203 * hour)]
    const now = [
      present('new', 199 * hour, { createdAtMs: began + 1 }), present('retabled', 203 * hour, { tableCode: 'T2' }), present('gone', 202 * hour, { state: 'cancelled' }),
      present('stays', 201 * hour), present('moved', 210 * hour),
    ]
    expect(short(agendaChanges(old, now, began))).toEqual([['new', 'new', null], ['gone', 'cancelled', 202 * hour], ['retabled', 'moved', 203 * hour], ['moved', 'moved', 200 * hour]])
  })

  test('is nothing where all ends as it began: moved there and back, made and called off, called off and told so', () => {
    expect(agendaChanges([told('a', 200 * hour)], [present('a', 200 * hour, { was: { startsAtMs: 205 * hour, endsAtMs: 206 * hour, tableCode: 'T9' } })], began)).toEqual([])
    expect(agendaChanges([], [present('b', 200 * hour, { state: 'cancelled', createdAtMs: began })], began)).toEqual([])
    expect(agendaChanges([told('c', 200 * hour, { state: 'cancelled' })], [present('c', 207 * hour, { state: 'cancelled' })], began)).toEqual([])
  })

  test('of what was never noted is only what changed since, with where it was before', () => {
    const was = { startsAtMs: 150 * hour, endsAtMs: 151 * hour, tableCode: 'T3' }
    const now = [present('quiet', 200 * hour, { updatedAtMs: began - 1 }), present('moved', 201 * hour, { was }), present('gone', 202 * hour, { state: 'cancelled' }), present('long gone', 203 * hour, { state: 'cancelled', updatedAtMs: 5 })]
    expect(short(agendaChanges([], now, began))).toEqual([['moved', 'moved', 150 * hour], ['gone', 'cancelled', 202 * hour]])
  })

  test('back on after it was called off is new', () => {
    expect(short(agendaChanges([told('a', 200 * hour, { state: 'cancelled' })], [present('a', 201 * hour)], began))).toEqual([['a', 'new', null]])
  })

  test('after any changes brings told and present together: told again there is nothing', () => {
    const anyState = fc.record({ startsAtMs: fc.integer({ min: 0, max: 5 }).map((at) => at * hour), tableCode: fc.constantFrom('T1', 'T2'), state: fc.constantFrom('scheduled' as const, 'cancelled' as const) })
    const world = fc.array(fc.record({ before: fc.option(anyState, { nil: null }), after: anyState, createdAtMs: fc.constantFrom(1, began) }), { maxLength: 8 })
    fc.assert(fc.property(world, (meetings) => {
      const old = meetings.flatMap(({ before }, at) => (before === null ? [] : [told(`m${at}`, before.startsAtMs, before)]))
      const now = meetings.map(({ after, createdAtMs }, at) => present(`m${at}`, after.startsAtMs, { ...after, createdAtMs }))
      const changes = agendaChanges(old, now, began)
      const changed = new Set(changes.map((one) => one.meetingId))
      expect(agendaChanges(now, now, began)).toEqual([])
      for (const [at, { before, after }] of meetings.entries()) {
        const differs = before !== null && (before.state !== after.state || (after.state === 'scheduled' && (before.startsAtMs !== after.startsAtMs || before.tableCode !== after.tableCode)))
        if (before !== null) expect(changed.has(`m${at}`)).toBe(differs)
      }
    }))
  })
})

test('what is near is the earliest of before and after that is still to come', () => {
  const changes = agendaChanges([told('a', 200 * hour)], [present('a', 300 * hour)], began)
  expect([soonestOf(changes, 199 * hour), soonestOf(changes, 250 * hour), soonestOf(changes, 301 * hour)]).toEqual([200 * hour, 300 * hour, null])
})
