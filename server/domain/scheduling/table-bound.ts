import type { Model } from './model.ts'

/** Whether no two meetings have two participants in common: then no step from one meeting to the next counts for two people. */
function sharesOnlyOne(model: Model): boolean {
  const pairs = new Set<number>()
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    const all = model.resourcesOf.items.subarray(model.resourcesOf.start[meeting], model.resourcesOf.start[meeting + 1])
    const people = [...all].filter((resource) => resource < model.participants).sort((a, b) => a - b)
    for (let i = 0; i < people.length; i++) {
      for (let j = 0; j < i; j++) {
        const key = people[i]! * model.participants + people[j]!
        if (pairs.has(key)) return false
        pairs.add(key)
      }
    }
  }
  return true
}

/**
 * Changes of table in any plan with at most so many breaks, proved; null where the argument doesn't hold. Where every meeting
 * must be held, participants go from one meeting to the next Σ (d − 1) times in any plan. Without a break between, at most
 * one of those who leave a meeting can stay at its table, and one of those who come can have been there: such steps form
 * paths, each at one table, of which there are at least total length ÷ slots. Each break may save one change more.
 */
export function leastTableMoves(model: Model, breaks: number): number | null {
  const { objective, must, participants, meetingsOf, length, meetings, slots } = model
  const breaksDecide = objective.indexOf('breaks') < objective.indexOf('tableMoves')
  if (meetings === 0 || !breaksDecide || must.includes(0) || !sharesOnlyOne(model)) return null
  let steps = 0
  for (let p = 0; p < participants; p++) steps += Math.max(0, meetingsOf.start[p + 1]! - meetingsOf.start[p]! - 1)
  const paths = Math.ceil(length.reduce((sum, slotsEach) => sum + slotsEach, 0) / slots)
  return Math.max(0, steps - (meetings - paths) - breaks)
}
