import { expect, it } from 'vitest'

import { compile } from '../model.ts'
import { Prng } from '../prng.ts'
import { problemFormat, type TimetableProblem } from '../problem.ts'
import { BreakProver } from './break-prover.ts'
import { Neighbourhoods } from './neighbourhood.ts'

/** A grid of people who meet their neighbours; everybody's day is far longer than what they have to do. */
function crowd(people: number): TimetableProblem {
  const participants = Array.from({ length: people }, (_, index) => ({ id: `p${index}`, unavailable: [index % 9] }))
  const meetings = participants.flatMap(({ id }, index) => [1, 5].map((step) => ({ id: `m${index}-${step}`, participants: [id, `p${(index + step) % people}`], must: true })))
  return { format: problemFormat, slots: 9, tables: Math.ceil(people / 3), participants, meetings, objective: ['breaks'] }
}

/** A timetable that keeps every rule but cares for no breaks. */
function anyTimetable(model: ReturnType<typeof compile>): { slots: Int32Array; breaks: number } {
  const prover = new BreakProver(model, { seed: 4, role: 'improve' })
  while (prover.best === null && prover.advance());
  return { slots: prover.best!, breaks: prover.upper }
}

it('frees the whole day of somebody with a break, and more once nothing was to be found', () => {
  const model = compile(crowd(30))
  const { slots } = anyTimetable(model)
  const restless = [...Array(model.participants).keys()].filter((person) => {
    const own = [...slots.keys()].filter((meeting) => [...model.resourcesOf.items.subarray(model.resourcesOf.start[meeting], model.resourcesOf.start[meeting + 1])].includes(person)).map((meeting) => slots[meeting]!)
    return Math.max(...own) - Math.min(...own) >= own.length
  })
  const near = new Neighbourhoods(model, 1)
  const sizes = (): number => {
    let sum = 0
    for (let round = 0; round < 30; round++) {
      const freed = near.choose(slots)
      const days = restless.filter((person) => [...model.meetingsOf.items.subarray(model.meetingsOf.start[person], model.meetingsOf.start[person + 1])].every((meeting) => freed[meeting] === 1))
      expect(days.length).toBeGreaterThan(0)
      sum += freed.reduce((count, one) => count + one, 0)
    }
    return sum
  }
  const before = sizes()
  for (let round = 0; round < 10; round++) near.adapt(false)
  expect(sizes()).toBeLessThan(before)
  for (let round = 0; round < 20; round++) near.adapt(true)
  expect(sizes()).toBeGreaterThan(before)
})

it('is chosen the same way for the same seed', () => {
  const model = compile(crowd(20))
  const slots = Int32Array.from({ length: model.meetings }, () => new Prng(3).below(9))
  const chosen = (seed: number) => Array.from({ length: 5 }, () => [...new Neighbourhoods(model, seed).choose(slots)])
  expect(chosen(2)).toEqual(chosen(2))
})

it('leads to the same plan and bound in the same number of conflicts each time', () => {
  const run = () => {
    const model = compile(crowd(24))
    const prover = new BreakProver(model, { seed: 2, incumbent: anyTimetable(model) })
    while (prover.conflicts < 20_000 && prover.advance());
    return [prover.conflicts, prover.lower, prover.upper, [...prover.best!]]
  }
  const first = run()
  expect(first[1]).toBe(first[2])
  expect(run()).toEqual(first)
})
