import { describe, expect, it } from 'vitest'

import { bestByTryingAll, meeting, people, randomProblem, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { compile } from '../model.ts'
import { Prng } from '../prng.ts'
import type { TimetableProblem } from '../problem.ts'
import { Circles } from './circles.ts'
import { ForcedBreaks } from './forced-breaks.ts'
import { weightFace } from './weight-face.ts'

/** The bounds that one after the other are proved for all plans of a weight; null where none weighs so much. */
function boundsOf(problem: TimetableProblem, weight: number): { alone: number; paired: number; full: number } | null {
  const model = compile(problem)
  const forced = ForcedBreaks.of(model, weight)
  if (!forced) return null
  const alone = forced.least
  forced.pairUp()
  const paired = forced.least
  const circles = new Circles(model, forced)
  while (circles.advance());
  circles.settle()
  return { alone, paired, full: forced.least }
}

/** Crowded days of a few people with many absences, meetings of one slot and two people: what breaks come from. */
function crowdedProblem(seed: number, slots: number): TimetableProblem {
  const random = new Prng(seed)
  const hosts = 2 + random.below(2)
  const guests = 2 + random.below(2)
  const participants = people(hosts + guests).map((one) => ({ ...one, unavailable: Array.from({ length: slots }, (_, slot) => slot).filter(() => random.below(100) < 25) }))
  const pairs = Array.from({ length: hosts * guests }, (_, index) => [`p${1 + (index % hosts)}`, `p${1 + hosts + Math.floor(index / hosts)}`])
  while (pairs.length > 5) pairs.splice(random.below(pairs.length), 1)
  return timetableProblem({ slots, tables: 2, participants, meetings: pairs.map((pair, index) => meeting(`m${index + 1}`, pair, { weight: 1 + random.below(3) })) })
}

/** For every weight the fewest breaks of any plan of at least that weight, by trying all. */
function fewestByWeight(problem: TimetableProblem): number[] {
  const fewest: number[] = []
  const busy = new Map(problem.participants.map(({ id }) => [id, new Set<number>()]))
  const crowd = new Array<number>(problem.slots).fill(0)
  const away = new Map(problem.participants.map(({ id, unavailable }) => [id, unavailable ?? []]))
  const breaks = (): number => {
    let sum = 0
    for (const slots of busy.values()) {
      let last = -1
      for (let slot = 0; slot < problem.slots; slot++) {
        if (!slots.has(slot)) continue
        if (last >= 0 && slot > last + 1) sum++
        last = slot
      }
    }
    return sum
  }
  const visit = (index: number, weight: number): void => {
    const next = problem.meetings[index]
    if (!next) {
      const count = breaks()
      for (let w = 0; w <= weight; w++) fewest[w] = Math.min(fewest[w] ?? Infinity, count)
      return
    }
    visit(index + 1, weight)
    for (let slot = 0; slot < problem.slots; slot++) {
      if (crowd[slot] === problem.tables || next.participants.some((id) => away.get(id)!.includes(slot) || busy.get(id)!.has(slot))) continue
      crowd[slot]!++
      for (const id of next.participants) busy.get(id)!.add(slot)
      visit(index + 1, weight + (next.weight ?? 1))
      for (const id of next.participants) busy.get(id)!.delete(slot)
      crowd[slot]!--
    }
  }
  visit(0, 0)
  return fewest
}

describe('what all plans of a weight have in common', () => {
  const star = [meeting('m1', ['p1', 'p2'], { weight: 3 }), meeting('m2', ['p1', 'p3'], { weight: 2 }), meeting('m3', ['p1', 'p4'], { weight: 2 }), meeting('m4', ['p1', 'p5'], { weight: 1 })]

  it('is which meetings they hold and how many slots everybody fills', () => {
    const model = compile(timetableProblem({ slots: 2, participants: people(5), meetings: star }))
    expect(weightFace(model, 5)).toEqual({ surely: Int8Array.of(1, 0, 0, -1), least: Int32Array.of(2, 1, 0, 0, 0), most: Int32Array.of(2, 1, 1, 1, 0) })
    expect(weightFace(model, 4)).toEqual({ surely: Int8Array.of(0, 0, 0, 0), least: Int32Array.of(2, 0, 0, 0, 0), most: Int32Array.of(2, 1, 1, 1, 1) })
    expect(weightFace(model, 6)).toBeNull()
  })

  it('counts musts, tables, circles of three and thirds in a meeting', () => {
    const must = compile(timetableProblem({ slots: 2, participants: people(5), meetings: [...star.slice(0, 3), { ...star[3]!, must: true }] }))
    expect(weightFace(must, 4)!.surely).toEqual(Int8Array.of(0, 0, 0, 1))
    const circle = [meeting('m1', ['p1', 'p2'], { weight: 2 }), meeting('m2', ['p2', 'p3']), meeting('m3', ['p3', 'p1'])]
    expect(weightFace(compile(timetableProblem({ slots: 1, tables: 1, participants: people(3), meetings: circle })), 2)).toEqual({ surely: Int8Array.of(1, -1, -1), least: Int32Array.of(1, 1, 0), most: Int32Array.of(1, 1, 0) })
    const three = [meeting('m1', ['p1', 'p2', 'p3'], { weight: 2 }), meeting('m2', ['p3', 'p4'])]
    expect(weightFace(compile(timetableProblem({ meetings: three })), 3)).toEqual({ surely: Int8Array.of(1, 1), least: Int32Array.of(1, 1, 2, 1), most: Int32Array.of(1, 1, 2, 1) })
  })
})

describe('breaks that a weight forces', () => {
  it('come from absences, from two who meet, and from chains of acquaintances', () => {
    const apart = timetableProblem({ slots: 3, participants: [{ id: 'p1', unavailable: [1] }, ...people(3).slice(1)], meetings: [meeting('m1', ['p1', 'p2']), meeting('m2', ['p1', 'p3'])] })
    expect(boundsOf(apart, 2)).toEqual({ alone: 1, paired: 1, full: 1 })
    expect(boundsOf(apart, 1)).toEqual({ alone: 0, paired: 0, full: 0 })
    // p1 is done by noon and p2 comes at noon, unless one of them takes a break for the other.
    const noon = [{ id: 'p1', unavailable: [2] }, { id: 'p2', unavailable: [1] }, { id: 'p3', unavailable: [2, 3] }, { id: 'p4', unavailable: [0, 1] }]
    const pair = timetableProblem({ slots: 4, participants: noon, meetings: [meeting('m1', ['p1', 'p2']), meeting('m2', ['p1', 'p3']), meeting('m3', ['p2', 'p4'])] })
    expect(boundsOf(pair, 3)).toEqual({ alone: 0, paired: 1, full: 1 })
    expect(bestByTryingAll(pair)).toMatchObject({ weight: 3, breaks: 1 })
  })

  it('are never more than the best plan has, whatever the rules, and often just as many', () => {
    let met = 0
    let forced = 0
    for (let seed = 1; seed <= 140; seed++) {
      const problem = randomProblem(seed)
      const best = bestByTryingAll(problem)
      if (best === null) continue
      const bounds = boundsOf(problem, best.weight)
      expect(bounds, `seed ${seed}`).not.toBeNull()
      expect(bounds!.full, `seed ${seed}`).toBeLessThanOrEqual(best.breaks)
      if (best.breaks > 0) forced++
      if (best.breaks > 0 && bounds!.full === best.breaks) met++
    }
    expect({ met: met > forced / 4, forced: forced > 10 }).toEqual({ met: true, forced: true })
  })

  it('hold for every weight, rise with it and with what is looked at, and are the same for participants in another order', () => {
    const tally = { best: 0, raised: 0, met: 0 }
    for (let seed = 1; seed <= 60; seed++) {
      const problem = crowdedProblem(seed, 6)
      const fewest = fewestByWeight(problem)
      let before = 0
      for (let weight = 0; weight < fewest.length; weight++) {
        const bounds = boundsOf(problem, weight)!
        expect(bounds.alone <= bounds.paired && bounds.paired <= bounds.full && bounds.full <= fewest[weight]! && bounds.full >= before, `seed ${seed}, weight ${weight}: ${JSON.stringify(bounds)} of ${fewest[weight]}`).toBe(true)
        before = bounds.full
        if (weight < fewest.length - 1) continue
        tally.best += fewest[weight]!
        tally.met += bounds.full
        if (bounds.full > bounds.alone) tally.raised++
        const turned = { ...problem, participants: [...problem.participants].reverse(), meetings: [...problem.meetings].reverse() }
        expect(boundsOf(turned, weight), `seed ${seed} turned round`).toEqual(bounds)
      }
    }
    expect(tally.raised).toBeGreaterThan(0)
    expect(tally.met / tally.best).toBeGreaterThan(0.8)
  })
})
