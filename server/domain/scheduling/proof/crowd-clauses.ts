import { countOf, type ClauseSink } from '../../sat/cardinality.ts'
import type { Model } from '../model.ts'
import type { TimeVariables } from './time-variables.ts'

function allInPairs(model: Model): boolean {
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    let people = 0
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) if (model.resourcesOf.items[i]! < model.participants) people++
    if (people !== 2) return false
  }
  return true
}

/** Meetings of two: at most two people a table are busy, and always an even number of them. */
function peopleAtTables(sink: ClauseSink, model: Model, { busy }: TimeVariables, slot: number): void {
  const people = busy.slice(0, model.participants).map((row) => row[slot]!).filter((variable) => variable !== 0)
  const limit = 2 * model.capacity[slot]!
  const count = countOf(sink, people, { most: limit + 1, atLeast: true, atMost: true })
  if (count.length > limit) sink.clause([-count[limit]!])
  for (let i = 0; i < count.length; i += 2) sink.clause(i + 1 < count.length ? [-count[i]!, count[i + 1]!] : [-count[i]!])
}

function meetingsAtTables(sink: ClauseSink, model: Model, { starts }: TimeVariables, slot: number): void {
  const limit = model.capacity[slot]!
  const here: number[] = []
  starts.forEach((own, meeting) => {
    const covering = [...own].filter(([start]) => start <= slot && slot < start + model.length[meeting]!).map(([, variable]) => variable)
    if (covering.length <= 1) return void here.push(...covering)
    const held = sink.newVariable()
    for (const variable of covering) sink.clause([-variable, held])
    here.push(held)
  })
  if (here.length <= limit) return
  sink.clause([-countOf(sink, here, { most: limit + 1, atLeast: true, atMost: false })[limit]!])
}

/**
 * No slot holds more meetings than tables. Which table is left open, so a refutation holds for every choice of tables.
 * Counting people, and their parity, are implied constraints of Bofill et al., JAIR 2022.
 */
export function crowdClauses(sink: ClauseSink, model: Model, times: TimeVariables): void {
  const pairs = allInPairs(model)
  for (let slot = 0; slot < model.slots; slot++) (pairs ? peopleAtTables : meetingsAtTables)(sink, model, times, slot)
}
