import type { ClauseSink } from '../../sat/cardinality.ts'
import { listBits } from '../bits.ts'
import type { Model } from '../model.ts'

/** For a circle of participants: per member the variables that say in which slot it is busy (0 where it can't be). */
export type CircleVariables = Map<number, number[]>

/** Literals in groups of four, each group tied to the next by a variable: few clauses where pairs would be many. */
function atMostOne(sink: ClauseSink, literals: readonly number[]): void {
  let rest = literals
  while (rest.length > 5) {
    const link = sink.newVariable()
    pairwise(sink, [...rest.slice(0, 4), link])
    rest = [-link, ...rest.slice(4)]
  }
  pairwise(sink, rest)
}

function pairwise(sink: ClauseSink, literals: readonly number[]): void {
  for (let i = 0; i < literals.length; i++) for (let j = 0; j < i; j++) sink.clause([-literals[i]!, -literals[j]!])
}

/**
 * The rules that bind a circle of participants, everybody else being free whenever they are there: a meeting within the circle
 * starts at most once (just once where it is surely held), and no member is in two of them at a time. Meetings with people
 * outside are not told apart: they may fill any slot that one of them could. Leaving out so much can only permit more.
 */
export function circleClauses(sink: ClauseSink, model: Model, surely: Int8Array, members: readonly number[]): CircleVariables {
  const isMember = new Uint8Array(model.resources)
  for (const member of members) isMember[member] = 1
  const isWithin = (meeting: number): boolean => {
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (resource < model.participants && isMember[resource] === 0) return false
    }
    return true
  }
  const starts = new Map<number, Map<number, number>>()
  const rows: CircleVariables = new Map()
  for (const member of members) {
    const within: number[][] = Array.from({ length: model.slots }, () => [])
    const outside = new Uint8Array(model.slots)
    for (let i = model.meetingsOf.start[member]!; i < model.meetingsOf.start[member + 1]!; i++) {
      const meeting = model.meetingsOf.items[i]!
      if (surely[meeting] === -1) continue
      const length = model.length[meeting]!
      if (!isWithin(meeting)) {
        for (const start of listBits(model.starts, meeting, model.words)) outside.fill(1, start, start + length)
        continue
      }
      let own = starts.get(meeting)
      if (own === undefined) {
        own = new Map(listBits(model.starts, meeting, model.words).map((slot) => [slot, sink.newVariable()]))
        starts.set(meeting, own)
        atMostOne(sink, [...own.values()])
        if (surely[meeting] === 1) sink.clause([...own.values()])
      }
      for (const [start, variable] of own) for (let slot = start; slot < start + length; slot++) within[slot]!.push(variable)
    }
    rows.set(member, within.map((here, slot) => {
      if (here.length === 0 && outside[slot] === 0) return 0
      const busy = sink.newVariable()
      atMostOne(sink, here)
      for (const variable of here) sink.clause([-variable, busy])
      if (outside[slot] === 0) sink.clause([-busy, ...here])
      return busy
    }))
  }
  return rows
}
