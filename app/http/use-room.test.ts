import { expect, test } from 'vitest'

import { isNews, notYetHeard } from './use-room.ts'

const page = (seq: number, words: string, room = 'stage:a') => ({ room, loaded: { snapshot: { words }, seq } })

test('a page that builds the same words anew in each render brings nothing new', () => {
  expect(isNews(page(3, 'open'), page(3, 'open'), 3)).toBe(false)
})

test('other words at the number that is held are taken over: not everything a page loads comes with a fact', () => {
  expect(isNews(page(3, 'open'), page(3, 'sealed'), 3)).toBe(true)
})

test('a page that was loaded before the last fact is older than what is held', () => {
  expect(isNews(page(3, 'open'), page(4, 'sealed'), 5)).toBe(false)
})

test('a newer page is taken over, and so is what belongs to another room, however old', () => {
  expect(isNews(page(3, 'open'), page(6, 'open'), 5)).toBe(true)
  expect(isNews(page(3, 'open'), page(1, 'open', 'stage:b'), 5)).toBe(true)
})

test('what a page knows of a room before hearing of it never takes the place of what was heard', () => {
  expect(isNews(page(notYetHeard, 'open'), page(notYetHeard, 'sealed'), 0)).toBe(false)
  expect(isNews(page(notYetHeard, 'open'), page(notYetHeard, 'sealed'), notYetHeard)).toBe(true)
})
