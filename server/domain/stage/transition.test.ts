import { describe, expect, test } from 'vitest'

import { countdownText, markOfLeft } from './countdown.ts'
import { defaultStageSettings, type Line, type StageEvent, type StageRun } from './model.ts'
import { nextStep, stepAtAlarm } from './next-step.ts'
import { transition } from './transition.ts'

const minute = 60_000
const at = Date.UTC(2026, 11, 2, 6)

/** Three pitches of seven minutes and three for questions, from 14:00 in Beijing on. */
const line = (i: number): Line => ({ id: `p${i}`, kind: 'pitch', plannedAt: at + i * 10 * minute, plannedEndsAt: at + (i + 1) * 10 * minute, talkMs: 7 * minute, qaMs: 3 * minute, bufferMs: 0, isFixed: false, outcome: null, startedAt: null, endedAt: null })
const open: StageEvent = { kind: 'open', lines: [line(0), line(1), line(2)], isRehearsal: false, shiftMs: 0, settings: defaultStageSettings }

/** The stage after these events, each a minute after the one before; throws the code of the first that is refused. */
function after(...events: StageEvent[]): StageRun {
  return events.reduce<StageRun | null>((run, event, i) => {
    const step = transition(run, event, at + i * minute)
    if (!step.ok) throw new Error(step.error.code)
    return step.value.run
  }, null) as StageRun
}

const called: StageEvent[] = [open, { kind: 'call', lineId: 'p0' }]
const talking: StageEvent[] = [...called, { kind: 'start' }]

describe('what the stage allows', () => {
  test.each<[string, StageEvent[], StageEvent, string]>([
    ['nothing before it is open', [], { kind: 'start' }, 'stage.not_open'],
    ['no start with nobody called', [open], { kind: 'start' }, 'stage.nobody_called'],
    ['no second start', talking, { kind: 'start' }, 'stage.already_on'],
    ['no call while somebody is on', talking, { kind: 'call', lineId: 'p1' }, 'stage.already_on'],
    ['no call of whom is called', called, { kind: 'call', lineId: 'p0' }, 'stage.already_called'],
    ['no call of an unknown line', [open], { kind: 'call', lineId: 'x' }, 'record.not_found'],
    ['no call of what is over', [...talking, { kind: 'finish', next: null }], { kind: 'call', lineId: 'p0' }, 'stage.line_over'],
    ['no pause of nothing', called, { kind: 'pause' }, 'stage.nobody_on'],
    ['no second pause', [...talking, { kind: 'pause' }], { kind: 'pause' }, 'stage.already_paused'],
    ['no going on without a pause', talking, { kind: 'resume' }, 'stage.not_paused'],
    ['no questions twice', [...talking, { kind: 'qa' }], { kind: 'qa' }, 'stage.no_questions'],
    ['no cut of time that is over', [...talking, { kind: 'adjust', ms: -7 * minute }], { kind: 'adjust', ms: -minute }, 'stage.nothing_to_cut'],
    ['no skip of whom is on', talking, { kind: 'skip', lineId: 'p0' }, 'stage.already_on'],
    ['no return of whom waits', [open], { kind: 'return', lineId: 'p1' }, 'stage.still_waiting'],
    ['no swap with oneself', [open], { kind: 'swap', lineId: 'p1', withId: 'p1' }, 'stage.same_line'],
    ['no swap with whom is called', called, { kind: 'swap', lineId: 'p0', withId: 'p1' }, 'stage.already_called'],
    ['no break while somebody is on', talking, { kind: 'break', lengthMs: minute }, 'stage.already_on'],
    ['no talk of nothing', [open], { kind: 'replan', lines: [{ id: 'p1', talkMs: 0, qaMs: 0, bufferMs: 0 }] }, 'stage.bad_length'],
    ['nothing after the end', [open, { kind: 'end' }], { kind: 'call', lineId: 'p0' }, 'stage.ended'],
    ['no reopening of what goes on', [open], { kind: 'reopen' }, 'stage.not_ended'],
    ['no undo of an undo', [...called, { kind: 'undo' }], { kind: 'undo' }, 'stage.undo_over'],
    ['no undo of the first opening', [open], { kind: 'undo' }, 'stage.undo_over'],
  ])('%s', (_name, before, event, code) => {
    const run = before.length === 0 ? null : before.reduce<StageRun | null>((now, one, i) => { const step = transition(now, one, at + i); return step.ok ? step.value.run : now }, null)
    expect(transition(run, event, at + 100)).toEqual({ ok: false, error: { code } })
  })
})

describe('the countdown', () => {
  test('goes on where a pause left it, and takes added and cut time', () => {
    const run = after(...talking, { kind: 'pause' }, { kind: 'adjust', ms: 2 * minute }, { kind: 'resume' })
    // Started after 2 minutes, paused after 3 with 6 left, 2 more, going on after 5.
    expect(run.current).toEqual({ lineId: 'p0', part: 'talk', lengthMs: 9 * minute, countdown: { runs: true, endsAt: at + 13 * minute } })
  })

  test('is cut to the present and no further, and grows again from there', () => {
    const run = after(...talking, { kind: 'adjust', ms: -60 * minute }, { kind: 'adjust', ms: minute })
    expect(run.current).toMatchObject({ countdown: { runs: true, endsAt: at + 4 * minute } })
  })

  test('before the start, time is added to the talk itself', () => {
    expect(after(...called, { kind: 'adjust', ms: 5 * minute }, { kind: 'start' }).current).toMatchObject({ lengthMs: 12 * minute })
  })

  test.each([[252_000, '4:12'], [251_001, '4:12'], [60_000, '1:00'], [1, '0:01'], [0, '0:00'], [-1, '0:00'], [-999, '0:00'], [-1_000, '−0:01'], [-75_000, '−1:15'], [3_845_000, '1:04:05']])('%i ms read %s', (ms, text) => {
    expect(countdownText(ms)).toBe(text)
  })

  test.each([[60_001, 'calm'], [60_000, 'warn'], [15_000, 'danger'], [0, 'danger'], [-1, 'over']])('with %i ms left it is %s', (ms, mark) => {
    expect(markOfLeft(ms, defaultStageSettings)).toBe(mark)
  })
})

describe('order', () => {
  const order = (run: StageRun): string[] => run.lines.map((one) => `${one.id}${one.outcome === null ? '' : ` ${one.outcome}`}`)

  test('whoever is called out of turn goes before the others', () => {
    expect(order(after(open, { kind: 'call', lineId: 'p2' }))).toEqual(['p2', 'p0', 'p1'])
  })

  test('who was passed over comes back as the next', () => {
    const run = after(open, { kind: 'skip', lineId: 'p0' }, { kind: 'call', lineId: 'p1' }, { kind: 'return', lineId: 'p0' })
    expect([order(run), nextStep({ ...run, current: null })]).toEqual([['p1', 'p0', 'p2'], { kind: 'call', lineId: 'p1' }])
  })

  test('a swap trades the places of the day and leaves each its length', () => {
    const run = after({ ...open, lines: [line(0), line(1), { ...line(2), talkMs: 20 * minute, isFixed: true }] }, { kind: 'swap', lineId: 'p1', withId: 'p2' })
    expect(run.lines.map(({ id, plannedAt, talkMs, isFixed }) => [id, (plannedAt - at) / minute, talkMs / minute, isFixed])).toEqual([['p0', 0, 7, false], ['p2', 10, 20, false], ['p1', 20, 7, true]])
  })

  test('a break made on the spot begins at once, and who was called waits again', () => {
    const run = after(...called, { kind: 'break', lengthMs: 5 * minute })
    expect([order(run), run.current?.lineId]).toEqual([['break-3', 'p0', 'p1', 'p2'], 'break-3'])
  })

  test('after the end, opening again goes on with those who waited', () => {
    const run = after(...talking, { kind: 'end' }, { kind: 'reopen' })
    expect([order(run), nextStep(run)]).toEqual([['p0 done', 'p1', 'p2'], { kind: 'call', lineId: 'p1' }])
  })
})

describe('by itself', () => {
  test.each<['stay' | 'call' | 'start', StageEvent | null, StageEvent | null]>([
    ['stay', null, null],
    ['call', { kind: 'qa' }, { kind: 'finish', next: { lineId: 'p1', starts: false } }],
    ['start', { kind: 'qa' }, { kind: 'finish', next: { lineId: 'p1', starts: true } }],
  ])('a stage that is to %s does so', (endAction, afterTalk, afterQuestions) => {
    const settings = { ...defaultStageSettings, endAction }
    const talk = after({ ...open, settings }, ...talking.slice(1))
    const questions = after({ ...open, settings }, ...talking.slice(1), { kind: 'qa' })
    expect([stepAtAlarm(talk), stepAtAlarm(questions)]).toEqual([afterTalk, afterQuestions])
  })

  test('an alarm is set for the end of every countdown that runs, and for none that stands still', () => {
    const settings = { ...defaultStageSettings, endAction: 'call' as const }
    const run = after({ ...open, settings }, ...talking.slice(1))
    const paused = transition(run, { kind: 'pause' }, run.at)
    expect(paused.ok && paused.value.effects).toEqual([])
    const longer = transition(run, { kind: 'adjust', ms: minute }, run.at)
    expect(longer.ok && longer.value.effects).toEqual([{ kind: 'alarm', at: at + 10 * minute, seq: 4 }])
  })

  test('who comes and goes is said', () => {
    const questions = after(...talking, { kind: 'qa' })
    const step = transition(questions, { kind: 'finish', next: { lineId: 'p1', starts: true } }, questions.at)
    expect(step.ok && step.value.effects).toEqual([{ kind: 'went_off', lineId: 'p0' }, { kind: 'went_on', lineId: 'p1' }])
  })
})

test('a server’s clock that is put back holds the stage’s time, and moves no number back', () => {
  const run = after(...talking)
  const step = transition(run, { kind: 'finish', next: null }, at - 60 * minute)
  expect(step.ok && [step.value.run.at, step.value.run.seq, step.value.run.lines[0]?.endedAt]).toEqual([run.at, run.seq + 1, run.at])
})
