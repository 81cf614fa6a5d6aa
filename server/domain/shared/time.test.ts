import { expect, it } from 'vitest'

import { spanLabel } from './time.ts'

it.each([
  ['2026-12-02T09:00+08:00', '2026-12-02T18:00+08:00', '12月2日 周三 09:00–18:00', 'Wed 2 Dec 09:00–18:00'],
  ['2026-12-02T09:00+08:00', '2026-12-03T00:00+08:00', '12月2日 周三 09:00–00:00', 'Wed 2 Dec 09:00–00:00'],
  ['2026-12-02T20:00+08:00', '2026-12-03T02:00+08:00', '12月2日 周三 20:00 – 12月3日 周四 02:00', 'Wed 2 Dec 20:00 – Thu 3 Dec 02:00'],
  ['2026-12-02T09:00+08:00', '2026-12-04T17:00+08:00', '12月2日 周三 09:00 – 12月4日 周五 17:00', 'Wed 2 Dec 09:00 – Fri 4 Dec 17:00'],
])('a stretch from %s to %s names every day it has to: %s', (from, to, zh, en) => {
  const said = (locale: string): string => spanLabel(Date.parse(from), Date.parse(to), 'Asia/Shanghai', locale)
  expect([said('zh-CN'), said('en')]).toEqual([zh, en])
})
