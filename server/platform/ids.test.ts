import { expect, test } from 'vitest'

import { isId } from '#server/domain/shared/ids.ts'
import { createIds } from '#server/platform/ids.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'

test('ids have the shape that the domain accepts and are all different', () => {
  const ids = createIds()
  const made = Array.from({ length: 5_000 }, () => ids.newId())
  expect(made.filter((id) => !isId(id))).toEqual([])
  expect(new Set(made).size).toBe(5_000)
})

test('ids keep rising within one millisecond and when the clock jumps back an hour', () => {
  const clock = manualClock()
  const ids = createIds(undefined, clock)
  const made = [ids.newId(), ids.newId()]
  clock.advance(-3_600_000)
  made.push(ids.newId(), ids.newId())
  clock.advance(3_600_001)
  made.push(ids.newId())
  expect(made).toEqual([...made].sort())
  expect(new Set(made).size).toBe(5)
})

test('an id carries the time in its first ten characters as the ULID specification says', () => {
  const ids = createIds((size) => new Uint8Array(size), manualClock(1_469_918_176_385))
  expect(ids.newId()).toBe('01aryz6s410000000000000000')
})

test('when the random part is used up within a millisecond the next id still sorts after it', () => {
  const ids = createIds((size) => new Uint8Array(size).fill(255), manualClock(1_000))
  const first = ids.newId()
  expect(ids.newId() > first).toBe(true)
})

test('the same randomness and the same clock give the same ids', () => {
  const make = () => createIds((size) => new Uint8Array(size).fill(7), manualClock())
  const [a, b] = [make(), make()]
  expect([a.newId(), a.newId(), a.newSecret(16)]).toEqual([b.newId(), b.newId(), b.newSecret(16)])
})

test('secrets shorter than 128 bits are refused', () => {
  expect(() => createIds().newSecret(8)).toThrow(RangeError)
  expect(createIds().newSecret(32)).toMatch(/^[A-Za-z0-9_-]{43}$/)
})
