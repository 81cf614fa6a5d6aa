import { expect, test } from 'vitest'

import { alsoLiked, draftOf, movedTo, onlyOf, rankLast, without } from './view.ts'

const draft = { ranked: ['a', 'b', 'c'], unranked: ['d'] }

test('a list is split into what is in order and what isn’t', () => {
  expect(draftOf([{ partnerId: 'a', rank: 1 }, { partnerId: 'b', rank: 2 }, { partnerId: 'c', rank: null }])).toEqual({ ranked: ['a', 'b'], unranked: ['c'] })
})

test('moving goes to any place and stops at both ends', () => {
  expect(movedTo(draft, 'b', 0).ranked).toEqual(['b', 'a', 'c'])
  expect(movedTo(draft, 'a', 2).ranked).toEqual(['b', 'c', 'a'])
  expect(movedTo(draft, 'a', -1)).toEqual(draft)
  expect(movedTo(draft, 'c', 9)).toEqual(draft)
  expect(movedTo(draft, 'd', 1)).toEqual(draft)
})

test('somebody who is no longer on offer is in no list', () => {
  expect(onlyOf(draft, ['a', 'c'])).toEqual({ ranked: ['a', 'c'], unranked: [] })
})

test('whatever is put in order leaves the rest, and nothing is in a list twice', () => {
  expect(rankLast(draft, 'd')).toEqual({ ranked: ['a', 'b', 'c', 'd'], unranked: [] })
  expect(rankLast(draft, 'a')).toEqual({ ranked: ['b', 'c', 'a'], unranked: ['d'] })
  expect(alsoLiked(draft, ['a', 'd', 'e'])).toEqual({ ranked: ['a', 'b', 'c'], unranked: ['d', 'e'] })
  expect(without(draft, 'b')).toEqual({ ranked: ['a', 'c'], unranked: ['d'] })
})
