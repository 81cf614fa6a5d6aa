import { describe, expect, it } from 'vitest'

import { wallFromInstant } from '../shared/time.ts'
import { checkSetup } from './check-setup.ts'
import { moveToDate, wallTime, type EventPlan } from './event-plan.ts'
import { lines } from './setup.ts'
import { planFromTemplate } from './templates.ts'

const walls = (plan: EventPlan, zone: string): string[] =>
  [plan, ...plan.windows, ...plan.blocks, ...plan.sessions].flatMap((row) => [wallFromInstant(row.startsAtMs, zone), wallFromInstant(row.endsAtMs, zone)])
const clocks = (plan: EventPlan, zone: string): string[] => walls(plan, zone).map((wall) => wall.slice(11))

function planOf(template: (typeof lines)[number], date: string, zone: string, tables = 12): EventPlan {
  const plan = planFromTemplate({ template, date, zone, tables, withForeignSession: true })
  if (!plan.ok) throw new Error(plan.error.code)
  return plan.value
}

describe('templates', () => {
  it.each(lines.flatMap((line) => ['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu'].map((zone) => [line, zone] as const)))('%s in %s gives a set-up without a problem', (line, zone) => {
    expect(checkSetup(planOf(line, '2026-12-01', zone), zone)).toEqual([])
  })

  it('leave the session for foreign institutions out where it is not wanted', () => {
    const plan = planFromTemplate({ template: 'demo_day', date: '2026-12-01', zone: 'Asia/Shanghai', tables: 3, withForeignSession: false })
    expect(plan.ok && plan.value.sessions.map((session) => session.nameZh)).toEqual(['开幕与政策推介', '项目路演专场', '一对一洽谈'])
  })

  it('refuse a day that is none', () => {
    const plan = planFromTemplate({ template: 'salon', date: '2026-02-30', zone: 'Asia/Shanghai', tables: 3, withForeignSession: false })
    expect(plan).toEqual({ ok: false, error: { code: 'input.bad_date' } })
  })
})

describe('an event moved to another date', () => {
  it('keeps every wall time when the clocks change in between', () => {
    const october = planOf('demo_day', '2026-10-20', 'America/New_York')
    const moved = moveToDate(october, 'America/New_York', '2026-11-17')
    if (!moved.ok) throw new Error(moved.error.code)
    expect(clocks(moved.value, 'America/New_York')).toEqual(clocks(october, 'America/New_York'))
    // 28 days and the hour that summer time gives back.
    expect(moved.value.startsAtMs - october.startsAtMs).toBe((28 * 24 + 1) * 3_600_000)
  })

  it('shifts by whole days of 24 hours where the clocks never change', () => {
    const october = planOf('demo_day', '2026-10-20', 'Asia/Shanghai')
    const moved = moveToDate(october, 'Asia/Shanghai', '2026-11-17')
    expect(moved.ok && moved.value.startsAtMs - october.startsAtMs).toBe(28 * 24 * 3_600_000)
  })

  it('keeps the second day the second day', () => {
    const plan = planOf('demo_day', '2026-12-31', 'Asia/Shanghai')
    const twoDays: EventPlan = { ...plan, windows: plan.windows.map((row) => ({ ...row, startsAtMs: row.startsAtMs + 86_400_000, endsAtMs: row.endsAtMs + 86_400_000 })) }
    const moved = moveToDate(twoDays, 'Asia/Shanghai', '2027-03-30')
    expect(moved.ok && moved.value.windows.map((row) => wallFromInstant(row.startsAtMs, 'Asia/Shanghai'))).toEqual(['2027-03-31T13:30'])
  })

  it('is refused by name where a wall time falls into the hour that the clocks skip', () => {
    const night = planOf('salon', '2026-03-01', 'America/New_York')
    const at = (clock: string): number => {
      const time = wallTime(`2026-03-01T${clock}`, 'America/New_York')
      if (!time.ok) throw new Error(time.error.code)
      return time.value
    }
    const early: EventPlan = { ...night, startsAtMs: at('00:00'), windows: [{ id: 'w', startsAtMs: at('02:30'), endsAtMs: at('03:30') }] }
    expect(moveToDate(early, 'America/New_York', '2026-03-08')).toEqual({
      ok: false,
      error: { code: 'setup.time_gap', params: { wall: '2026-03-08 02:30', zone: 'America/New_York' } },
    })
  })

  it('refuses what is no date', () => {
    expect(moveToDate(planOf('salon', '2026-12-01', 'Asia/Shanghai'), 'Asia/Shanghai', '2026-13-01')).toEqual({ ok: false, error: { code: 'input.bad_date' } })
  })
})

describe('a wall time', () => {
  it('in the skipped hour exists in Shanghai and not in New York', () => {
    expect(wallTime('2026-03-08T02:30', 'Asia/Shanghai').ok).toBe(true)
    expect(wallTime('2026-03-08T02:30', 'America/New_York')).toEqual({ ok: false, error: { code: 'setup.time_gap', params: { wall: '2026-03-08 02:30', zone: 'America/New_York' } } })
  })

  it('that is malformed is told apart from one that is skipped', () => {
    expect(wallTime('2026-12-01T25:00', 'Asia/Shanghai')).toEqual({ ok: false, error: { code: 'input.bad_date' } })
  })
})
