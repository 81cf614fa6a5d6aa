import { tablesOf, type Table, type TimetableProblem } from '../scheduling/problem.ts'
import { spreadOf, tablesInUse, type DayNumbers, type RehearsalFigures } from './rehearsal-report.ts'
import type { DayPlan } from './rehearsal-day.ts'

/** What a piece of advice would change, for the runs that try it out. */
export type Trial = { tables?: Table[]; caps?: readonly string[]; /** Slots by which everybody comes earlier than they did. */ earlier?: number }

export type AdviceCode = 'tables_more' | 'tables_fewer' | 'arrive_earlier' | 'caps_raise'
export type Candidate = { code: AdviceCode; params: Record<string, number | string[]>; trial: Trial }

/** Advice that the runs bear out; `params` are figures and identifiers for its sentence under `studies:advice`. */
export type Advice = {
  code: AdviceCode | 'slot_fragile' | 'days_packed' | 'sound'
  params: Record<string, number | string[]>
  /** Tried on the same days: what was held before and after, and the difference with its error; absent where it is read from the figures alone. */
  tried?: { runs: number; heldBefore: number; heldAfter: number; survivedBefore: number; survivedAfter: number; difference: number; error: number }
}

/** A meeting more in two days is worth a change. */
const worthwhile = 0.5

/** The tables that are used least and bound to nobody, as many as aren't needed. */
function spareTables({ problem, placed }: DayPlan, count: number): Table[] {
  const bound = new Set([...problem.meetings, ...problem.participants].map((one) => one.table))
  const use = new Map<string, number>()
  for (const { table } of placed) use.set(table, (use.get(table) ?? 0) + 1)
  const free = tablesOf(problem).filter((table) => !bound.has(table.id))
  return [...free].reverse().sort((a, b) => (use.get(a.id) ?? 0) - (use.get(b.id) ?? 0)).slice(0, count)
}

/** What might help, judged by the figures of the first runs. */
export function candidatesOf(plan: DayPlan, figures: RehearsalFigures): Candidate[] {
  const found: Candidate[] = []
  const tables = tablesOf(plan.problem)
  const planned = Math.max(0, ...tablesInUse(plan.problem, plan.placed))
  const needed = Math.max(figures.tables.enough, planned)
  const spare = needed < tables.length ? spareTables(plan, tables.length - needed) : []
  if (spare.length > 0) {
    found.push({ code: 'tables_fewer', params: { from: tables.length, to: tables.length - spare.length, tables: spare.map((table) => table.id) }, trial: { tables: tables.filter((table) => !spare.includes(table)) } })
  } else if (figures.blocked.byTables >= worthwhile || figures.lost.crowdedOut >= worthwhile) {
    found.push({ code: 'tables_more', params: { from: tables.length, to: tables.length + 1 }, trial: { tables: [...tables, { id: `+${tables.length + 1}` }] } })
  }
  if (figures.lost.late + figures.moved.mean >= worthwhile) found.push({ code: 'arrive_earlier', params: {}, trial: { earlier: 1 } })
  const caps = figures.blocked.capped.map(({ participant }) => participant)
  if (figures.blocked.byCap >= worthwhile) found.push({ code: 'caps_raise', params: { people: caps, count: caps.length }, trial: { caps } })
  return found
}

/** The problem with higher caps, for a trial. */
export function raised(problem: TimetableProblem, people: readonly string[]): TimetableProblem {
  const chosen = new Set(people)
  return { ...problem, participants: problem.participants.map((one) => (chosen.has(one.id) && one.max !== undefined ? { ...one, max: one.max + 1 } : one)) }
}

/** A tried candidate as advice, where the same days really went better (or, with fewer tables, no worse). */
export function judge(candidate: Candidate, before: readonly DayNumbers[], after: readonly DayNumbers[]): Advice | null {
  const pairs = after.map((day, at) => ({ was: before[at]!, is: day }))
  const gain = spreadOf(pairs.map(({ was, is }) => is.held - was.held))
  const mean = (of: (pair: (typeof pairs)[number]) => number): number => spreadOf(pairs.map(of)).mean
  const [heldBefore, heldAfter] = [mean(({ was }) => was.held), mean(({ is }) => is.held)]
  const isWorth = candidate.code === 'tables_fewer' ? gain.mean + gain.error >= 0 && gain.mean > -worthwhile : gain.mean - gain.error > 0 && gain.mean >= worthwhile
  if (!isWorth) return null
  const tried = { runs: pairs.length, heldBefore, heldAfter, survivedBefore: mean(({ was }) => was.survived), survivedAfter: mean(({ is }) => is.survived), difference: gain.mean, error: gain.error }
  return { code: candidate.code, params: candidate.params, tried }
}

const fragileBy = 5
const mostFragile = 3

/** Advice that is read from the figures without another run. */
export function plainAdvice(figures: RehearsalFigures): Advice[] {
  const disturbed = (slot: RehearsalFigures['slots'][number]): number => slot.lost + slot.moved
  const announced = figures.slots.reduce((sum, slot) => sum + slot.announced, 0)
  const mean = announced === 0 ? 0 : figures.slots.reduce((sum, slot) => sum + disturbed(slot) * slot.announced, 0) / announced
  const fragile = figures.slots.filter((slot) => {
    // Error of a share of announced × runs meetings, as if they fell through one by one.
    const error = 196 * Math.sqrt(((disturbed(slot) / 100) * (1 - Math.min(1, disturbed(slot) / 100))) / Math.max(1, slot.announced * figures.runs))
    return disturbed(slot) - error > mean && disturbed(slot) - mean >= fragileBy
  })
  const advice = fragile.sort((a, b) => disturbed(b) - disturbed(a)).slice(0, mostFragile).map((slot): Advice => ({ code: 'slot_fragile', params: { slot: slot.slot, disturbed: disturbed(slot), mean } }))
  const { people, lost, others } = figures.packed
  if (people > 0 && lost - others >= fragileBy) advice.push({ code: 'days_packed', params: { people, lost, others } })
  return advice
}
