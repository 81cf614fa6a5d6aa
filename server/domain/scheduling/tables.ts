import type { Model } from './model.ts'
import type { Prng } from './prng.ts'

/** Which meeting uses table t in slot s at [t × slots + s], −1 for none. */
function fits(model: Model, usedBy: Int32Array, meeting: number, slot: number, table: number): boolean {
  for (let s = slot; s < slot + model.length[meeting]!; s++) {
    const at = table * model.slots + s
    if (model.tableOpen[at] === 0 || usedBy[at]! >= 0) return false
  }
  return true
}

/** Placed meetings of every participant in order of time. */
function sequences(model: Model, slotOf: Int32Array): number[][] {
  return Array.from({ length: model.participants }, (_, participant) => {
    const own: number[] = []
    for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
      const meeting = model.meetingsOf.items[i]!
      if (slotOf[meeting]! >= 0) own.push(meeting)
    }
    return own.sort((a, b) => slotOf[a]! - slotOf[b]!)
  })
}

/**
 * Chooses tables for meetings whose slots are settled: first one after another, staying where the participants were before,
 * then by exchanging tables at random while that saves changes of table (simulated annealing).
 */
export class TableSearch {
  readonly best: Int32Array
  /** Changes of table in `best`. */
  bestCost: number
  private readonly model: Model
  private readonly slotOf: Int32Array
  private readonly random: Prng
  private readonly tableOf: Int32Array
  private readonly usedBy: Int32Array
  private readonly neighbours: number[][]
  private readonly movable: number[]
  private cost: number

  constructor(model: Model, slotOf: Int32Array, random: Prng) {
    this.model = model
    this.slotOf = slotOf
    this.random = random
    this.tableOf = new Int32Array(model.meetings).fill(-1)
    this.usedBy = new Int32Array(model.tables * model.slots).fill(-1)
    this.neighbours = Array.from({ length: model.meetings }, () => [])
    for (const sequence of sequences(model, slotOf)) {
      for (let i = 1; i < sequence.length; i++) {
        this.neighbours[sequence[i]!]!.push(sequence[i - 1]!)
        this.neighbours[sequence[i - 1]!]!.push(sequence[i]!)
      }
    }
    this.fill()
    this.movable = [...this.tableOf.keys()].filter((m) => this.tableOf[m]! >= 0 && !this.isBound(m) && this.neighbours[m]!.length > 0)
    this.cost = this.totalCost()
    this.best = this.tableOf.slice()
    this.bestCost = this.cost
  }

  /** Placed meetings for which no table was found. */
  homeless(): number[] {
    return [...this.slotOf.keys()].filter((meeting) => this.slotOf[meeting]! >= 0 && this.best[meeting]! < 0)
  }

  /** Tries that many exchanges; `fraction` of the time has gone by. */
  run(steps: number, fraction: number): void {
    if (this.movable.length === 0) return
    const temperature = 0.6 * Math.pow(0.1, fraction)
    for (let step = 0; step < steps && this.bestCost > 0; step++) {
      this.exchange(temperature)
      if (this.cost >= this.bestCost) continue
      this.bestCost = this.cost
      this.best.set(this.tableOf)
    }
  }

  private isBound(meeting: number): boolean {
    return this.model.boundTable[meeting]! >= 0
  }

  private settle(meeting: number, table: number): void {
    this.tableOf[meeting] = table
    const slot = this.slotOf[meeting]!
    for (let s = slot; s < slot + this.model.length[meeting]!; s++) this.usedBy[table * this.model.slots + s] = meeting
  }

  /** Bound meetings first, long ones before short ones, else in order of time. */
  private fill(): void {
    const { model, slotOf } = this
    const rank = (meeting: number): number => (this.isBound(meeting) ? 0 : 1)
    const placed = [...slotOf.keys()].filter((meeting) => slotOf[meeting]! >= 0)
    placed.sort((a, b) => rank(a) - rank(b) || model.length[b]! - model.length[a]! || slotOf[a]! - slotOf[b]!)
    for (const meeting of placed) {
      const table = this.firstTable(meeting)
      if (table >= 0) this.settle(meeting, table)
    }
  }

  private firstTable(meeting: number): number {
    const { model, usedBy } = this
    const slot = this.slotOf[meeting]!
    const bound = model.boundTable[meeting]!
    if (bound >= 0) return fits(model, usedBy, meeting, slot, bound) ? bound : -1
    for (const other of this.neighbours[meeting]!) {
      const table = this.tableOf[other]!
      if (table >= 0 && fits(model, usedBy, meeting, slot, table)) return table
    }
    for (let table = 0; table < model.tables; table++) if (fits(model, usedBy, meeting, slot, table)) return table
    return -1
  }

  private costAt(meeting: number, table: number): number {
    let cost = 0
    for (const other of this.neighbours[meeting]!) if (this.tableOf[other] !== table) cost++
    return cost
  }

  private totalCost(): number {
    let twice = 0
    for (let meeting = 0; meeting < this.model.meetings; meeting++) {
      const table = this.tableOf[meeting]!
      if (table < 0) continue
      for (const other of this.neighbours[meeting]!) if (this.tableOf[other] !== table) twice++
    }
    return twice / 2
  }

  /** Moves a meeting to the table of one of its neighbours; whoever is there comes to its old table, if there is room. */
  private exchange(temperature: number): void {
    const { model, random, slotOf, tableOf } = this
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
      const other = this.usedBy[to * model.slots + s]!
      if (other < 0 || other === others.at(-1)) continue
      if (this.isBound(other) || slotOf[other]! < slot || slotOf[other]! + model.length[other]! > end) return
      others.push(other)
    }
    let change = this.costAt(meeting, to) - this.costAt(meeting, from)
    for (const other of others) change += this.costAt(other, from) - this.costAt(other, to)
    if (change > 0 && random.unit() >= Math.exp(-change / temperature)) return
    for (let s = slot; s < end; s++) this.usedBy[from * model.slots + s] = -1
    this.settle(meeting, to)
    for (const other of others) this.settle(other, from)
    this.cost += change
  }
}
