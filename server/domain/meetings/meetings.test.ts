import { describe, expect, it } from 'vitest'

import { commonTimes } from './common-times.ts'
import { lineChanges, placesInLine, type LineHold } from './holds.ts'
import { nextState, passUndo, requestStates, steps, type RequestAct, type RequestParty } from './request-state.ts'
import { passBudget, passNotice } from './reschedule.ts'
import { chooseTable } from './table-choice.ts'

const minute = 60_000
const hold = (requestId: string, from: number, to: number, createdAtMs: number, toDelegationId = 'fund'): LineHold => ({ requestId, startsAtMs: from * minute, endsAtMs: to * minute, createdAtMs, toDelegationId })

describe('the life of a request', () => {
  it('knows exactly the steps of its table, for exactly the party that may take them', () => {
    const acts = Object.keys(steps) as RequestAct[]
    const parties: RequestParty[] = ['receiver', 'sender', 'time']
    const possible = requestStates.flatMap((state) => acts.flatMap((act) => parties.flatMap((party) => (nextState(state, act, party).ok ? [`${state} ${act} by ${party}`] : []))))
    expect(possible).toEqual([
      'pending accept by receiver', 'pending decline by receiver', 'pending counter by receiver', 'pending delegate by receiver', 'pending withdraw by sender', 'pending expire by time',
      'accepted undo by receiver', 'declined undo by receiver',
    ])
  })

  it('can be undone up to and including the tenth second', () => {
    expect([10_000, 10_001].map((later) => passUndo(0, later).ok)).toEqual([true, false])
    expect(passUndo(null, 0).ok).toBe(false)
  })
})

describe('the line for a time', () => {
  it('counts earlier requests with an overlapping time once each, and a meeting that stands there', () => {
    const places = placesInLine([hold('b', 0, 20, 2), hold('a', 0, 20, 1), hold('a', 20, 40, 1), hold('c', 10, 30, 3), hold('d', 0, 20, 4, 'other')], [{ delegationId: 'fund', startsAtMs: 0, endsAtMs: 20 * minute }])
    expect(Object.fromEntries(places)).toEqual({ 'a@0': 2, [`a@${20 * minute}`]: 1, 'b@0': 3, [`c@${10 * minute}`]: 4, 'd@0': 1 })
  })

  it('says who moved, and who came to the head', () => {
    const before = placesInLine([hold('a', 0, 20, 1), hold('b', 0, 20, 2), hold('c', 0, 20, 3)], [])
    const after = placesInLine([hold('b', 0, 20, 2), hold('c', 0, 20, 3)], [])
    expect(lineChanges(before, after)).toEqual({ changed: ['b', 'c'], promoted: ['b'] })
  })
})

describe('common times', () => {
  const starts = [0, 20, 40, 60].map((at) => ({ startsAtMs: at * minute }))
  const free = { people: [new Set<number>()], everyone: true, unavailable: [] }
  const ask = { starts, lengthMs: 20 * minute, bufferMs: 0, tables: [{ id: 't', busy: new Set<number>(), blocks: [] }], notBeforeMs: 0 }
  const at = (times: { startsAtMs: number }[]) => times.map((time) => time.startsAtMs / minute)

  it('touching a meeting is free and comes first; overlapping it is not', () => {
    expect(at(commonTimes({ ...ask, sides: [{ ...free, people: [new Set([8, 9, 10, 11])] }, free] }))).toEqual([20, 60, 0])
  })

  it('a buffer keeps the time after a meeting free of another', () => {
    expect(at(commonTimes({ ...ask, bufferMs: 5 * minute, sides: [{ ...free, people: [new Set([8, 9, 10, 11, 12])] }, free] }))).toEqual([0])
  })

  it('needs a table where there are tables, one free colleague where nobody is named, and a time ahead', () => {
    expect(at(commonTimes({ ...ask, sides: [free, free], tables: [{ id: 't', busy: new Set([0]), blocks: [{ startsAtMs: 60 * minute, endsAtMs: 80 * minute }] }] }))).toEqual([20, 40])
    expect(at(commonTimes({ ...ask, sides: [{ people: [new Set([0]), new Set()], everyone: false, unavailable: [] }, free], tables: [], notBeforeMs: 1 }))).toEqual([20, 40, 60])
    expect(at(commonTimes({ ...ask, sides: [free, free], waiting: (time) => (time === 0 ? 2 : 0) }))).toEqual([20, 40, 60, 0])
  })
})

it('a table at home goes before the neighbour, the neighbour before the first; none is null', () => {
  const tables = ['t1', 't2', 't3'].map((id) => ({ id, busy: new Set<number>(id === 't3' ? [0] : []), blocks: [] }))
  const time = { startsAtMs: 0, endsAtMs: 20 * minute }
  expect([chooseTable({ tables, time, home: ['t2'], neighbours: ['t1'] }), chooseTable({ tables, time, home: ['t3'], neighbours: ['t2'] }), chooseTable({ tables, time, home: [], neighbours: [] })]).toEqual(['t2', 't2', 't1'])
  expect(chooseTable({ tables: tables.slice(2), time, home: [], neighbours: [] })).toBeNull()
})

it('notice ends at its minute, the budget after its last move; the organizer has neither', () => {
  const window = { startsAtMs: 100 * minute, noticeMinutes: 60, isOrganizer: false }
  expect([40, 40.001].map((now) => passNotice({ ...window, nowMs: now * minute }).ok)).toEqual([true, false])
  expect(passNotice({ ...window, nowMs: 99 * minute, isOrganizer: true }).ok).toBe(true)
  expect([passBudget({ used: 1, budget: 2, isOrganizer: false }).ok, passBudget({ used: 2, budget: 2, isOrganizer: false }).ok, passBudget({ used: 9, budget: 2, isOrganizer: true }).ok]).toEqual([true, false, true])
})
