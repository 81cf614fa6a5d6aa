import { expect, it } from 'vitest'

import { timeNames, wallDays } from './time-format.ts'

const at = (day: number, hour: number): number => Date.UTC(2026, 11, day, hour - 8)

it('a time of an event of one day is the clock, of several its day as well, so that ten o\'clock is never two times', () => {
  expect(timeNames([at(2, 9), at(2, 17)], 'Asia/Shanghai', 'zh-CN')(at(2, 10))).toBe('10:00')
  const twoDays = timeNames([at(2, 9), at(3, 9)], 'Asia/Shanghai', 'zh-CN')
  expect([at(2, 10), at(3, 10)].map(twoDays)).toEqual(['12月2日 周三 10:00', '12月3日 周四 10:00'])
  // The day is that of the event's zone.
  expect(timeNames([at(2, 6), at(2, 14)], 'America/New_York', 'en')(at(2, 6))).toBe('Tue 1 Dec 17:00')
  expect(timeNames([], 'Asia/Shanghai', 'en')(at(2, 10))).toBe('10:00')
})

it('an event of two days says both, one that ends at midnight its day alone', () => {
  const zone = 'Asia/Shanghai'
  expect(wallDays({ startsAt: at(2, 9), endsAt: at(3, 17), zone }, 'zh-CN', true)).toBe('2026年12月2日 周三 – 12月3日 周四')
  expect([wallDays({ startsAt: at(2, 9), endsAt: at(3, 17), zone }, 'en'), wallDays({ startsAt: at(2, 9), endsAt: at(3, 0), zone }, 'en')]).toEqual(['Wed 2 Dec – Thu 3 Dec', 'Wed 2 Dec'])
})
