import { depths } from './depths.ts'
import { MendBoard, type Announced } from './mend-board.ts'
import { MendTree, type MendPrice } from './mend-tree.ts'
import type { Model } from './model.ts'
import type { Prng } from './prng.ts'

/** Most meetings that stood well and are moved or dropped for the sake of others; only what must be held may disturb more. */
const mostDisturbed = 6
const nodesPerRoot = 4000
const nodesPerHomeless = 2000
const nodesPerWish = 1500
const longestChain = 12

/** Prices in units of weight: an announced meeting is moved for a quarter of a middling meeting, and dropped only for what is worth two more. */
function priceFor(model: Model): MendPrice {
  const mean = model.meetings === 0 ? 1 : model.weight.reduce((sum, weight) => sum + weight, 0) / model.meetings
  return { move: mean / 4, drop: mean * 2, breaks: mean / 40, hard: 1e7 }
}

/** Mends an announced timetable: a first answer by small steps that are each the best there is, better ones by taking some back and trying others. */
export class Mender {
  readonly board: MendBoard
  /** Positions looked at so far. */
  nodes = 0
  private readonly tree: MendTree
  private readonly price: MendPrice
  private readonly random: Prng

  constructor(model: Model, announced: Announced, random: Prng) {
    this.board = new MendBoard(model, announced)
    this.price = priceFor(model)
    this.tree = new MendTree(this.board, this.price)
    this.random = random
  }

  /** What people pay for the timetable as it is now; small is better, broken hard rules outweigh everything. */
  total(): number {
    const { board, price } = this
    let sum = price.hard * board.broken() + price.breaks * board.breaks
    for (let meeting = 0; meeting < board.model.meetings; meeting++) sum += this.tree.cost(meeting, board.slotOf[meeting]!)
    return sum
  }

  /** Weight of what is placed. */
  weight(): number {
    return this.board.slotOf.reduce((sum, slot, meeting) => (slot < 0 ? sum : sum + this.board.model.weight[meeting]!), 0)
  }

  dropped(): number {
    return this.board.slotOf.reduce((sum, slot, meeting) => (slot < 0 && this.board.isAnnounced(meeting) ? sum + 1 : sum), 0)
  }

  /** More announced meetings without a slot than tables that are free from some slot on: some will be dropped whatever is done. */
  isCrammed(from: number): boolean {
    const { used, model } = this.board
    let free = 0
    for (let slot = from; slot < model.slots; slot++) free += model.capacity[slot]! - used[slot]!
    return this.dropped() > free
  }

  /** The first answer: hard rules, then what can't stay, then what was waiting, each with as little disturbance as will do. */
  answer(): void {
    this.mendRules()
    this.rehouse()
    const waiting = this.unplaced((meeting) => !this.board.isAnnounced(meeting))
    this.settle(waiting, 0, nodesPerWish)
    for (let evictions = 1; evictions <= 2; evictions++) this.settle(waiting.filter((meeting) => this.hasRoom(meeting)), evictions, nodesPerWish)
    this.smooth()
  }

  /** Announced meetings without a slot; those too that had to leave for heavier ones, until none finds another. */
  private rehouse(): void {
    for (let round = 0; round < 3; round++) {
      let found = false
      for (let evictions = 0; evictions <= 3; evictions++) {
        if (this.settle(this.unplaced((meeting) => this.board.isAnnounced(meeting)), evictions, nodesPerHomeless)) found = true
      }
      if (!found) return
    }
  }

  /** Takes back some of what was changed and changes it otherwise; keeps what is better. True where something was gained. */
  vary(): boolean {
    const { board, random } = this
    const before = board.slotOf.slice()
    const totalBefore = this.total()
    const changed = this.changed()
    if (changed.length === 0) return false
    for (let n = 1 + random.below(5); n > 0; n--) {
      const meeting = changed[random.below(changed.length)]!
      if (board.slotOf[meeting]! >= 0 && !board.isFollowed(meeting)) board.remove(meeting)
    }
    this.mendRules()
    const rest = this.unplaced(() => true).filter((meeting) => board.isAnnounced(meeting) || this.hasRoom(meeting))
    for (let i = rest.length - 1; i > 0; i--) {
      const j = Math.max(0, i - random.below(6))
      ;[rest[i], rest[j]] = [rest[j]!, rest[i]!]
    }
    for (let evictions = 0; evictions <= 3; evictions++) this.settle(rest, evictions, nodesPerRoot)
    this.smooth()
    if (this.total() < totalBefore - 1e-6) return true
    this.restore(before)
    return false
  }

  /** Leaves a meeting out and never tries its present slot again: no table was found there. */
  forbid(meeting: number): void {
    const { board } = this
    const slot = board.slotOf[meeting]!
    board.remove(meeting)
    board.announced.starts[meeting * board.model.words + (slot >> 5)]! &= ~(1 << (slot & 31))
    board.withdrawFollowers(meeting)
  }

  private restore(slotOf: Int32Array): void {
    const { board } = this
    const differing = [...slotOf.keys()].filter((meeting) => board.slotOf[meeting] !== slotOf[meeting])
    for (const meeting of differing) if (board.slotOf[meeting]! >= 0) board.remove(meeting)
    for (const meeting of differing) if (slotOf[meeting]! >= 0) board.place(meeting, slotOf[meeting]!)
  }

  private changed(): number[] {
    const { board } = this
    return [...board.slotOf.keys()].filter((meeting) => board.announced.fixed[meeting] !== 1 && board.slotOf[meeting]! >= 0 && board.slotOf[meeting] !== board.announced.slotOf[meeting])
  }

  /** Heavy ones first. */
  private unplaced(which: (meeting: number) => boolean): number[] {
    const { board } = this
    const { weight } = board.model
    return [...board.slotOf.keys()].filter((meeting) => board.slotOf[meeting]! < 0 && which(meeting)).sort((a, b) => weight[b]! - weight[a]! || a - b)
  }

  private improve(meeting: number, evictions: number, nodes: number, disturbed = mostDisturbed, pair?: readonly [number, number]): boolean {
    const found = this.tree.improve(meeting, { evictions, nodes, disturbed, ...(pair && { pair }) })
    this.nodes += this.tree.nodes
    return found
  }

  private settle(meetings: readonly number[], evictions: number, nodes: number): boolean {
    let found = false
    for (const meeting of meetings) if (this.board.slotOf[meeting]! < 0 && this.improve(meeting, evictions, nodes)) found = true
    return found
  }

  /** False where somebody has no free slot or no meeting left to have: then it would cost another meeting. */
  private hasRoom(meeting: number): boolean {
    const { model, announced, mask, count } = this.board
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (count[resource]! >= model.max[resource]!) return false
      let open = 0
      for (let w = 0; w < model.words; w++) open |= announced.starts[meeting * model.words + w]! & ~mask[resource * model.words + w]!
      if (open === 0) return false
    }
    return true
  }

  /** Musts, minima and fairness: first within the limit of disturbance, then at any price. */
  private mendRules(): void {
    for (const disturbed of [mostDisturbed, Infinity]) {
      if (this.board.broken() === 0) return
      for (const meeting of this.missingMusts()) this.force(meeting, disturbed)
      for (const meeting of this.unplaced((one) => this.isNeeded(one))) if (this.isNeeded(meeting)) this.force(meeting, disturbed)
      this.even(disturbed)
    }
  }

  private missingMusts(): number[] {
    const { board } = this
    const depth = depths(board.model)
    return this.unplaced((meeting) => board.model.must[meeting] === 1).sort((a, b) => depth[a]! - depth[b]!)
  }

  private isNeeded(meeting: number): boolean {
    const { model, count } = this.board
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      if (count[model.resourcesOf.items[i]!]! < model.min[model.resourcesOf.items[i]!]!) return true
    }
    return false
  }

  private force(meeting: number, disturbed: number): void {
    const { slotOf } = this.board
    for (let evictions = 0; evictions <= 4 && slotOf[meeting]! < 0; evictions++) this.improve(meeting, evictions, 2 * nodesPerRoot, disturbed)
    if (slotOf[meeting]! < 0) this.chain(meeting, disturbed)
  }

  /** Along a Kempe chain: two slots exchanged for whoever stands in the way, whoever stands in theirs, and so on. */
  private chain(meeting: number, disturbed: number): void {
    const { slots } = this.board.model
    const from = this.board.slotOf[meeting]!
    for (let a = 0; a < slots; a++) {
      for (let b = 0; b < slots; b++) {
        if (a !== b && (from < 0 || from === a) && this.improve(meeting, longestChain, 200, disturbed, [a, b])) return
      }
    }
  }

  /** Fewer breaks for those who have more than fairness permits. */
  private even(disturbed: number): void {
    const { board } = this
    for (let round = 0; round < 3 && board.unfairness() > 0; round++) {
      for (let participant = 0; participant < board.model.participants; participant++) {
        if (board.breaksAt(participant) <= board.fairLimit()) continue
        for (const meeting of this.placedOf(participant)) {
          if (board.breaksAt(participant) <= board.fairLimit()) break
          if (!this.improve(meeting, 2, nodesPerRoot, disturbed)) this.chain(meeting, disturbed)
        }
      }
    }
  }

  private placedOf(participant: number): number[] {
    const { model, slotOf, announced } = this.board
    return Array.from(model.meetingsOf.items.subarray(model.meetingsOf.start[participant]!, model.meetingsOf.start[participant + 1]!)).filter((meeting) => slotOf[meeting]! >= 0 && announced.fixed[meeting] !== 1)
  }

  /** Among what has to be elsewhere anyway, the places with the fewest breaks. */
  private smooth(): void {
    for (const meeting of this.changed()) this.improve(meeting, 0, nodesPerRoot)
  }
}
