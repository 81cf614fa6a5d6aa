import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { unfinishedCodes, verify } from '#server/domain/scheduling/verify.ts'

export type Row = { name: string; value: number; unit: string; ratio?: number; against?: string }

/** Instances that may be measured on but not shipped; nothing else in the repository knows where they are. */
export const folder = resolve('../shared/data/b2b')
export const hasInstances = (): boolean => existsSync(folder)

export function loadInstance(name: string): TimetableProblem {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as TimetableProblem
}

/** Names of the published instances with their best known number of breaks; null: proved to have no timetable. */
export function published(): { name: string; breaks: number | null }[] {
  const lines = readFileSync(join(folder, 'best-known.csv'), 'utf8').trim().split('\n').slice(1)
  const known = new Map(lines.map((line) => line.split(',')).map(([file = '', , , , , best]) => [file.replace(/\.json$/, ''), best === 'U' ? null : Number(best)]))
  return readdirSync(folder).filter((file) => known.has(file.replace(/\.json$/, ''))).sort().map((file) => ({ name: file.replace(/\.json$/, ''), breaks: known.get(file.replace(/\.json$/, ''))! }))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Of n values, the one that 95 of 100 don't exceed. */
export function percentile95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * 0.95) - 1)] ?? 0
}

/** Median and worst of all seeds, and every seed by itself: none is chosen. */
export function bySeed(name: string, unit: string, values: readonly number[], against?: { name: string; value: number }): Row[] {
  const row = (which: string, value: number): Row => ({ name: `${name}/${which}`, value, unit, ...(against && against.value !== 0 && { ratio: value / against.value, against: against.name }) })
  const worst = unit.startsWith('weight') ? Math.min(...values) : Math.max(...values)
  return [...values.map((value, at) => row(`seed${at + 1}`, value)), row('median', median(values)), row('worst', worst)]
}

export type Solved = { plan: TimetablePlan | null; exit: number; wallSeconds: number; peakMb: number | null; violations: number }

/** Largest memory a process has had so far, in MB; null where the system doesn't say. */
function peakOf(pid: number): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) / 1024 : null
  } catch {
    return null
  }
}

/** Runs the engine as its command does, in a process of its own, and checks the plan independently. */
export async function solveByCommand(name: string, options: { seconds: number; seed: number; prove?: boolean }): Promise<Solved> {
  const file = join(folder, `${name}.json`)
  const startedMs = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/solve.ts', '--seconds', String(options.seconds), '--seed', String(options.seed), ...(options.prove ? ['--prove'] : []), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let peakMb: number | null = null
  const watch = setInterval(() => (peakMb = Math.max(peakMb ?? 0, peakOf(child.pid ?? 0) ?? 0) || null), 50)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const exit = await new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)))
  clearInterval(watch)
  const text = Buffer.concat(chunks).toString('utf8')
  const plan = text.trim() === '' ? null : (JSON.parse(text) as TimetablePlan)
  return { plan, exit, peakMb, wallSeconds: (performance.now() - startedMs) / 1000, violations: plan === null ? 1 : violationsOf(loadInstance(name), plan) }
}

/** Broken rules; those that an unfinished or impossible plan may break don't count. */
export function violationsOf(problem: TimetableProblem, plan: TimetablePlan): number {
  const tolerated = plan.status === 'unknown' || plan.status === 'infeasible' ? unfinishedCodes : []
  if (plan.status === 'infeasible' && plan.placed.length === 0) return 0
  return verify(problem, plan).violations.filter(({ code }) => !tolerated.includes(code)).length
}
