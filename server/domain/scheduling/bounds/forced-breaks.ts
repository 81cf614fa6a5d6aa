import { listBits } from '../bits.ts'
import type { Model } from '../model.ts'
import { breaksWith, daysOf, type Day } from './days.ts'
import { leastCover, type Cover, type Demand } from './least-cover.ts'
import { weightFace, type WeightFace } from './weight-face.ts'

/** Whether a bound for all plans of one weight is a bound for the best: weight counts first and breaks next, or weight can't differ. */
export function settlesBreaks(model: Model): boolean {
  return (model.objective[0] === 'weight' && model.objective[1] === 'breaks') || model.must.every((must) => must === 1)
}

/**
 * Breaks that every plan of at least a given weight has. From below: what the weight settles (`weightFace`), the fewest
 * breaks of each participant's day on its own, and *demands*: sets of participants who can't all have that few at once,
 * so that one of them has a break more. The fewest breaks that meet all demands are the bound; each way to meet them
 * is looked at again for further demands (implicit hitting sets: Davies and Bacchus 2011). Nothing is assumed of the rest: tables,
 * order, fairness and everybody not in a set are left out, which can only permit more plans.
 */
export class ForcedBreaks {
  readonly face: WeightFace
  readonly days: readonly Day[]
  readonly demands: Demand[] = []
  cover: Cover
  private readonly model: Model
  private readonly alone: number
  private readonly costs = new Map<number, number>()
  private proved: number

  private constructor(model: Model, face: WeightFace, days: readonly Day[]) {
    this.model = model
    this.face = face
    this.days = days
    this.alone = days.reduce((sum, day) => sum + day.breaks, 0)
    this.proved = this.alone
    this.cover = leastCover([], model.participants)
  }

  /** Null where no plan weighs so much. */
  static of(model: Model, weight: number): ForcedBreaks | null {
    const face = weightFace(model, weight)
    const days = face && daysOf(model, face)
    return days && new ForcedBreaks(model, face, days)
  }

  /** Breaks of every plan of the weight, as far as was proved yet. */
  get least(): number {
    return this.proved
  }

  /** Adds what was found and counts again. */
  add(demands: readonly Demand[]): void {
    this.demands.push(...demands)
    this.cover = leastCover(this.demands, this.model.participants)
    this.proved = Math.max(this.proved, this.alone + this.cover.least)
  }

  /** Looks at each meeting by itself until those who hold it have breaks enough to do so. Quick: no search but for the cover. */
  pairUp(): void {
    for (let found = this.demandsOfMeetings(); found.length > 0; found = this.demandsOfMeetings()) this.add(found)
  }

  private demandsOfMeetings(): Demand[] {
    const found: Demand[] = []
    for (let meeting = 0; meeting < this.model.meetings; meeting++) {
      if (this.face.surely[meeting] !== 1) continue
      const people = this.peopleOf(meeting)
      const starts = listBits(this.model.starts, meeting, this.model.words)
      const costs = starts.map((start) => people.map((one) => this.extraWith(one, start, this.model.length[meeting]!)))
      const isPossible = costs.some((row) => row.every((cost, index) => cost <= this.cover.extra[people[index]!]!))
      // Where no number of breaks would do, there is no plan of this weight, and whatever is said of all of them is true.
      const isHopeless = costs.every((row) => row.includes(Infinity))
      if (!isPossible && !isHopeless) found.push(new Map(people.map((one) => [one, this.cover.extra[one]! + 1])))
    }
    return found
  }

  private peopleOf(meeting: number): number[] {
    const { start, items } = this.model.resourcesOf
    return Array.from(items.subarray(start[meeting]!, start[meeting + 1]!)).filter((resource) => resource < this.model.participants)
  }

  /** Breaks beyond its fewest that a participant has on any day with a meeting there. */
  extraWith(participant: number, start: number, length: number): number {
    const key = (participant * this.model.slots + start) * (this.model.slots + 1) + length
    let cost = this.costs.get(key)
    if (cost === undefined) {
      cost = breaksWith(this.days[participant]!, start, length) - this.days[participant]!.breaks
      this.costs.set(key, cost)
    }
    return cost
  }
}
