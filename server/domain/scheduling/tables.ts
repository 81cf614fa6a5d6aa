import type { Model } from './model.ts'
import type { Prng } from './prng.ts'
import { seatGroups, Seating } from './table-groups.ts'
import { linksOf } from './table-links.ts'

const hot = 0.3
const cold = 0.06

/**
 * Chooses tables for meetings whose slots are settled: meetings that somebody has one after the other are put at one table
 * as far as that can be; then tables are exchanged at random while that saves changes of table (simulated annealing).
 */
export class TableSearch {
  readonly best: Int32Array
  /** Changes of table in `best`. */
  bestCost: number
  /** Proved: with these slots there are at least so many. */
  readonly leastMoves: number
  private readonly model: Model
  private readonly slotOf: Int32Array
  private readonly random: Prng
  private readonly seating: Seating
  private readonly neighbours: number[][]
  private readonly movable: number[]
  private cost: number

  constructor(model: Model, slotOf: Int32Array, random: Prng) {
    this.model = model
    this.slotOf = slotOf
    this.random = random
    this.neighbours = Array.from({ length: model.meetings }, () => [])
    for (const { from, to } of linksOf(model, slotOf)) {
      this.neighbours[to]!.push(from)
      this.neighbours[from]!.push(to)
    }
    const { seating, leastMoves } = seatGroups(model, slotOf)
    this.leastMoves = leastMoves
    this.seating = this.homelessIn(seating) === 0 ? seating : this.seatSingly()
    const { tableOf } = this.seating
    this.movable = [...tableOf.keys()].filter((m) => tableOf[m]! >= 0 && !this.isBound(m) && this.neighbours[m]!.length > 0)
    this.cost = this.totalCost()
    this.best = tableOf.slice()
    this.bestCost = this.cost
  }

  /** Tries that many exchanges; `fraction` of the time has gone by. */
  run(steps: number, fraction: number): void {
    if (this.movable.length === 0) return
    const temperature = hot * Math.pow(cold / hot, fraction)
    for (let step = 0; step < steps && this.bestCost > this.leastMoves; step++) {
      this.exchange(temperature)
      if (this.cost >= this.bestCost) continue
      this.bestCost = this.cost
      this.best.set(this.seating.tableOf)
    }
  }

  private isBound(meeting: number): boolean {
    return this.model.boundTable[meeting]! >= 0
  }

  private homelessIn({ tableOf }: Seating): number {
    return this.slotOf.reduce((count, slot, meeting) => (slot >= 0 && tableOf[meeting]! < 0 ? count + 1 : count), 0)
  }

  /** Bound meetings first, long before short, else in order of time: what is hardest to seat has the choice. */
  private seatSingly(): Seating {
    const { model, slotOf } = this
    const seating = new Seating(model, slotOf)
    const placed = [...slotOf.keys()].filter((meeting) => slotOf[meeting]! >= 0)
    const rank = (meeting: number): number => (this.isBound(meeting) ? 0 : 1)
    placed.sort((a, b) => rank(a) - rank(b) || model.length[b]! - model.length[a]! || slotOf[a]! - slotOf[b]!)
    for (const meeting of placed) {
      const around = this.neighbours[meeting]!.map((other) => seating.tableOf[other]!).filter((table) => table >= 0)
      const choice = this.isBound(meeting) ? [model.boundTable[meeting]!] : [...around, ...Array.from({ length: model.tables }, (_, table) => table)]
      const table = choice.find((candidate) => seating.fits(meeting, candidate))
      if (table !== undefined) seating.seat(meeting, table)
    }
    return seating
  }

  private costAt(meeting: number, table: number): number {
    let cost = 0
    for (const other of this.neighbours[meeting]!) if (this.seating.tableOf[other] !== table) cost++
    return cost
  }

  private totalCost(): number {
    let twice = 0
    for (let meeting = 0; meeting < this.model.meetings; meeting++) {
      const table = this.seating.tableOf[meeting]!
      if (table < 0) continue
      for (const other of this.neighbours[meeting]!) if (this.seating.tableOf[other] !== table) twice++
    }
    return twice / 2
  }

  /** Moves a meeting to the table of one of its neighbours; whoever is there comes to its old table, if there is room. */
  private exchange(temperature: number): void {
    const { model, random, slotOf, seating } = this
    const { tableOf, usedBy } = seating
    const meeting = this.movable[random.below(this.movable.length)]!
    const around = this.neighbours[meeting]!
    const to = tableOf[around[random.below(around.length)]!]!
    const from = tableOf[meeting]!
    if (to === from || to < 0) return
    const slot = slotOf[meeting]!
    const end = slot + model.length[meeting]!
    const others: number[] = []
    for (let s = slot; s < end; s++) {
      if (model.tableOpen[to * model.slots + s] === 0) return
      const other = usedBy[to * model.slots + s]!
      if (other < 0 || other === others.at(-1)) continue
      if (this.isBound(other) || slotOf[other]! < slot || slotOf[other]! + model.length[other]! > end) return
      others.push(other)
    }
    let change = this.costAt(meeting, to) - this.costAt(meeting, from)
    for (const other of others) change += this.costAt(other, from) - this.costAt(other, to)
    // Neighbours that move together stay together: each has counted the other as left behind.
    if (others.length > 1) for (const other of others) change -= this.neighbours[other]!.filter((near) => others.includes(near)).length
    if (change > 0 && random.unit() >= Math.exp(-change / temperature)) return
    for (let s = slot; s < end; s++) usedBy[from * model.slots + s] = -1
    seating.seat(meeting, to)
    for (const other of others) seating.seat(other, from)
    this.cost += change
  }
}
