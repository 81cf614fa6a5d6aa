import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
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

export type Report = { facts: number; frames: number; p50: number; p99: number; worst: number; least: number; gaps: number; backs: number[] }

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

/** The reports of all processes as one; the counting begins anew. */
export async function reportOf(crowds: Crowd[]): Promise<Report> {
  const all = await Promise.all(crowds.map((crowd) => crowd.ask<Report>('report')))
  const most = (of: (one: Report) => number): number => Math.max(...all.map(of))
  const sum = (of: (one: Report) => number): number => all.reduce((total, one) => total + of(one), 0)
  return { facts: sum((one) => one.facts), frames: sum((one) => one.frames), p50: most((one) => one.p50), p99: most((one) => one.p99), worst: most((one) => one.worst), least: Math.min(...all.map((one) => one.least)), gaps: sum((one) => one.gaps), backs: all.flatMap((one) => one.backs) }
}

/** CPU of this process, where the server is, in ms. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1_000
}
