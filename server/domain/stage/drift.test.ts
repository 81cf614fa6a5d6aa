import { describe, expect, test } from 'vitest'

import type { ReleasedItem } from '../programme/item.ts'

import { planForDrift, type DriftChoice } from './absorb.ts'
import { forecast } from './forecast.ts'
import { defaultStageSettings, type Line, type StageState } from './model.ts'
import { rundownOf } from './rundown.ts'

const minute = 60_000
const at = Date.UTC(2026, 11, 2, 6)

type Plan = [id: string, start: number, talk: number, qa: number, more?: Partial<Line>]
const line = ([id, start, talk, qa, more]: Plan): Line => ({
  id, kind: 'pitch', plannedAt: at + start * minute, plannedEndsAt: at + (start + talk + qa) * minute, talkMs: talk * minute, qaMs: qa * minute, bufferMs: 0, isFixed: false, outcome: null, startedAt: null, endedAt: null, ...more,
})

/** The first of these is on, since its planned time, and has so many minutes left after `now` minutes. */
function stage(lines: Plan[], now: number, left: number): StageState {
  const made = lines.map(line)
  const first = made[0] as Line
  return {
    seq: 3, at, isRehearsal: false, isEnded: false, shiftMs: 0, settings: defaultStageSettings, lines: [{ ...first, startedAt: first.plannedAt }, ...made.slice(1)],
    current: { lineId: first.id, part: 'talk', lengthMs: first.talkMs, countdown: { runs: true, endsAt: at + (now + left) * minute } },
  }
}

const day: Plan[] = [['a', 0, 7, 3], ['b', 10, 7, 3], ['tea', 20, 15, 0, { kind: 'break' }], ['c', 35, 7, 3, { bufferMs: 2 * minute }], ['d', 47, 7, 3]]
const starts = (state: StageState, now: number): number[] => forecast(state, at + now * minute).lines.map((one) => (one.startsAt - at) / minute)

describe('the new times of a rundown', () => {
  test('are the released ones while the stage is on time', () => {
    expect(starts(stage(day, 2, 5), 2)).toEqual([0, 10, 20, 35, 47])
    expect(forecast(stage(day, 2, 5), at + 2 * minute)).toMatchObject({ nowMs: 0, endMs: 0, endsAt: at + 57 * minute })
  })

  test('move on with what is on, over time or prolonged', () => {
    expect(starts(stage(day, 12, -4), 12)).toEqual([0, 15, 25, 40, 52])
    expect(forecast(stage(day, 12, -4), at + 12 * minute)).toMatchObject({ nowMs: 5 * minute, endMs: 5 * minute })
  })

  test('move only up to a gap that takes the lateness up; what follows stays as announced', () => {
    const withGap: Plan[] = [['a', 0, 7, 3], ['b', 10, 7, 3], ['c', 30, 7, 3, { isFixed: true }], ['d', 40, 7, 3]]
    expect(starts(stage(withGap, 12, -4), 12)).toEqual([0, 15, 30, 40])
    expect(forecast(stage(withGap, 12, -4), at + 12 * minute)).toMatchObject({ nowMs: 5 * minute, endMs: 0 })
  })

  test('come forward when somebody is passed over, but never before a fixed time', () => {
    const skipped: Plan[] = [['a', 0, 7, 3], ['b', 10, 7, 3, { outcome: 'skipped' }], ['c', 20, 7, 3], ['d', 30, 7, 3, { isFixed: true }]]
    expect(starts(stage(skipped, 0, 7), 0)).toEqual([0, 10, 30])
  })

  test('wait for a countdown that stands still', () => {
    const running = stage(day, 2, 5)
    const paused: StageState = { ...running, current: { lineId: 'a', part: 'talk', lengthMs: 7 * minute, countdown: { runs: false, leftMs: 5 * minute } } }
    expect(starts(paused, 30)[1]).toBe(38)
  })
})

describe('lateness', () => {
  const choice = (mode: DriftChoice['mode'], breaks = true, questions = true): DriftChoice => ({ mode, breaks, questions })
  const late = (by: number) => stage(day, 12, by - 5)
  const plan = (by: number, made: DriftChoice) => planForDrift(late(by), made, at + 12 * minute)

  test('is taken up by breaks first, then by gaps, then by an equal share of all questions', () => {
    expect(plan(8, choice('absorb'))).toMatchObject({ endMsBefore: 8 * minute, endMs: 0, cutMs: { breaks: 8 * minute, buffers: 0, questions: 0 } })
    expect(plan(12, choice('absorb'))).toMatchObject({ endMs: 0, cutMs: { breaks: 10 * minute, buffers: 2 * minute, questions: 0 } })
    expect(plan(16, choice('absorb'))).toMatchObject({ cutMs: { breaks: 10 * minute, buffers: 2 * minute, questions: 4.5 * minute }, endMs: -0.5 * minute })
  })

  test('leaves what must not be cut', () => {
    expect(plan(8, choice('absorb', false, false))).toMatchObject({ lines: [], endMs: 8 * minute })
    expect(plan(8, choice('absorb', false))).toMatchObject({ cutMs: { breaks: 0, buffers: 0 } })
    expect(plan(60, choice('absorb')).lines.every((one) => one.talkMs >= 5 * minute)).toBe(true)
  })

  test('is shifted as a whole, or half and half', () => {
    expect(plan(8, choice('shift'))).toMatchObject({ lines: [], endMs: 8 * minute })
    expect(plan(8, choice('split'))).toMatchObject({ endMs: 4 * minute, cutMs: { breaks: 4 * minute } })
  })

  test('is not fought where a gap takes it up anyway', () => {
    const withGap: Plan[] = [['a', 0, 7, 3], ['tea', 10, 15, 0, { kind: 'break' }], ['c', 40, 7, 3, { isFixed: true }]]
    expect(planForDrift(stage(withGap, 12, -1), choice('absorb'), at + 12 * minute)).toMatchObject({ lines: [], endMsBefore: 0 })
  })
})

describe('the rundown of a day', () => {
  const item = (id: string, startsAtMs: number, more: Partial<ReleasedItem> = {}): ReleasedItem => ({
    id, eventId: 'e', externalId: null, stageId: 's', kind: 'pitch', sessionId: null, titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', track: '', qaMinutes: 3, bufferMinutes: 0, isLinked: true, people: [], speakers: [],
    startsAtMs, endsAtMs: startsAtMs + 10 * minute, delegation: null, version: 1, calendarSequence: 0, ...more,
  })
  const dayMs = 86_400_000
  const items = [item('tomorrow', at + dayMs), item('second', at + 10 * minute), item('first', at)]
  const zone = 'Asia/Shanghai'
  const chosen = (now: number, shifted: 'always' | 'other_day' | 'never' = 'never') => {
    const { lines, shiftMs } = rundownOf(items, { now, zone, shifted })
    return { ids: lines.map((one) => one.id), shiftMs, from: lines[0]?.plannedAt }
  }

  test('is that of today, else of the next day, else of the last', () => {
    expect([at - 3_600_000, at + dayMs, at - 9 * dayMs, at + 9 * dayMs].map((now) => chosen(now).ids)).toEqual([['first', 'second'], ['tomorrow'], ['first', 'second'], ['tomorrow']])
  })

  test('of an evening that runs past midnight is whole, before and after midnight', () => {
    const midnight = at - ((at + 8 * 3_600_000) % dayMs) + dayMs
    const night = [item('last', midnight + 5 * minute), item('late', midnight - 20 * minute), item('morning', midnight + 9 * 3_600_000)]
    const seen = [midnight - 3_600_000, midnight + minute, midnight + 8 * 3_600_000].map((now) => rundownOf(night, { now, zone, shifted: 'other_day' }))
    expect(seen.map(({ items, shiftMs }) => [items.map(({ id }) => id), shiftMs])).toEqual([[['late', 'last'], 0], [['late', 'last'], 0], [['morning'], 0]])
  })

  test('begins with the next minute in a rehearsal, and on another day than planned', () => {
    expect(chosen(at - 3_600_000 + 1, 'always')).toMatchObject({ from: at - 3_540_000, shiftMs: -3_540_000 })
    expect(chosen(at - 3_600_000, 'other_day')).toMatchObject({ from: at, shiftMs: 0 })
    expect(chosen(at - 2 * dayMs, 'other_day')).toMatchObject({ from: at - 2 * dayMs })
  })

  test('leaves a talk at least a minute before its questions', () => {
    expect(rundownOf([item('short', at, { qaMinutes: 30 })], { now: at, zone, shifted: 'never' }).lines[0]).toMatchObject({ talkMs: minute, qaMs: 9 * minute })
  })
})
