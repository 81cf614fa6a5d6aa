import { expect, it } from 'vitest'

import { watchLag } from './lag.ts'

it('a loop that was blocked for five seconds raises an alarm once, and the process isn’t ready until it has been calm', () => {
  let at = 1_000
  let tick = (): void => undefined
  const heard: unknown[] = []
  const watch = watchLag({ logger: { error: (...said: unknown[]) => void heard.push(said) }, now: () => at, every: (each) => { tick = each; return () => undefined } })
  const later = (ms: number): void => { at += ms; tick() }
  for (let i = 0; i < 4; i += 1) later(250)
  later(900)
  expect([watch.isLate(), heard]).toEqual([false, []])
  later(1_750)
  expect([watch.isLate(), heard.splice(0)]).toEqual([false, [[{ lagMs: 1_500 }, 'the event loop was blocked']]])
  at += 5_250
  // Before the timer has had its turn it is known already.
  expect(watch.isLate()).toBe(true)
  tick()
  expect([watch.isLate(), heard]).toEqual([true, [[{ lagMs: 5_000 }, 'the event loop was blocked']]])
  for (let i = 0; i < 19; i += 1) later(250)
  expect(watch.isLate()).toBe(true)
  later(250)
  expect([watch.isLate(), heard.length]).toEqual([false, 1])
})

it('a thread that is really kept busy is noticed', async () => {
  const heard: unknown[] = []
  const watch = watchLag({ logger: { error: (...said: unknown[]) => void heard.push(said) }, alarmMs: 100, shedMs: 100, everyMs: 10 })
  const from = performance.now()
  while (performance.now() - from < 300) { /* nobody else gets a turn */ }
  expect(watch.isLate()).toBe(true)
  await expect.poll(() => heard.length).toBeGreaterThan(0)
  watch.stop()
})
