import { expect, test } from 'vitest'

import { applyInOrder } from './in-order.ts'

const fact = (seq: number) => ({ seq })
const step = (heard: number[], { seq }: { seq: number }): number[] => [...heard, seq]

test('facts are taken in order, whatever order they came in', () => {
  expect(applyInOrder({ snapshot: [], seq: 4 }, [fact(7), fact(5), fact(6)], step)).toEqual({ snapshot: [5, 6, 7], seq: 7 })
})

test('a fact that is held already has no second effect', () => {
  expect(applyInOrder({ snapshot: [1, 2], seq: 2 }, [fact(1), fact(2), fact(2), fact(3), fact(3)], step)).toEqual({ snapshot: [1, 2, 3], seq: 3 })
})

test('a gap takes nothing of the frame', () => {
  expect(applyInOrder({ snapshot: [1], seq: 1 }, [fact(2), fact(4)], step)).toBeNull()
})

test('no news changes nothing', () => {
  expect(applyInOrder({ snapshot: [1], seq: 1 }, [], step)).toEqual({ snapshot: [1], seq: 1 })
})
