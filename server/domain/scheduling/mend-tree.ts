import { lowestBit } from './bits.ts'
import type { MendBoard } from './mend-board.ts'
import { MendCrowd } from './mend-crowd.ts'

/** What a repair pays, in units of weight. */
export type MendPrice = {
  /** For an announced meeting that gets another slot. */
  move: number
  /** For an announced meeting that is left out, on top of its weight. */
  drop: number
  /** For a break more; decides between answers that are otherwise alike. */
  breaks: number
  /** For a broken hard rule more. */
  hard: number
}

export type TreeLimits = {
  /** Most meetings that may be taken out to make room. */
  evictions: number
  /** Most positions looked at. */
  nodes: number
  /** Most meetings that stood well and may be disturbed in the whole repair. */
  disturbed: number
  /** Only these two slots may be exchanged: a Kempe chain, which may be long because it doesn't branch. */
  pair?: readonly [number, number]
}

const least = 1e-6

/**
 * Looks for the cheapest way to get one meeting into the timetable: at a slot, taking out whatever is in its way, and
 * finding other slots for that, taking out what is in *its* way, and so on. Complete within its limits, save that of many
 * meetings that could leave a full slot only the most promising are tried.
 */
export class MendTree {
  nodes = 0
  private readonly board: MendBoard
  private readonly price: MendPrice
  private limits: TreeLimits = { evictions: 0, nodes: 0, disturbed: 0 }
  private readonly pending: number[] = []
  private readonly touched: number[] = []
  private readonly isTouched: Uint8Array
  private readonly solution: number[] = []
  private before: { breaks: number; broken: number } = { breaks: 0, broken: 0 }
  private best = 0
  /** How much better than its cost so far an answer can turn out: breaks that vanish, hard rules that are mended. */
  private slack = 0
  private root = -1
  private rootStood = false
  private readonly crowd: MendCrowd

  constructor(board: MendBoard, price: MendPrice) {
    this.board = board
    this.price = price
    this.isTouched = new Uint8Array(board.model.meetings)
    this.crowd = new MendCrowd(board, (meeting) => this.cost(meeting, -1))
  }

  /** Price of a meeting's standing at a slot, or (−1) nowhere. */
  cost(meeting: number, slot: number): number {
    const { board, price } = this
    const home = board.announced.slotOf[meeting]!
    if (slot < 0) return board.model.weight[meeting]! + (home >= 0 ? price.drop : 0)
    return home < 0 || home === slot ? 0 : price.move
  }

  /**
   * Takes the root out where it stands, finds the best place for it and carries that out. False, and nothing changed,
   * where nothing is better than the present state by more than `gain`.
   */
  improve(root: number, limits: TreeLimits, gain = least): boolean {
    const { board } = this
    const from = board.slotOf[root]!
    this.limits = limits
    this.nodes = 0
    this.root = root
    this.rootStood = from >= 0
    this.before = { breaks: board.breaks, broken: board.broken() }
    this.best = -gain
    this.slack = 4 * this.price.breaks + this.price.hard * this.mendable(root)
    this.solution.length = 0
    this.crowd.forget()
    if (from >= 0) board.remove(root)
    this.touch(root)
    this.pending.push(root)
    this.grow(limits.evictions, -this.cost(root, from))
    this.pending.pop()
    this.untouch()
    if (this.solution.length === 0) {
      if (from >= 0) board.place(root, from)
      return false
    }
    this.carryOut()
    return true
  }

  /** Broken hard rules that this meeting could mend. */
  private mendable(root: number): number {
    const { model, count, slotOf } = this.board
    let rules = this.board.unfairness() + (slotOf[root]! < 0 ? model.must[root]! : 0)
    for (let i = model.resourcesOf.start[root]!; i < model.resourcesOf.start[root + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (slotOf[root]! < 0 && count[resource]! < model.min[resource]!) rules++
    }
    return rules
  }

  private touch(meeting: number): void {
    this.touched.push(meeting)
    this.isTouched[meeting] = 1
  }

  private untouch(): void {
    this.isTouched[this.touched.pop()!] = 0
  }

  private carryOut(): void {
    const { board, solution } = this
    for (let i = 0; i < solution.length; i += 2) if (board.slotOf[solution[i]!]! >= 0) board.remove(solution[i]!)
    for (let i = 0; i < solution.length; i += 2) if (solution[i + 1]! >= 0) board.place(solution[i]!, solution[i + 1]!)
  }

  /** `cost` counts what is waiting as if it were free, so it can only rise; only breaks can still fall. */
  private grow(evictions: number, cost: number): void {
    const { board, pending } = this
    if (++this.nodes > this.limits.nodes || cost >= this.best + this.slack) return
    const meeting = pending.pop()
    if (meeting === undefined) return this.record(cost)
    this.tryFree(meeting, evictions, cost)
    if (evictions > 0) this.tryTaken(meeting, evictions, cost)
    const mayGo = (meeting !== this.root || this.rootStood) && board.model.must[meeting] === 0 && !board.isFollowed(meeting)
    if (mayGo && this.within()) this.grow(evictions, cost + this.cost(meeting, -1))
    pending.push(meeting)
  }

  private within(): boolean {
    return this.board.disturbed - this.waitingAtHome() <= this.limits.disturbed
  }

  /** Meetings that wait for a slot may still come home. */
  private waitingAtHome(): number {
    let count = 0
    for (const meeting of this.pending) if (this.board.isAnnounced(meeting) && this.board.hit[meeting] === 0) count++
    return count
  }

  private record(cost: number): void {
    const { board, price, before } = this
    const total = cost + price.breaks * (board.breaks - before.breaks) + price.hard * (board.broken() - before.broken)
    if (total >= this.best || board.disturbed > this.limits.disturbed) return
    this.best = total
    this.solution.length = 0
    for (const meeting of this.touched) this.solution.push(meeting, board.slotOf[meeting]!)
  }

  private settle(meeting: number, slot: number, evictions: number, cost: number): void {
    this.board.place(meeting, slot)
    if (this.within()) this.grow(evictions, cost + this.cost(meeting, slot))
    this.board.remove(meeting)
  }

  private allowed(slot: number): boolean {
    const { pair } = this.limits
    return pair === undefined || slot === pair[0] || slot === pair[1]
  }

  private tryFree(meeting: number, evictions: number, cost: number): void {
    const { model, announced, full, mask } = this.board
    for (let w = 0; w < model.words; w++) {
      let open = announced.starts[meeting * model.words + w]! & ~full[w]!
      for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) open &= ~mask[model.resourcesOf.items[i]! * model.words + w]!
      for (; open !== 0; open &= open - 1) {
        const slot = w * 32 + lowestBit(open)
        if (this.allowed(slot) && this.board.fits(meeting, slot)) this.settle(meeting, slot, evictions, cost)
      }
    }
  }

  private tryTaken(meeting: number, evictions: number, cost: number): void {
    const { model, announced } = this.board
    for (let w = 0; w < model.words; w++) {
      for (let open = announced.starts[meeting * model.words + w]!; open !== 0; open &= open - 1) {
        const slot = w * 32 + lowestBit(open)
        if (this.allowed(slot) && !this.board.fits(meeting, slot)) this.clear(meeting, slot, evictions, cost)
      }
    }
  }

  /** Takes out whoever sits with its people or at its bound table, and what it must not precede or follow. */
  private clear(meeting: number, slot: number, evictions: number, cost: number): void {
    const { model, occupant, slotOf } = this.board
    const out: number[] = []
    const end = slot + model.length[meeting]!
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const row = model.resourcesOf.items[i]! * model.slots
      for (let s = slot; s < end; s++) {
        const other = occupant[row + s]!
        if (other >= 0 && !out.includes(other) && !this.mayEvict(other, out, evictions)) return
      }
    }
    for (let i = model.predecessors.start[meeting]!; i < model.predecessors.start[meeting + 1]!; i++) {
      const other = model.predecessors.items[i]!
      if (slotOf[other]! < 0) return
      if (slotOf[other]! + model.length[other]! > slot && !out.includes(other)) return
    }
    for (let i = model.successors.start[meeting]!; i < model.successors.start[meeting + 1]!; i++) {
      const other = model.successors.items[i]!
      if (slotOf[other]! >= 0 && slotOf[other]! < end && !out.includes(other) && !this.mayEvict(other, out, evictions)) return
    }
    const saved = out.map((other) => this.evict(other))
    const freed = out.reduce((sum, other, at) => sum - this.cost(other, saved[at]!), cost)
    this.makeRoom(meeting, slot, evictions - out.length, freed)
    for (let i = out.length - 1; i >= 0; i--) this.restore(out[i]!, saved[i]!)
  }

  private mayEvict(other: number, out: number[], evictions: number): boolean {
    if (this.board.announced.fixed[other] === 1 || this.isTouched[other] === 1 || out.length >= evictions) return false
    out.push(other)
    return true
  }

  private evict(other: number): number {
    const from = this.board.slotOf[other]!
    this.board.remove(other)
    this.touch(other)
    this.pending.push(other)
    return from
  }

  private restore(other: number, slot: number): void {
    this.pending.pop()
    this.untouch()
    this.board.place(other, slot)
  }

  /** Where a maximum or a full slot is still in the way, one of the most promising others goes, then it is placed. */
  private makeRoom(meeting: number, slot: number, evictions: number, cost: number): void {
    if (this.board.fits(meeting, slot)) return this.settle(meeting, slot, evictions, cost)
    if (evictions <= 0) return
    for (const other of this.crowd.inTheWay(meeting, slot, (one) => this.isTouched[one] !== 1)) {
      const from = this.evict(other)
      this.makeRoom(meeting, slot, evictions - 1, cost - this.cost(other, from))
      this.restore(other, from)
    }
  }
}
