import { SatSolver } from '../../sat/solver.ts'
import type { Model } from '../model.ts'
import { circleClauses } from './circle-clauses.ts'
import { dayClauses } from './day-clauses.ts'
import type { ForcedBreaks } from './forced-breaks.ts'
import type { Demand } from './least-cover.ts'

/** Sizes of the circles looked at one after the other, and how far apart people in one may be, in meetings. */
const sizes = [20, 40, 60, 90, 130]
const farthest = 2
const conflictsPerCircle = 4000

/** Who surely meets whom. */
function acquaintances(model: Model, surely: Int8Array): number[][] {
  const known = Array.from({ length: model.participants }, () => new Set<number>())
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    if (surely[meeting] !== 1) continue
    const people = Array.from(model.resourcesOf.items.subarray(model.resourcesOf.start[meeting], model.resourcesOf.start[meeting + 1])).filter((resource) => resource < model.participants)
    for (const one of people) for (const other of people) if (one !== other) known[one]!.add(other)
  }
  return known.map((others) => [...others])
}

/**
 * Looks for demands among circles of acquaintances, small ones first: members who can't all have as few breaks as the present
 * cover allows them are found by a SAT solver (refuted under assumptions, the core made smaller by leaving members out). In small
 * steps, so that whoever drives it can stop at any time; the same model and weight always lead to the same demands.
 */
export class Circles {
  private readonly model: Model
  private readonly forced: ForcedBreaks
  private readonly known: number[][]
  private readonly limits: { shouldStop?: () => boolean }
  private readonly slack = new Map<string, number>()
  private found: Demand[] = []
  /** Members of demands found since the cover was last counted: they are let off until it is counted again. */
  private relieved = new Set<number>()
  private size = 0
  private seed = 0

  constructor(model: Model, forced: ForcedBreaks, limits: { shouldStop?: () => boolean } = {}) {
    this.model = model
    this.forced = forced
    this.limits = limits
    this.known = acquaintances(model, forced.face.surely)
  }

  /** Looks at one circle; false once all were looked at and nothing more was found. */
  advance(): boolean {
    if (this.seed === this.model.participants) this.nextRound()
    if (this.size === sizes.length) return false
    const seed = this.seed++
    if (this.known[seed]!.length === 0) return true
    const members = this.around(seed, sizes[this.size]!)
    for (let demand = this.demandAmong(members); demand !== null; demand = this.demandAmong(members)) {
      this.found.push(demand)
      for (const member of demand.keys()) this.relieved.add(member)
    }
    return true
  }

  /** Counts in what was found since the last round: to be called before the bound is read. */
  settle(): void {
    if (this.found.length === 0) return
    this.forced.add(this.found)
    this.forced.pairUp()
    this.found = []
    this.relieved.clear()
  }

  private nextRound(): void {
    if (this.found.length === 0) this.size++
    this.settle()
    this.seed = 0
  }

  /** Those near the seed whose days leave least room. */
  private around(seed: number, size: number): number[] {
    const distance = new Map([[seed, 0]])
    let rim = [seed]
    for (let far = 1; far <= farthest; far++) {
      const next: number[] = []
      for (const one of rim) {
        for (const other of this.known[one]!) {
          if (distance.has(other)) continue
          distance.set(other, far)
          next.push(other)
        }
      }
      rim = next
    }
    distance.delete(seed)
    const near = [...distance.keys()].map((one) => ({ one, room: this.roomOf(one) }))
    near.sort((a, b) => a.room - b.room || a.one - b.one)
    return [seed, ...near.slice(0, size - 1).map(({ one }) => one)]
  }

  /** Slots that a participant could fill without more breaks than it is allowed, beyond those that it must. */
  private roomOf(participant: number): number {
    const extra = this.forced.cover.extra[participant]!
    const key = `${participant} ${extra}`
    let room = this.slack.get(key)
    if (room === undefined) {
      room = -this.forced.days[participant]!.least
      for (let slot = 0; slot < this.model.slots; slot++) if (this.forced.extraWith(participant, slot, 1) <= extra) room++
      this.slack.set(key, room)
    }
    return room
  }

  private demandAmong(members: readonly number[]): Demand | null {
    const solver = new SatSolver()
    const { forced, limits } = this
    const rows = circleClauses(solver, this.model, forced.face.surely, members)
    const memberOf = new Map<number, number>()
    for (const member of members) {
      const guard = solver.newVariable()
      const day = forced.days[member]!
      dayClauses(solver, rows.get(member)!, { ...day, breaks: day.breaks + forced.cover.extra[member]! }, guard)
      if (!this.relieved.has(member)) memberOf.set(guard, member)
    }
    const budget = { conflicts: conflictsPerCircle, shouldStop: limits.shouldStop }
    if (solver.solve([...memberOf.keys()], budget) !== 'unsat') return null
    let core = solver.core
    for (const guard of [...core]) {
      if (core.includes(guard) && solver.solve(core.filter((other) => other !== guard), budget) === 'unsat') core = solver.core
    }
    const demand = new Map(core.map((guard) => [memberOf.get(guard)!, forced.cover.extra[memberOf.get(guard)!]! + 1]))
    // Where breaks of any number were refuted, no plan has this weight: there is nothing to say of breaks, and no end to it.
    return [...demand].every(([member, extra]) => forced.days[member]!.breaks + extra > this.model.slots) ? null : demand
  }
}
