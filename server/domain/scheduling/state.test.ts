import { expect, it } from 'vitest'

import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { compile } from './model.ts'
import { Prng } from './prng.ts'
import type { TimetableProblem } from './problem.ts'
import { State } from './state.ts'

/** Placed meetings with a placed predecessor that has not ended when they start, by looking at all of them. */
function tooEarly({ model: { meetings, predecessors, length }, slotOf }: State): number[] {
  const follows = (meeting: number): number[] => [...predecessors.items.slice(predecessors.start[meeting], predecessors.start[meeting + 1])]
  const overlaps = (meeting: number): boolean => follows(meeting).some((other) => slotOf[other]! >= 0 && slotOf[other]! + length[other]! > slotOf[meeting]!)
  return Array.from({ length: meetings }, (_, meeting) => meeting).filter((meeting) => slotOf[meeting]! >= 0 && overlaps(meeting))
}

/** Twelve meetings of up to two slots, most of which follow one or two of those before them. */
function orderly(random: Prng): TimetableProblem {
  const meetings = Array.from({ length: 12 }, (_, at) => {
    const after = [...new Set(Array.from({ length: random.below(3) }, () => `m${random.below(at + 1)}`))].filter((id) => id !== `m${at}`)
    return { ...meeting(`m${at}`, [`p${1 + (at % 6)}`, `p${7 + (at % 5)}`]), length: 1 + random.below(2), after }
  })
  return timetableProblem({ slots: 8, tables: 5, participants: people(11), meetings })
}

it('knows who starts too early, whatever came, went and was taken back', () => {
  const random = new Prng(7)
  let seen = 0
  for (let problem = 0; problem < 60; problem++) {
    const state = new State(compile(orderly(random)))
    const { meetings, slots } = state.model
    for (let change = 0; change < 80; change++) {
      const one = random.below(meetings)
      const slot = random.below(slots)
      if (state.slotOf[one]! >= 0) state.remove(one)
      else if (state.fits(one, slot)) state.place(one, slot)
      if (random.below(5) === 0) state.undo()
      if (random.below(3) === 0) state.keep()
      const early = [...state.early.items.slice(0, state.early.size)].sort((a, b) => a - b)
      expect(early).toEqual(tooEarly(state))
      expect(early.every((late) => state.inItsWay(late) >= 0)).toBe(true)
      seen += early.length
    }
  }
  expect(seen).toBeGreaterThan(100)
})
