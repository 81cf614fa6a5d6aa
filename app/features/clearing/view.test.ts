import { expect, test } from 'vitest'

import { alsoLiked, draftOf, moved, rankLast, without } from './view.ts'

const draft = { ranked: ['a', 'b', 'c'], unranked: ['d'] }

test('a list is split into what is in order and what isn’t', () => {
  expect(draftOf([{ partnerId: 'a', rank: 1 }, { partnerId: 'b', rank: 2 }, { partnerId: 'c', rank: null }])).toEqual({ ranked: ['a', 'b'], unranked: ['c'] })
})

test('moving goes one place and stops at both ends', () => {
  expect(moved(draft, 'b', -1).ranked).toEqual(['b', 'a', 'c'])
  expect(moved(draft, 'b', 1).ranked).toEqual(['a', 'c', 'b'])
  expect(moved(draft, 'a', -1)).toEqual(draft)
  expect(moved(draft, 'c', 1)).toEqual(draft)
  expect(moved(draft, 'd', 1)).toEqual(draft)
})

test('whatever is put in order leaves the rest, and nothing is in a list twice', () => {
  expect(rankLast(draft, 'd')).toEqual({ ranked: ['a', 'b', 'c', 'd'], unranked: [] })
  expect(rankLast(draft, 'a')).toEqual({ ranked: ['b', 'c', 'a'], unranked: ['d'] })
  expect(alsoLiked(draft, ['a', 'd', 'e'])).toEqual({ ranked: ['a', 'b', 'c'], unranked: ['d', 'e'] })
  expect(without(draft, 'b')).toEqual({ ranked: ['a', 'c'], unranked: ['d'] })
})
