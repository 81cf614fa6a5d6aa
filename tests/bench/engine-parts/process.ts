import { performance } from 'node:perf_hooks'

import { startSolve } from '#server/platform/solver.ts'
import { startTestServer } from '#tests/setup/server.ts'

import { loadInstance, median, percentile95, solveByCommand, type Row } from './instances.ts'

const asks = 1000

/** Largest memory of the whole process that solves the big instance. */
export async function memory(): Promise<Row[]> {
  const { peakMb } = await solveByCommand('investor-big', { seconds: 20, seed: 1 })
  return peakMb === null ? [] : [{ name: 'engine/investor-big/peak-memory', value: peakMb, unit: 'MB', ratio: peakMb / 1024, against: 'limit-1-GB' }]
}

/** How long `/healthz` takes over HTTP while the engine solves the big instance from inside the same server process, against an idle one. */
export async function health(): Promise<Row[]> {
  const server = await startTestServer({ pages: 'none' })
  const ask = async (): Promise<number> => {
    const from = performance.now()
    const response = await fetch(`${server.url}/healthz`)
    await response.text()
    if (response.status !== 200) throw new Error(`/healthz answered ${response.status}`)
    return performance.now() - from
  }
  const round = async (): Promise<number[]> => {
    const times: number[] = []
    for (let i = 0; i < asks; i++) times.push(await ask())
    return times
  }
  await round()
  const idle = await round()
  let begin: () => void = () => undefined
  const hasBegun = new Promise<void>((resolve) => (begin = resolve))
  const run = startSolve(loadInstance('investor-big'), { seconds: 120, seed: 1 }, () => begin())
  const failed = run.result.catch(() => null)
  await hasBegun
  const busy = await round()
  run.abandon()
  await failed
  await server.dispose()
  const row = (name: string, value: number, base: number): Row => ({ name: `engine/healthz-while-solving/${name}`, value, unit: 'ms', ratio: value / base, against: 'idle' })
  return [row('median', median(busy), median(idle)), row('p95', percentile95(busy), percentile95(idle)), row('worst', Math.max(...busy), Math.max(...idle))]
}
