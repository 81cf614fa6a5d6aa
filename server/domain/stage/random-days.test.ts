import { expect, test } from 'vitest'

import { Prng } from '../scheduling/prng.ts'

import { driftModes, planForDrift } from './absorb.ts'
import { forecast } from './forecast.ts'
import { defaultStageSettings, endActions, type Line, type StageEvent, type StageRun, type StageState } from './model.ts'
import { nextStep, stepAtAlarm } from './next-step.ts'
import { applyPatch, patchOf } from './patch.ts'
import { replay, transition } from './transition.ts'

const days = 100_000
const longestDay = 14
/** Every day is replayed; what costs more is looked at on every so many. */
const closeLook = 5
const minute = 60_000
const begin = Date.UTC(2026, 11, 2, 6)

type Random = Prng

function lines(random: Random): Line[] {
  let at = begin
  return Array.from({ length: 1 + random.below(5) }, (_, i) => {
    const [talkMs, qaMs, bufferMs] = [(1 + random.below(8)) * minute, random.below(3) * minute, random.below(3) * minute]
    const line: Line = {
      id: `line-${i}`, kind: random.below(5) === 0 ? 'break' : 'pitch', plannedAt: at, plannedEndsAt: at + talkMs + qaMs, talkMs, qaMs, bufferMs, isFixed: random.below(3) === 0,
      outcome: null, startedAt: null, endedAt: null,
    }
    at += talkMs + qaMs + bufferMs + random.below(2) * 10 * minute
    return line
  })
}

const anyOf = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)] as T

/** Anything that somebody could send, sense or nonsense. */
function anyEvent(random: Random, run: StageRun | null, now: number): StageEvent {
  if (run === null) return { kind: 'open', lines: lines(random), isRehearsal: false, shiftMs: 0, settings: { ...defaultStageSettings, endAction: anyOf(random, endActions) } }
  const lineId = anyOf(random, run.lines)?.id ?? 'nobody'
  const makers: (() => StageEvent)[] = [
    () => nextStep(run) ?? { kind: 'reopen' },
    () => nextStep(run) ?? { kind: 'reopen' },
    () => stepAtAlarm(run) ?? { kind: 'pause' },
    () => ({ kind: 'call', lineId }),
    () => ({ kind: anyOf(random, ['start', 'pause', 'resume', 'qa', 'end', 'reopen', 'undo', 'undo'] as const) }),
    () => ({ kind: 'adjust', ms: (random.below(21) - 10) * 30_000 }),
    () => ({ kind: 'finish', next: random.below(2) === 0 ? null : { lineId, starts: random.below(2) === 0 } }),
    () => ({ kind: anyOf(random, ['skip', 'return'] as const), lineId }),
    () => ({ kind: 'swap', lineId, withId: anyOf(random, run.lines)?.id ?? 'nobody' }),
    () => ({ kind: 'break', lengthMs: (1 + random.below(10)) * minute }),
    () => ({ kind: 'replan', lines: planForDrift(run, { mode: anyOf(random, driftModes), breaks: true, questions: random.below(2) === 0 }, now).lines }),
    () => ({ kind: 'reload', lines: lines(random) }),
  ]
  return anyOf(random, makers)()
}

const publicOf = ({ before: _before, ...state }: StageRun): StageState => state

/** What must hold after every step; an empty list is good. */
function faults(run: StageRun): string[] {
  const { current } = run
  const found: string[] = []
  const isOn = current !== null && current.part !== 'called'
  let on = 0
  let lastEnd = 0
  const spans = run.lines.filter((line) => line.startedAt !== null).sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity))
  for (const { id, startedAt, endedAt } of spans) {
    if (endedAt === null) on += 1
    if (endedAt === null && current?.lineId !== id) found.push('another line is on than the present one')
    if ((startedAt ?? 0) < lastEnd) found.push('two lines were on at once')
    lastEnd = endedAt ?? Infinity
    if ((startedAt ?? 0) > run.at || (endedAt ?? run.at) > run.at || lastEnd < (startedAt ?? 0)) found.push('something happened after now')
  }
  if (on !== (isOn ? 1 : 0)) found.push(`${on} lines are on`)
  if (current !== null && run.lines.find((line) => line.id === current.lineId)?.outcome !== null) found.push('the present line is over or unknown')
  if (new Set(run.lines.map((line) => line.id)).size !== run.lines.length) found.push('a line is there twice')
  if (run.isEnded && current !== null) found.push('somebody is on an ended stage')
  return found
}

function forecastFaults(state: StageState, now: number): string[] {
  const expected = forecast(state, now).lines
  const waiting = expected.filter(({ id }) => state.lines.some((line) => line.id === id && line.outcome === null && line.startedAt === null))
  return [
    expected.every((line, i) => i === 0 || line.startsAt >= (expected[i - 1]?.endsAt ?? 0) || !waiting.includes(line)) ? '' : 'two lines are expected at once',
    waiting.every((line) => line.startsAt >= now && line.endsAt > line.startsAt) ? '' : 'a line is expected in the past',
    waiting.every((line) => !state.lines.some((one) => one.id === line.id && one.isFixed && line.startsAt < one.plannedAt)) ? '' : 'a fixed line is expected early',
  ].filter((fault) => fault !== '')
}

test(`${days} days of anything: replaying gives what is stored, time and numbers only rise, and one is on the stage`, () => {
  const random = new Prng(20_261_202)
  let steps = 0
  for (let day = 0; day < days; day += 1) {
    let run: StageRun | null = null
    let phone: StageState | null = null
    let now = begin - 5 * minute + random.below(10) * minute
    const events: { event: StageEvent; at: number }[] = []
    const length = 1 + random.below(longestDay)
    for (let i = 0; i < length; i += 1) {
      // Now and then the server's clock is put back.
      now += random.below(20) === 0 ? -random.below(60) * minute : random.below(300) * 1_000
      const event = anyEvent(random, run, now)
      const before: StageRun | null = run
      const step = transition(run, event, now)
      if (!step.ok) continue
      run = step.value.run
      steps += 1
      events.push({ event, at: run.at })
      phone = phone === null || before === null ? publicOf(run) : applyPatch(phone, patchOf(publicOf(before), publicOf(run)))
      const wrong = [...faults(run), ...(day % closeLook === 0 ? forecastFaults(run, Math.max(now, run.at)) : []), before !== null && (run.at < before.at || run.seq !== before.seq + 1) ? 'time or number went back' : ''].filter((fault) => fault !== '')
      if (wrong.length > 0) expect({ day, events, wrong }).toEqual({ day, events, wrong: [] })
    }
    if (JSON.stringify(replay(events)) !== JSON.stringify(run)) expect(replay(events), `day ${day}`).toEqual(run)
    if (run !== null && JSON.stringify(phone) !== JSON.stringify(publicOf(run))) expect(phone, `day ${day}`).toEqual(publicOf(run))
  }
  expect(steps).toBeGreaterThan(days * 3)
}, 120_000)
