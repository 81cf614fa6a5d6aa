import { countOf, type ClauseSink } from '../../sat/cardinality.ts'
import { listBits } from '../bits.ts'
import type { Model } from '../model.ts'
import { orderedStarts, ordersOfMusts } from '../ordered-starts.ts'

/** Variables that say when everything is; 0 stands for what can't be. */
export type TimeVariables = {
  /** Per meeting: the variable of each first slot it may have. */
  starts: Map<number, number>[]
  /** Per meeting: true where it is held; 0 for a must, which always is. */
  held: number[]
  /** Per resource and slot: true where it is busy. */
  busy: number[][]
}

export function meetingsOf(model: Model, resource: number): number[] {
  return Array.from(model.meetingsOf.items.subarray(model.meetingsOf.start[resource]!, model.meetingsOf.start[resource + 1]!))
}

function atMostOne(sink: ClauseSink, variables: readonly number[]): void {
  for (let i = 0; i < variables.length; i++) for (let j = 0; j < i; j++) sink.clause([-variables[i]!, -variables[j]!])
}

/** Every must has one start, every other meeting at most one. */
function meetingVariables(sink: ClauseSink, model: Model): Pick<TimeVariables, 'starts' | 'held'> {
  const permitted = orderedStarts(model, ordersOfMusts(model))
  const starts: Map<number, number>[] = []
  const held: number[] = []
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    const own = new Map(listBits(permitted, meeting, model.words).map((slot) => [slot, sink.newVariable()]))
    const variables = [...own.values()]
    starts.push(own)
    atMostOne(sink, variables)
    held.push(model.must[meeting] ? 0 : sink.newVariable())
    if (model.must[meeting]) sink.clause(variables)
    else {
      sink.clause([-held[meeting]!, ...variables])
      for (const variable of variables) sink.clause([-variable, held[meeting]!])
    }
  }
  return { starts, held }
}

/** Nobody and no bound table is in two meetings at once; busy is who is in one. */
function busyRow(sink: ClauseSink, model: Model, starts: readonly Map<number, number>[], resource: number): number[] {
  const own = meetingsOf(model, resource)
  return Array.from({ length: model.slots }, (_, slot) => {
    const here: number[] = []
    for (const meeting of own) for (const [start, variable] of starts[meeting]!) if (start <= slot && slot < start + model.length[meeting]!) here.push(variable)
    if (here.length === 0) return 0
    atMostOne(sink, here)
    const busy = sink.newVariable()
    for (const variable of here) sink.clause([-variable, busy])
    sink.clause([-busy, ...here])
    return busy
  })
}

/** A meeting that follows another starts only once that has ended. */
function orderClauses(sink: ClauseSink, model: Model, starts: readonly Map<number, number>[]): void {
  const startedBy = new Map<number, number[]>()
  const prefix = (meeting: number): number[] => {
    const known = startedBy.get(meeting)
    if (known) return known
    const row: number[] = []
    for (let slot = 0; slot < model.slots; slot++) {
      const own = starts[meeting]!.get(slot)
      const before = slot > 0 ? row[slot - 1]! : 0
      if (own === undefined) {
        row.push(before)
        continue
      }
      const started = sink.newVariable()
      sink.clause([-own, started])
      if (before !== 0) sink.clause([-before, started])
      sink.clause(before === 0 ? [-started, own] : [-started, own, before])
      row.push(started)
    }
    startedBy.set(meeting, row)
    return row
  }
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    for (let i = model.predecessors.start[meeting]!; i < model.predecessors.start[meeting + 1]!; i++) {
      const first = model.predecessors.items[i]!
      const row = prefix(first)
      for (const [start, variable] of starts[meeting]!) {
        const ended = start - model.length[first]!
        sink.clause(ended >= 0 && row[ended] !== 0 ? [-variable, row[ended]!] : [-variable])
      }
    }
  }
}

/** A participant has between its fewest and its most meetings. */
function numberClauses(sink: ClauseSink, model: Model, held: readonly number[], resource: number): void {
  const own = meetingsOf(model, resource)
  const [max, min] = [model.max[resource]!, model.min[resource]!]
  if (own.length <= max && min === 0) return
  const optional = own.map((meeting) => held[meeting]!).filter((variable) => variable !== 0)
  const musts = own.length - optional.length
  const count = countOf(sink, optional, { most: optional.length, atLeast: true, atMost: true })
  if (musts > max || own.length < min) sink.clause([])
  else if (own.length > max) sink.clause([-count[max - musts]!])
  if (min > musts && own.length >= min) sink.clause([count[min - musts - 1]!])
}

/** Times of all meetings under availability, order and numbers of meetings; tables and breaks come on top. */
export function timeVariables(sink: ClauseSink, model: Model): TimeVariables {
  const { starts, held } = meetingVariables(sink, model)
  const busy = Array.from({ length: model.resources }, (_, resource) => busyRow(sink, model, starts, resource))
  if (model.ordered) orderClauses(sink, model, starts)
  for (let resource = 0; resource < model.resources; resource++) numberClauses(sink, model, held, resource)
  return { starts, held, busy }
}
