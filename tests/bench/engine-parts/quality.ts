import { performance } from 'node:perf_hooks'

import { Search } from '#server/domain/scheduling/solve.ts'

import { bySeed, loadInstance, median, published, solveByCommand, type Row } from './instances.ts'

/** Upper bounds that were published with the instances, and breaks that a plain local search reached in the same time. */
const investors = [
  { name: 'investor-small', bound: 3372, breaks: 86, seconds: [2, 10] },
  { name: 'investor-tight', bound: 3090, breaks: 79, seconds: [2, 10] },
  { name: 'investor-big', bound: 20_114, breaks: 595, seconds: [10, 30] },
]

/** Time for a plan and its bound where both are asked for. */
const proveSeconds = 60

/** What is left between a value and its proved bound, in percent of the value. */
const gap = (value: number, bound: number): number => (value === 0 ? 0 : (100 * (value - bound)) / value)

/** Weight against its bound, breaks against the reference and the proved bound, at two time limits each; wall time, two cores. */
export async function quality(seeds: number): Promise<Row[]> {
  const rows: Row[] = []
  let violations = 0
  for (const { name, bound, breaks, seconds } of investors) {
    for (const limit of seconds) {
      const runs = []
      for (let seed = 1; seed <= seeds; seed++) runs.push(await solveByCommand(name, { seconds: limit, seed }))
      violations += runs.reduce((sum, run) => sum + run.violations, 0)
      rows.push(...bySeed(`engine/${name}/weight@${limit}s`, 'weight', runs.map((run) => run.plan?.value.weight ?? 0), { name: 'published-bound', value: bound }))
      rows.push(...bySeed(`engine/${name}/breaks@${limit}s`, 'breaks', runs.map((run) => run.plan?.value.breaks ?? Infinity), { name: 'reference-local-search', value: breaks }))
      rows.push(...bySeed(`engine/${name}/breaks-proved@${limit}s`, 'breaks-at-least', runs.map((run) => run.plan?.bound?.breaks ?? 0)))
      rows.push(...bySeed(`engine/${name}/breaks-gap@${limit}s`, 'percent', runs.map((run) => gap(run.plan?.value.breaks ?? Infinity, run.plan?.bound?.breaks ?? 0))))
    }
  }
  for (const name of ['investor-small', 'investor-tight']) {
    const runs = []
    for (let seed = 1; seed <= seeds; seed++) runs.push(await solveByCommand(name, { seconds: proveSeconds, seed, prove: true }))
    violations += runs.reduce((sum, run) => sum + run.violations, 0)
    rows.push(...bySeed(`engine/${name}/breaks@${proveSeconds}s-prove`, 'breaks', runs.map((run) => run.plan?.value.breaks ?? Infinity)))
    rows.push(...bySeed(`engine/${name}/breaks-proved@${proveSeconds}s-prove`, 'breaks-at-least', runs.map((run) => run.plan?.bound?.breaks ?? 0)))
    rows.push(...bySeed(`engine/${name}/breaks-gap@${proveSeconds}s-prove`, 'percent', runs.map((run) => gap(run.plan?.value.breaks ?? Infinity, run.plan?.bound?.breaks ?? 0))))
  }
  return [...rows, { name: 'engine/investor/violations', value: violations, unit: 'rules' }]
}

/** Processor ms from a checked problem to the first times that keep every rule; null where none came within a second. */
function cpuToFirst(name: string): number | null {
  const problem = loadInstance(name)
  const from = process.cpuUsage()
  const spentMs = (): number => {
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  }
  const search = new Search(problem, { seed: 1, now: () => performance.now(), deadlineMs: 60_000 })
  while (!search.progress().complete && spentMs() < 1000 && search.advance());
  return search.progress().complete ? spentMs() : null
}

/** How soon there is a timetable at all; the large ones first, while nothing is warm yet. Plans are assembled and verified after that. */
export async function firstPlans(): Promise<Row[]> {
  const names = [...[...investors].reverse(), ...published().filter((one) => one.breaks !== null)].map(({ name }) => name)
  const found = names.map((name) => ({ name, spentMs: cpuToFirst(name) }))
  const times = found.flatMap(({ spentMs }) => (spentMs === null ? [] : [spentMs]))
  return [
    { name: 'engine/first-plan/none-within-a-second', value: found.length - times.length, unit: `of-${found.length}` },
    { name: 'engine/first-plan/median', value: median(times), unit: 'cpu-ms', ratio: median(times) / 100, against: 'limit-100-ms' },
    { name: 'engine/first-plan/investor-big', value: found[0]?.spentMs ?? Infinity, unit: 'cpu-ms', ratio: (found[0]?.spentMs ?? Infinity) / 100, against: 'limit-100-ms' },
    { name: 'engine/first-plan/slowest', value: Math.max(0, ...times), unit: 'cpu-ms', ratio: Math.max(0, ...times) / 100, against: 'limit-100-ms' },
  ]
}

/** Every published instance with `--prove`: proved or not, right or not, and how long it took (wall, start of the process included). */
export async function provedInstances(seeds: number, seconds: number): Promise<Row[]> {
  const rows: Row[] = []
  const tally = { proved: 0, open: 0, wrong: 0, violations: 0, seconds: 0, originals: 0 }
  for (const { name, breaks } of published()) {
    const runs = []
    for (let seed = 1; seed <= seeds; seed++) runs.push(await solveByCommand(name, { seconds, seed, prove: true }))
    for (const run of runs) {
      const isProved = run.plan?.status === 'optimal' || run.plan?.status === 'infeasible'
      const answer = run.plan?.status === 'infeasible' ? null : (run.plan?.value.breaks ?? NaN)
      if (isProved) tally.proved++
      else tally.open++
      if ((isProved && answer !== breaks) || (breaks !== null && answer !== null && answer < breaks)) tally.wrong++
      tally.violations += run.violations
      tally.seconds += run.wallSeconds
      if (name.endsWith('.original')) tally.originals += run.wallSeconds
    }
    rows.push(...bySeed(`engine/published/${name}`, 's', runs.map((run) => (run.plan?.status === 'optimal' || run.plan?.status === 'infeasible' ? run.wallSeconds : Infinity)).map((value) => (value === Infinity ? seconds * 10 : value))))
  }
  const count = (name: string, value: number, unit: string): Row => ({ name: `engine/published/${name}`, value, unit })
  return [...rows, count('proved', tally.proved, 'runs'), count('not-proved', tally.open, 'runs'), count('contradicting-best-known', tally.wrong, 'runs'), count('violations', tally.violations, 'rules'), count('all', tally.seconds, 's'), count('originals', tally.originals, 's')]
}
