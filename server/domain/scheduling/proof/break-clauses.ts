import { countOf, type ClauseSink, type Count } from '../../sat/cardinality.ts'
import type { Model } from '../model.ts'
import { meetingsOf, type TimeVariables } from './time-variables.ts'

/** Slots a participant fills on every plan, or −1 where some of its meetings may be left out. */
function filledSlots(model: Model, participant: number): number {
  let filled = 0
  for (const meeting of meetingsOf(model, participant)) {
    if (!model.must[meeting]) return -1
    filled += model.length[meeting]!
  }
  return filled
}

/** Implied: who holds all its meetings is busy in just so many slots. */
function fixedDay(sink: ClauseSink, row: readonly number[], filled: number): void {
  const open = row.filter((variable) => variable !== 0)
  const count = countOf(sink, open, { most: filled + 1, atLeast: true, atMost: true })
  if (filled > count.length) sink.clause([])
  else if (filled > 0) sink.clause([count[filled - 1]!])
  if (count.length > filled) sink.clause([-count[filled]!])
}

/** Element k of the answer is true just where the participant has more than k runs of busy slots: counted slot by slot. */
function countRuns(sink: ClauseSink, row: readonly number[], most: number): Count {
  let runs: number[] = []
  row.forEach((busy, slot) => {
    if (busy === 0) return
    const before = slot > 0 ? row[slot - 1]! : 0
    const next: number[] = []
    for (let k = 0; k < most && k <= runs.length; k++) {
      const more = sink.newVariable()
      const causes = [busy, ...(k > 0 ? [runs[k - 1]!] : []), ...(before === 0 ? [] : [-before])]
      sink.clause([more, ...causes.map((literal) => -literal)])
      const already = runs[k] === undefined ? [] : [runs[k]!]
      if (runs[k] !== undefined) sink.clause([-runs[k]!, more])
      for (const cause of causes) sink.clause([-more, ...already, cause])
      if (k > 0) sink.clause([-more, next[k - 1]!])
      next.push(more)
    }
    runs = next
  })
  return runs
}

/** Implied: without a break, a day of n slots has no two busy slots n or more apart, nor a closed slot between them. */
function narrowDay(sink: ClauseSink, row: readonly number[], filled: number, broken: number): void {
  for (let from = 0; from < row.length; from++) {
    let closed = false
    for (let to = from + 1; to < row.length; to++) {
      if (row[from] !== 0 && row[to] !== 0 && (closed || to - from >= filled)) sink.clause([broken, -row[from]!, -row[to]!])
      closed ||= row[to] === 0
    }
  }
}

/** Where anybody has more than `k + fair` breaks, everybody has more than k. */
function fairness(sink: ClauseSink, breaks: readonly Count[], fair: number): void {
  const longest = Math.max(0, ...breaks.map((count) => count.length))
  for (let k = 0; k + fair < longest; k++) {
    const many = sink.newVariable()
    for (const count of breaks) {
      if (count[k + fair] !== undefined) sink.clause([-count[k + fair]!, many])
      sink.clause(count[k] === undefined ? [-many] : [-many, count[k]!])
    }
  }
}

/** Breaks that a participant can have at the very most. */
function mostBreaks(model: Model, participant: number): number {
  return Math.max(0, Math.min(meetingsOf(model, participant).length, (model.slots + 1) >> 1) - 1)
}

/** Breaks of each participant: element k is true just where it has more than k. */
export function breakClauses(sink: ClauseSink, model: Model, times: TimeVariables): Count[] {
  const breaks: Count[] = []
  const calmest = Math.min(...Array.from({ length: model.participants }, (_, participant) => mostBreaks(model, participant)))
  const allowed = model.fair < 0 ? model.slots : calmest + model.fair
  for (let participant = 0; participant < model.participants; participant++) {
    const row = times.busy[participant]!
    const filled = filledSlots(model, participant)
    if (filled >= 0) fixedDay(sink, row, filled)
    const own = countRuns(sink, row, Math.min(mostBreaks(model, participant), allowed + 1) + 1).slice(1)
    if (own.length > allowed) sink.clause([-own.splice(allowed)[0]!])
    if (filled > 1 && own.length > 0) narrowDay(sink, row, filled, own[0]!)
    breaks.push(own)
  }
  if (model.fair >= 0) fairness(sink, breaks, model.fair)
  return breaks
}
