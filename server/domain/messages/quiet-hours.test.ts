import { describe, expect, test } from 'vitest'

import { instantFromOffset } from '../shared/time.ts'
import { defaultQuietHours, heldUntil, quietUntil } from './quiet-hours.ts'

const at = (text: string): number => {
  const instant = instantFromOffset(text)
  if (instant === null) throw new Error(text)
  return instant
}
const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString())
const hours = (fromMinute: number, toMinute: number, isOn = true) => ({ isOn, fromMinute, toMinute })

describe('quiet hours', () => {
  test.each([
    ['21:59 is awake', '2026-12-01T21:59:00+08:00', null],
    ['22:00 waits for tomorrow at eight', '2026-12-01T22:00:00+08:00', '2026-12-02T00:00:00.000Z'],
    ['03:00 waits for today at eight', '2026-12-02T03:00:00+08:00', '2026-12-02T00:00:00.000Z'],
    ['07:59 too', '2026-12-02T07:59:59+08:00', '2026-12-02T00:00:00.000Z'],
    ['08:00 is awake', '2026-12-02T08:00:00+08:00', null],
  ])('%s', (_what, now, until) => {
    expect(iso(quietUntil(defaultQuietHours, 'Asia/Shanghai', at(now)))).toBe(until)
  })

  test('are those of the wall on which the reader lives, whatever the event’s is', () => {
    const now = at('2026-12-02T10:00:00+08:00')
    expect(iso(quietUntil(defaultQuietHours, 'America/New_York', now))).toBeNull()
    expect(iso(quietUntil(defaultQuietHours, 'America/New_York', now + 2 * 3_600_000))).toBe('2026-12-02T13:00:00.000Z')
  })

  test('may lie within a day, be off, or be nothing at all', () => {
    expect(iso(quietUntil(hours(12 * 60, 14 * 60), 'Asia/Shanghai', at('2026-12-01T13:30:00+08:00')))).toBe('2026-12-01T06:00:00.000Z')
    expect(quietUntil(hours(12 * 60, 14 * 60), 'Asia/Shanghai', at('2026-12-01T23:30:00+08:00'))).toBeNull()
    expect(quietUntil(hours(22 * 60, 8 * 60, false), 'Asia/Shanghai', at('2026-12-01T23:30:00+08:00'))).toBeNull()
    expect(quietUntil(hours(600, 600), 'Asia/Shanghai', at('2026-12-01T10:00:00+08:00'))).toBeNull()
  })

  test('end at eight on the wall when the clocks are changed that night', () => {
    // New York: forward on 8 March 2026, back on 1 November 2026.
    expect(iso(quietUntil(defaultQuietHours, 'America/New_York', at('2026-03-07T23:00:00-05:00')))).toBe('2026-03-08T12:00:00.000Z')
    expect(iso(quietUntil(defaultQuietHours, 'America/New_York', at('2026-10-31T23:00:00-04:00')))).toBe('2026-11-01T13:00:00.000Z')
  })

  test('that end at a time which the clocks skip end right after it, and a repeated end counts once', () => {
    expect(iso(quietUntil(hours(22 * 60, 150), 'America/New_York', at('2026-03-07T23:00:00-05:00')))).toBe('2026-03-08T07:00:00.000Z')
    // 01:30 comes twice; at its second coming the quiet is over.
    expect(quietUntil(hours(22 * 60, 90), 'America/New_York', at('2026-11-01T01:15:00-05:00'))).toBeNull()
  })
})

describe('a mail at night', () => {
  const night = at('2026-12-01T23:00:00+08:00')
  const held = (isUrgent: boolean, soonest: string | null): string | null => iso(heldUntil({ isUrgent, soonestMs: soonest === null ? null : at(soonest) }, defaultQuietHours, 'Asia/Shanghai', night))
  const morning = '2026-12-02T00:00:00.000Z'

  test.each([
    ['waits', false, null, morning],
    ['that somebody waits for at this moment leaves', true, null, null],
    ['about a meeting tomorrow at ten leaves: it is near', false, '2026-12-02T10:00:00+08:00', null],
    ['about a meeting tomorrow at eleven leaves, to the minute', false, '2026-12-02T11:00:00+08:00', null],
    ['about a meeting tomorrow at noon waits', false, '2026-12-02T12:00:00+08:00', morning],
    ['about what has passed waits', false, '2026-12-01T20:00:00+08:00', morning],
  ])('%s', (_what, isUrgent, soonest, until) => {
    expect(held(isUrgent, soonest)).toBe(until)
  })

  test('about what would be over before the reader is up leaves, however long her night is', () => {
    const long = hours(18 * 60, 14 * 60)
    const evening = at('2026-12-01T18:30:00+08:00')
    expect(heldUntil({ isUrgent: false, soonestMs: at('2026-12-02T14:30:00+08:00') }, long, 'Asia/Shanghai', evening)).toBeNull()
    expect(iso(heldUntil({ isUrgent: false, soonestMs: at('2026-12-02T15:30:00+08:00') }, long, 'Asia/Shanghai', evening))).toBe('2026-12-02T06:00:00.000Z')
  })
})
