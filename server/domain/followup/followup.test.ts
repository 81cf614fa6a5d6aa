import { describe, expect, it, test } from 'vitest'

import { nudgeDays, nudgeDue } from './nudges.ts'
import { followUpEndsAt, isMutual, lastDayOf, outcomeAnswers, outcomeState } from './outcomes.ts'

const beijing = (wall: string): number => Date.parse(`${wall}:00+08:00`)
const event = { endsAtMs: beijing('2026-10-20T18:00'), zone: 'Asia/Shanghai' }
const hourMs = 3_600_000

describe('what a side learns of the other', () => {
  test('is that both want to go on, and nothing for courtesy, silence or a no', () => {
    const goOn = ['second_meeting', 'due_diligence', 'term_sheet']
    const pairs = [...outcomeAnswers, null].flatMap((own) => [...outcomeAnswers, null].map((other) => ({ own, other })))
    expect(pairs.filter(({ own, other }) => isMutual(own, other)).map(({ own, other }) => [own, other])).toEqual(goOn.flatMap((own) => goOn.map((other) => [own, other])))
  })
})

describe('a meeting can be spoken of', () => {
  const meeting = { state: 'scheduled' as const, endsAtMs: beijing('2026-10-20T14:20') }
  const closed = { ...event, phase: 'closed' as const }
  it.each([
    ['before it ends', beijing('2026-10-20T14:20') - 1, {}, {}, 'ahead'],
    ['from the instant of its end', beijing('2026-10-20T14:20'), {}, { phase: 'live' }, 'open'],
    ['on the last day of the follow-up', beijing('2027-02-17T23:59'), {}, {}, 'open'],
    ['from the midnight after it', beijing('2027-02-18T00:00'), {}, {}, 'over'],
    ['called off', beijing('2026-10-21T10:00'), { state: 'cancelled' }, {}, 'none'],
    ['of an event that never went live', beijing('2026-10-21T10:00'), {}, { phase: 'locked' }, 'shut'],
    ['of an event that was taken back', beijing('2026-10-21T10:00'), {}, { phase: 'draft' }, 'shut'],
  ])('%s: %s', (_when, now, more, phase, state) => {
    expect(outcomeState({ ...meeting, ...(more as object) }, { ...closed, ...(phase as object) }, now)).toBe(state)
  })

  it('until a midnight on the event’s wall, whatever its clocks do in between', () => {
    expect(new Date(followUpEndsAt(event)).toISOString()).toBe('2027-02-17T16:00:00.000Z')
    expect(new Date(followUpEndsAt({ endsAtMs: Date.parse('2026-10-20T22:00:00Z'), zone: 'America/New_York' })).toISOString()).toBe('2027-02-18T05:00:00.000Z')
    // In Beirut the day of 29 March 2026 begins at one o’clock.
    expect(new Date(followUpEndsAt({ endsAtMs: Date.parse('2025-11-28T12:00:00Z'), zone: 'Asia/Beirut' })).toISOString()).toBe('2026-03-28T22:00:00.000Z')
    expect(lastDayOf({ endsAtMs: beijing('2026-10-21T00:00'), zone: 'Asia/Shanghai' })).toBe('2026-10-20')
  })
})

describe('a nudge', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-03T00:59:59Z', null], ['Asia/Shanghai', '2026-11-03T01:00:00Z', 14], ['Asia/Shanghai', '2026-11-10T00:59:59Z', 14], ['Asia/Shanghai', '2026-11-10T01:00:00Z', null],
    ['Asia/Shanghai', '2026-11-19T01:00:00Z', 30], ['Asia/Shanghai', '2027-01-18T01:00:00Z', 90], ['Asia/Shanghai', '2027-01-25T01:00:00Z', null],
    // New York puts its clocks back on 1 November: nine in the morning is an hour later in the world.
    ['America/New_York', '2026-11-03T13:59:59Z', null], ['America/New_York', '2026-11-03T14:00:00Z', 14],
    ['Asia/Kathmandu', '2026-11-03T03:14:59Z', null], ['Asia/Kathmandu', '2026-11-03T03:15:00Z', 14],
  ] as const)('for a reader in %s at %s: %s', (zone, now, due) => {
    expect(nudgeDue(Date.parse(now), event, zone)).toBe(due)
  })

  it('is due on its mornings and for a week after each, at no other hour around them, wherever the reader is', () => {
    for (const zone of ['America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const seen = new Map<number, number>()
      for (let at = event.endsAtMs + 12 * 24 * hourMs; at < event.endsAtMs + 39 * 24 * hourMs; at += hourMs) {
        const due = nudgeDue(at, event, zone)
        if (due !== null) seen.set(due, (seen.get(due) ?? 0) + 1)
      }
      expect([zone, [...seen]]).toEqual([zone, nudgeDays.slice(0, 2).map((days) => [days, 7 * 24])])
    }
  })
})
