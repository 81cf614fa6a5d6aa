import type { Model } from './model.ts'
import { Moves } from './moves.ts'
import type { Prng } from './prng.ts'
import type { ObjectiveTerm } from './problem.ts'
import { State } from './state.ts'
import { brokenRules, compareRanks, outranks, rankOf, type Price } from './totals.ts'

/** Meetings that are settled, and slots that should be kept where it costs little: for repairing a released timetable. */
export type Heritage = {
  /** Slot of each meeting in the released timetable, −1 for none. */
  slotOf: Int32Array
  /** Meetings whose slot may not change. */
  fixed: Uint8Array
  /** What leaving a slot costs, in units of weight. */
  movePrice: number
}

const weightShare = 0.55
/** Where the bound is easy to reach, a short cooling finds it; a slow one follows where it was not, and then a second glance. */
const weightCoolings = [
  { from: 0, until: 0.3, hot: 0.45, cold: 0.18 },
  { from: 0.3, until: 0.7, hot: 0.9, cold: 0.09 },
  { from: 0.7, until: 1, hot: 0.4, cold: 0.18 },
]
const fewMeetings = 50
const reheats = 10
const hottest = 0.6
const coldest = 0.1

/** Musts first, then in order of what they follow, heavy before light: the order in which the first timetable is filled. */
function fillingOrder(model: Model): number[] {
  const depth = new Int32Array(model.meetings)
  for (let changed = model.ordered; changed; ) {
    changed = false
    for (let m = 0; m < model.meetings; m++) {
      for (let i = model.predecessors.start[m]!; i < model.predecessors.start[m + 1]!; i++) {
        const least = depth[model.predecessors.items[i]!]! + 1
        if (depth[m]! >= least) continue
        depth[m] = least
        changed = true
      }
    }
  }
  const order = Array.from({ length: model.meetings }, (_, index) => index)
  return order.sort((a, b) => model.must[b]! - model.must[a]! || depth[a]! - depth[b]! || model.length[b]! - model.length[a]! || model.weight[b]! - model.weight[a]!)
}

/** Searches for slots: first for weight, then, once that is as good as it gets, for fewer breaks. Tables come afterwards. */
export class TimeSearch {
  readonly state: State
  readonly best: Int32Array
  bestRank: number[] = []
  private readonly moves: Moves
  private readonly random: Prng
  private readonly weightBound: number
  private readonly heritage: Heritage | undefined
  private readonly meanWeight: number
  private readonly ranked: ObjectiveTerm[]
  private coolingFrom = -1

  constructor(model: Model, random: Prng, weightBound: number, heritage?: Heritage) {
    this.state = new State(model)
    this.random = random
    this.weightBound = weightBound
    this.heritage = heritage
    this.moves = new Moves(this.state, random)
    this.ranked = model.objective.filter((term) => term !== 'tableMoves')
    this.meanWeight = model.meetings === 0 ? 1 : model.weight.reduce((sum, weight) => sum + weight, 0) / model.meetings
    this.moves.price = this.breakPrice()
    this.inherit()
    this.fill()
    this.best = this.state.slotOf.slice()
    this.bestRank = this.rank()
  }

  /** True once every figure that was asked for, and weight as well, stands at its bound. */
  isDone(breaksBound: number): boolean {
    const { totals, model } = this.state
    if (this.heritage !== undefined) return totals.weight >= this.weightBound && totals.moved === 0 && this.bestRank[0] === 0
    if (!this.weightIsSettled()) return false
    if (model.asked.includes('breaks') && !this.atBound('breaks', breaksBound)) return false
    return !model.asked.includes('breakSlots') || this.atBound('breakSlots', breaksBound)
  }

  run(steps: number, fraction: number): void {
    if (this.state.model.meetings === 0) return
    if (this.coolingFrom < 0 && (fraction > weightShare || this.heritage !== undefined || this.weightIsSettled())) this.coolingFrom = fraction
    if (this.coolingFrom < 0) this.searchWeight(steps, fraction / weightShare)
    else this.searchBreaks(steps, (fraction - this.coolingFrom) / Math.max(1e-9, 1 - this.coolingFrom))
  }

  private atBound(term: ObjectiveTerm, bound: number): boolean {
    return this.bestRank[this.ranked.indexOf(term) + 1] === bound
  }

  private weightIsSettled(): boolean {
    return this.bestRank[0] === 0 && this.atBound('weight', -this.weightBound)
  }

  private inherit(): void {
    const { state, heritage } = this
    if (heritage === undefined) return
    const known = fillingOrder(state.model).filter((meeting) => heritage.slotOf[meeting]! >= 0)
    for (const meeting of [...known.filter((m) => heritage.fixed[m] === 1), ...known.filter((m) => heritage.fixed[m] !== 1)]) {
      const slot = heritage.slotOf[meeting]!
      if (heritage.fixed[meeting] !== 1) state.holdOnTo(meeting, slot)
      if (!state.fits(meeting, slot)) continue
      state.place(meeting, slot)
      state.fixed[meeting] = heritage.fixed[meeting]!
    }
    state.keep()
  }

  private fill(): void {
    const { state } = this
    const { model } = state
    for (const meeting of fillingOrder(model)) {
      if (state.slotOf[meeting]! >= 0 || state.fixed[meeting] === 1) continue
      const earliest = this.endOfPredecessors(meeting)
      for (let slot = earliest; slot < model.slots; slot++) {
        if (!state.fits(meeting, slot)) continue
        state.place(meeting, slot)
        break
      }
    }
    state.keep()
  }

  /** First slot after everything the meeting follows; beyond the last slot where one of those is not placed. */
  private endOfPredecessors(meeting: number): number {
    const { slotOf, model } = this.state
    let end = 0
    for (let i = model.predecessors.start[meeting]!; i < model.predecessors.start[meeting + 1]!; i++) {
      const other = model.predecessors.items[i]!
      end = Math.max(end, slotOf[other]! < 0 ? model.slots : slotOf[other]! + model.length[other]!)
    }
    return end
  }

  private searchWeight(steps: number, fraction: number): void {
    const { moves, random } = this
    const weight = 5 / this.meanWeight
    moves.price = this.priced({ weight, breaks: 0.03, idle: 0, hard: 12, moved: 0 })
    const entangled = this.state.model.ordered || this.state.model.fair >= 0
    const cooling = weightCoolings.find(({ until }) => fraction < until) ?? weightCoolings.at(-1)!
    const cooled = Math.min(1, (fraction - cooling.from) / (cooling.until - cooling.from))
    moves.temperature = cooling.hot * Math.pow(cooling.cold / cooling.hot, cooled)
    for (let step = 0; step < steps; step++) {
      if (this.change(random.next() & 3, entangled && (random.next() & 3) === 0)) this.note()
    }
  }

  private searchBreaks(steps: number, fraction: number): void {
    const { moves, random, state } = this
    const { meetings } = state.model
    moves.price = this.breakPrice()
    const fewer = this.state.model.ordered || brokenRules(state.totals, state.unfairness()) > 0 || this.leastBreaksFirst()
    const mask = this.heritage !== undefined || this.bestRank[0]! > 0 || !this.weightIsSettled() ? 3 : 15
    // A handful of meetings freezes at once: there, heating up again and again pays more than cooling slowly.
    const small = meetings < fewMeetings
    const cooled = small ? (fraction * reheats) % 1 : fraction
    moves.temperature = (small ? 4 : 1) * hottest * Math.pow(coldest / hottest, cooled)
    for (let step = 0; step < steps; step++) {
      if (this.change(state.placed < meetings || fewer ? random.next() & mask : 3, fewer)) this.note()
    }
  }

  private breakPrice(): Price {
    // Once no plan can weigh more, none that weighs less is worth a look; before that, a detour may help.
    const settled = this.heritage === undefined && this.weightIsSettled()
    const weight = this.leastBreaksFirst() ? 0.5 / this.meanWeight : Math.max(settled ? 20 : 4, 16 / this.meanWeight)
    return this.priced({ weight, breaks: 1, idle: 0.02, hard: 12, moved: (this.heritage?.movePrice ?? 0) * weight })
  }

  /** A broken rule must cost more than any one meeting is worth. */
  private priced(price: Price): Price {
    const heaviest = this.state.model.weight.reduce((most, weight) => Math.max(most, weight), 1)
    return { ...price, hard: Math.max(price.hard, Math.min(2 * price.weight * heaviest + 20 * price.moved, 1e6)) }
  }

  private change(kind: number, fewer = false): boolean {
    if (kind === 0) return this.moves.insert()
    if (kind === 1) return this.moves.thread()
    return kind === 2 && fewer ? this.moves.withdraw() : this.moves.exchange()
  }

  private leastBreaksFirst(): boolean {
    const { objective } = this.state.model
    return objective.indexOf('breaks') < objective.indexOf('weight')
  }

  /** For a repair the figures to compare by are broken rules, then the price of everything else together. */
  private rank(): number[] {
    const { state, heritage } = this
    if (heritage !== undefined) return [brokenRules(state.totals, state.unfairness()), this.moves.cost()]
    return rankOf(state.totals, state.unfairness(), state.model.objective)
  }

  private note(): void {
    const { state, heritage } = this
    if (state.totals.missing + state.totals.deficit + state.totals.disordered > this.bestRank[0]!) return
    if (heritage === undefined && !outranks(state.totals, state.unfairness(), state.model.objective, this.bestRank)) return
    const rank = this.rank()
    if (compareRanks(rank, this.bestRank) >= 0) return
    this.bestRank = rank
    this.best.set(state.slotOf)
  }
}
