import { afterEach, beforeEach, expect, vi } from 'vitest'

// An unexpected console.error or console.warn is a defect that nobody has looked at yet.
let noise: string[] = []

beforeEach(() => {
  noise = []
  vi.spyOn(console, 'error').mockImplementation((...words) => void noise.push(words.map(String).join(' ')))
  vi.spyOn(console, 'warn').mockImplementation((...words) => void noise.push(words.map(String).join(' ')))
})

afterEach(() => {
  const heard = noise
  vi.restoreAllMocks()
  expect(heard).toEqual([])
})
