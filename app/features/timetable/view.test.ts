import { expect, it } from 'vitest'

import { tableHours } from './view.ts'

const hour = 3_600_000
const slot = (startsAtMs: number) => ({ startsAtMs, endsAtMs: startsAtMs + hour / 2, sitting: 0 })
/** 10:00 in Beijing. */
const ten = Date.UTC(2026, 11, 2, 2)

it('an hour of the second day is not mixed with the same hour of the first', () => {
  const slots = [slot(ten), slot(ten + hour / 2), null, slot(ten + 24 * hour), slot(ten + 25 * hour)]
  expect(tableHours({ tableUse: [4, 2, -1, 8, 1] }, { slots }, 'Asia/Shanghai')).toEqual([
    { startsAtMs: ten, hours: [{ hour: '10:00', mean: 3 }] },
    { startsAtMs: ten + 24 * hour, hours: [{ hour: '10:00', mean: 8 }, { hour: '11:00', mean: 1 }] },
  ])
})
