import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'

const processes = 2
/** Files, pipes and listeners beside the sockets. */
const otherDescriptors = 100

/**
 * How many clients this process may hold: it has a socket for each, and around a restart may still have the old one.
 * Node takes the hard limit at its start.
 */
export function clientsThatFit(wanted: number): number {
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  return limit === undefined ? wanted : Math.min(wanted, Math.floor((Number(limit) - otherDescriptors) / 2))
}

/** A load has a rhythm; nothing is waited for here. */
export const pause = (ms: number): Promise<void> => new Promise((done) => {
  const timer = setInterval(() => done(clearInterval(timer)), ms)
})

type Told = { facts: number; frames: number; gaps: number; strange: number; delays: [number, number][]; backs: number[]; cpuMs: number }
/** `gaps`: facts out of turn; `strange`: facts that aren't what the wire says; `cpuMs`: of the clients since the last report. */
export type Report = { facts: number; frames: number; gaps: number; strange: number; p50: number; p99: number; worst: number; backs: number[]; cpuMs: number }

/** A part of the hall in a process of its own. */
export class Crowd {
  private readonly lines: AsyncIterator<string>
  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  }
  static async open(url: string, count: number, kind: 'bare' | 'touhai', room: string, cookieFile = ''): Promise<Crowd> {
    const crowd = new Crowd(spawn(process.execPath, ['--import', 'tsx', 'tests/load/stage-clients.ts', url, String(count), kind, room, cookieFile], { stdio: ['pipe', 'pipe', 'inherit'] }))
    await crowd.lines.next()
    return crowd
  }
  async ask<T>(order: string): Promise<T> {
    this.child.stdin?.write(`${order}\n`)
    return JSON.parse(((await this.lines.next()) as { value: string }).value) as T
  }
  leave(): void {
    this.child.stdin?.write('leave\n')
  }
}

/** `count` clients in as many processes as there are to be. */
export function openCrowds(url: string, count: number, kind: 'bare' | 'touhai', room: string): Promise<Crowd[]> {
  return Promise.all(Array.from({ length: processes }, (_, i) => Crowd.open(url, Math.floor((count + i) / processes), kind, room)))
}

/** The delay that the given share of all facts stayed within. */
function quantile(delays: [number, number][], share: number): number {
  let left = delays.reduce((sum, [, count]) => sum + count, 0) * share
  return delays.find(([, count]) => (left -= count) <= 0)?.[0] ?? 0
}

/** The reports of all processes as one; the counting begins anew. */
export async function reportOf(crowds: Crowd[]): Promise<Report> {
  const all = await Promise.all(crowds.map((crowd) => crowd.ask<Told>('report')))
  const sum = (of: (one: Told) => number): number => all.reduce((total, one) => total + of(one), 0)
  const delays = all.flatMap((one) => one.delays).sort(([a], [b]) => a - b)
  return {
    facts: sum((one) => one.facts),
    frames: sum((one) => one.frames),
    gaps: sum((one) => one.gaps),
    strange: sum((one) => one.strange),
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    worst: delays.at(-1)?.[0] ?? 0,
    backs: all.flatMap((one) => one.backs),
    cpuMs: sum((one) => one.cpuMs),
  }
}

/** CPU of this process, where the server is, in ms. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1_000
}

/** What the whole machine has worked since it was started, in ms over all cores. */
export const machineMs = (): number => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
