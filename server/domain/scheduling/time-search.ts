import { fill } from './filling.ts'
import type { Model } from './model.ts'
import { Moves } from './moves.ts'
import type { Prng } from './prng.ts'
import type { ObjectiveTerm } from './problem.ts'
import { State } from './state.ts'
import { brokenRules, compareRanks, outranks, rankOf, type Price } from './totals.ts'

/** Largest part of the budget that goes into weight alone, where its bound is not reached sooner. */
const weightShare = 0.45
/** Steps of the first cooling for weight, per meeting and at least; each further one is longer by half. */
const weightSteps = { perMeeting: 150, least: 500_000 }
const weightHeat = { hot: 0.5, cold: 0.15 }
const breakHeat = { hot: 0.3, cold: 0.08 }
/** Shares of the time for breaks. */
const rounds = [0.06, 0.94]
const heatOfFew = { hot: 2.4, cold: 0.4 }
const fewMeetings = 50
const reheatsOfFew = 10

/** Searches for slots: first for weight, then, once that is as good as it gets, for fewer breaks. Tables come afterwards. */
export class TimeSearch {
  readonly state: State
  readonly best: Int32Array
  bestRank: number[]
  weightBound: number
  private readonly moves: Moves
  private readonly random: Prng
  private readonly meanWeight: number
  private readonly heaviest: number
  private readonly ranked: ObjectiveTerm[]
  private readonly cooling = { steps: 0, length: 0, weightBefore: -Infinity, coolings: 0 }
  private breaksFrom = -1
  private round = -1

  constructor(model: Model, random: Prng, relaxed: { bound: number; held: Uint8Array }) {
    this.state = new State(model)
    this.random = random
    this.weightBound = relaxed.bound
    this.moves = new Moves(this.state, random)
    this.ranked = model.objective.filter((term) => term !== 'tableMoves')
    this.meanWeight = model.meetings === 0 ? 1 : model.weight.reduce((sum, weight) => sum + weight, 0) / model.meetings
    this.heaviest = model.weight.reduce((most, weight) => Math.max(most, weight), 1)
    this.cooling.length = Math.max(weightSteps.least, weightSteps.perMeeting * model.meetings)
    fill(this.state, relaxed.held)
    this.best = this.state.slotOf.slice()
    this.bestRank = this.rank()
  }

  /** True once every figure that was asked for, and weight as well, stands at its bound. */
  isDone(breaksBound: number): boolean {
    const { asked } = this.state.model
    if (!this.weightIsSettled()) return false
    if (asked.includes('breaks') && !this.atBound('breaks', breaksBound)) return false
    return !asked.includes('breakSlots') || this.atBound('breakSlots', breaksBound)
  }

  /** Tries that many changes; `fraction` of the time has gone by. */
  run(steps: number, fraction: number): void {
    if (this.state.model.meetings === 0) return
    if (this.breaksFrom < 0 && this.weightIsOver(fraction)) this.breaksFrom = fraction
    if (this.breaksFrom < 0) this.searchWeight(steps, fraction / weightShare)
    else this.searchBreaks(steps, (fraction - this.breaksFrom) / Math.max(1e-9, 1 - this.breaksFrom))
  }

  /** Takes over a better timetable, from which the next cooling starts. */
  adopt(slotOf: Int32Array): boolean {
    const before = this.state.slotOf.slice()
    this.settle(slotOf)
    const rank = this.rank()
    const better = compareRanks(rank, this.bestRank) < 0
    if (better) {
      this.bestRank = rank
      this.best.set(this.state.slotOf)
    }
    this.settle(before)
    return better
  }

  private settle(slotOf: Int32Array): void {
    const { state } = this
    for (let m = 0; m < slotOf.length; m++) if (state.slotOf[m]! >= 0 && state.slotOf[m] !== slotOf[m]) state.remove(m)
    for (let m = 0; m < slotOf.length; m++) if (state.slotOf[m]! < 0 && slotOf[m]! >= 0 && state.fits(m, slotOf[m]!)) state.place(m, slotOf[m]!)
    state.keep()
  }

  private atBound(term: ObjectiveTerm, bound: number): boolean {
    return this.bestRank[this.ranked.indexOf(term) + 1] === bound
  }

  private weightIsSettled(): boolean {
    return this.bestRank[0] === 0 && this.atBound('weight', -this.weightBound)
  }

  private weightIsOver(fraction: number): boolean {
    if (fraction > weightShare || this.weightIsSettled()) return true
    const { cooling } = this
    if (cooling.steps < cooling.length) return false
    const weight = -this.bestRank[this.ranked.indexOf('weight') + 1]!
    const gained = weight > cooling.weightBefore
    cooling.coolings++
    if (!gained && cooling.coolings > 3 && this.bestRank[0] === 0) return true
    cooling.weightBefore = weight
    cooling.steps = 0
    cooling.length = Math.round(cooling.length * 1.5)
    this.settle(this.best)
    return false
  }

  private searchWeight(steps: number, fraction: number): void {
    const { moves, random, cooling } = this
    const weight = 5 / this.meanWeight
    moves.price = this.priced({ weight, breaks: 0.03, idle: 0, lone: 0, hard: 12 })
    const entangled = this.state.model.ordered || this.state.model.fair >= 0
    const { hot, cold } = weightHeat
    moves.temperature = hot * Math.pow(cold / hot, Math.min(1, Math.max(fraction, cooling.steps / cooling.length)))
    cooling.steps += steps
    for (let step = 0; step < steps; step++) {
      if (this.change(random.next() & 3, entangled && (random.next() & 3) === 0)) this.note()
    }
  }

  private searchBreaks(steps: number, fraction: number): void {
    const { moves, random, state } = this
    const { meetings } = state.model
    moves.price = this.breakPrice()
    moves.temperature = this.breakTemperature(fraction)
    const fewer = state.model.ordered || brokenRules(state.totals, state.unfairness()) > 0 || this.leastBreaksFirst()
    const mask = this.bestRank[0]! > 0 || !this.weightIsSettled() ? 3 : 15
    for (let step = 0; step < steps; step++) {
      if (this.change(state.placed < meetings || fewer ? random.next() & mask : 3, fewer)) this.note()
    }
  }

  /** Cooling in rounds: a short one for a good answer soon, then a long one. Each starts from the best timetable so far. */
  private breakTemperature(fraction: number): number {
    // A handful of meetings freezes at once: there, heating up again and again pays more than cooling slowly.
    const few = this.state.model.meetings < fewMeetings
    const { hot, cold } = few ? heatOfFew : breakHeat
    if (few) return hot * Math.pow(cold / hot, (fraction * reheatsOfFew) % 1)
    let round = 0
    let from = 0
    while (round < rounds.length - 1 && fraction >= from + rounds[round]!) from += rounds[round++]!
    if (round !== this.round) this.settle(this.best)
    this.round = round
    return hot * Math.pow(cold / hot, Math.min(1, (fraction - from) / rounds[round]!))
  }

  private breakPrice(): Price {
    // Once no plan can weigh more, none that weighs less is worth a look; before that, a detour may help.
    const weight = this.leastBreaksFirst() ? 0.5 / this.meanWeight : Math.max(this.weightIsSettled() ? 20 : 4, 16 / this.meanWeight)
    return this.priced({ weight, breaks: 1, idle: 0.02, lone: 0.2, hard: 12 })
  }

  /** A broken rule must cost more than any one meeting is worth. */
  private priced(price: Price): Price {
    return { ...price, hard: Math.max(price.hard, Math.min(2 * price.weight * this.heaviest, 1e6)) }
  }

  private change(kind: number, fewer: boolean): boolean {
    if (kind === 0) return this.moves.insert()
    if (kind === 1) return this.moves.thread()
    return kind === 2 && fewer ? this.moves.withdraw() : this.moves.exchange()
  }

  private leastBreaksFirst(): boolean {
    const { objective } = this.state.model
    return objective.indexOf('breaks') < objective.indexOf('weight')
  }

  private rank(): number[] {
    return rankOf(this.state.totals, this.state.unfairness(), this.state.model.objective)
  }

  private note(): void {
    const { state } = this
    if (state.totals.missing + state.totals.deficit + state.totals.disordered > this.bestRank[0]!) return
    if (!outranks(state.totals, state.unfairness(), state.model.objective, this.bestRank)) return
    this.bestRank = this.rank()
    this.best.set(state.slotOf)
  }
}
