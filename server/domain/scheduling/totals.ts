import type { ObjectiveTerm } from './problem.ts'

/** Figures of a partial timetable, kept up to date by every change. All but `weight` are better when small. */
export type Totals = {
  weight: number
  breaks: number
  idle: number
  /** Busy stretches of one slot in days that have breaks. */
  lone: number
  /** Meetings that must be held and are not. */
  missing: number
  /** Meetings by which participants fall short of their minimum. */
  deficit: number
  /** Pairs in which a meeting stands before one that it should follow. */
  disordered: number
}

/** What one unit of each figure costs the search (`lone`: what it saves); `hard` is the price of each broken rule. */
export type Price = { weight: number; breaks: number; idle: number; lone: number; hard: number }

export function brokenRules(totals: Totals, unfairness: number): number {
  return totals.missing + totals.deficit + totals.disordered + unfairness
}

export function costOf(totals: Totals, unfairness: number, price: Price): number {
  return (
    price.hard * brokenRules(totals, unfairness) -
    price.weight * totals.weight +
    price.breaks * totals.breaks +
    price.idle * totals.idle -
    price.lone * totals.lone
  )
}

/** Figures to compare plans by, the first counts most, small is better. Table moves are not known yet and rank last. */
export function rankOf(totals: Totals, unfairness: number, objective: readonly ObjectiveTerm[]): number[] {
  const rank = [brokenRules(totals, unfairness)]
  for (const term of objective) {
    if (term === 'weight') rank.push(-totals.weight)
    if (term === 'breaks') rank.push(totals.breaks)
    if (term === 'breakSlots') rank.push(totals.idle)
  }
  return rank
}

/** Negative where `a` is the better rank. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

/** Whether figures are better than a rank, without writing their own rank down: it is asked after every change. */
export function outranks(totals: Totals, unfairness: number, objective: readonly ObjectiveTerm[], rank: readonly number[]): boolean {
  const broken = brokenRules(totals, unfairness)
  if (broken !== rank[0]) return broken < rank[0]!
  let at = 1
  for (const term of objective) {
    if (term === 'tableMoves') continue
    const figure = term === 'weight' ? -totals.weight : term === 'breaks' ? totals.breaks : totals.idle
    if (figure !== rank[at]) return figure < rank[at]!
    at++
  }
  return false
}
