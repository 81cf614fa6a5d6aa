import type { MendBoard } from './mend-board.ts'

const widest = 5

/** Who is asked to leave where only numbers stand in the way: somebody's maximum, or a slot with no table left. */
export class MendCrowd {
  private readonly board: MendBoard
  private readonly dropCost: (meeting: number) => number
  private readonly crowds = new Map<number, number[]>()

  constructor(board: MendBoard, dropCost: (meeting: number) => number) {
    this.board = board
    this.dropCost = dropCost
  }

  /** The board has changed since crowds were looked at. */
  forget(): void {
    this.crowds.clear()
  }

  /** Those who could leave so that a maximum is no longer reached or a slot no longer full, the most promising only. */
  inTheWay(meeting: number, slot: number, mayLeave: (other: number) => boolean): number[] {
    const { model, count, used, slotOf, announced } = this.board
    const isFree = (other: number): boolean => announced.fixed[other] !== 1 && mayLeave(other) && slotOf[other]! >= 0
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (count[resource]! < model.max[resource]!) continue
      const own = Array.from(model.meetingsOf.items.subarray(model.meetingsOf.start[resource]!, model.meetingsOf.start[resource + 1]!)).filter(isFree)
      return own.sort((a, b) => this.dropCost(a) - this.dropCost(b)).slice(0, widest)
    }
    for (let s = slot; s < slot + model.length[meeting]!; s++) {
      if (used[s]! < model.capacity[s]!) continue
      return this.crowdOf(s).filter((other) => isFree(other) && slotOf[other]! <= s && s < slotOf[other]! + model.length[other]!).slice(0, widest)
    }
    return []
  }

  /** The meetings of a slot: first those that could go elsewhere at once, then the light ones. */
  private crowdOf(slot: number): number[] {
    const known = this.crowds.get(slot)
    if (known) return known
    const { model, occupant, announced } = this.board
    const there = new Set<number>()
    for (let p = 0; p < model.participants; p++) {
      const other = occupant[p * model.slots + slot]!
      if (other >= 0 && announced.fixed[other] !== 1) there.add(other)
    }
    const crowd = [...there].map((other) => ({ other, ease: this.hasFreeSlot(other) ? 0 : this.dropCost(other) }))
    const sorted = crowd.sort((a, b) => a.ease - b.ease || a.other - b.other).map(({ other }) => other)
    this.crowds.set(slot, sorted)
    return sorted
  }

  private hasFreeSlot(meeting: number): boolean {
    const { model, announced, full, mask } = this.board
    for (let w = 0; w < model.words; w++) {
      let open = announced.starts[meeting * model.words + w]! & ~full[w]!
      for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) open &= ~mask[model.resourcesOf.items[i]! * model.words + w]!
      if (open !== 0) return true
    }
    return false
  }
}
