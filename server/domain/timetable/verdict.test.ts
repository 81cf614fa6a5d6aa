import { expect, test } from 'vitest'

import { withPoint, type TracePoint } from './trace.ts'
import { gapPercent, verdictOf } from './verdict.ts'

const figures = { weight: 1000, weightBound: 1003, breaks: 7, breaksBound: 5 }

test('a draft claims only what was proved of it', () => {
  expect(verdictOf('optimal', figures)).toEqual({ code: 'proved_best', params: {} })
  expect(verdictOf('feasible', figures)).toEqual({ code: 'gap', params: { percent: 0.3 } })
  expect(verdictOf('feasible', { ...figures, weightBound: 1000 })).toEqual({ code: 'meetings_best', params: { count: 2 } })
  expect(verdictOf('feasible', { ...figures, weightBound: 1000, breaksBound: null })).toEqual({ code: 'meetings_best', params: { count: 7 } })
  expect(verdictOf('feasible', { ...figures, weightBound: 1000, breaks: 5 })).toEqual({ code: 'meetings_and_breaks_best', params: {} })
  expect(verdictOf('feasible', { ...figures, weightBound: null })).toEqual({ code: 'unproved', params: {} })
  expect(verdictOf('unknown', figures)).toEqual({ code: 'unfinished', params: {} })
  expect(verdictOf('infeasible', null)).toEqual({ code: 'infeasible', params: {} })
})

test('a gap is rounded up and never to nothing', () => {
  expect([gapPercent(100_000, 100_001), gapPercent(1000, 1003), gapPercent(1000, 1031), gapPercent(3, 4), gapPercent(0, 4), gapPercent(4, 4)]).toEqual([0.01, 0.3, 3.1, 33.4, 100, 0])
})

test('a trace keeps the ends of a level stretch and every change, and stays drawable however long the search takes', () => {
  const at = (elapsedMs: number, weight: number): TracePoint => ({ elapsedMs, weight, weightBound: 500, breaks: 3, breaksBound: null })
  const level = [0, 100, 200, 300].reduce<TracePoint[]>((trace, ms) => withPoint(trace, at(ms, 5)), [])
  expect(level.map((point) => point.elapsedMs)).toEqual([0, 300])
  const long = Array.from({ length: 5000 }, (_, n) => at(n * 100, n)).reduce<TracePoint[]>(withPoint, [])
  expect(long.length).toBeLessThanOrEqual(160)
  expect([long[0], long.at(-1)]).toEqual([at(0, 0), at(499_900, 4999)])
})
