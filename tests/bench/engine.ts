import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { hasInstances, type Row } from './engine-parts/instances.ts'
import { health, memory } from './engine-parts/process.ts'
import { firstPlans, provedInstances, quality } from './engine-parts/quality.ts'
import { repairs } from './engine-parts/repair.ts'

export type EngineOptions = { only?: string; seeds?: number; seconds?: number }

/** The engine beside another solver, where one is installed. */
async function peer(): Promise<Row[]> {
  const file = join(import.meta.dirname, 'engine-peer.ts')
  if (!existsSync(file)) return []
  const { run } = (await import(pathToFileURL(file).href)) as { run: () => Promise<Row[]> }
  return run()
}

/**
 * Everything the scheduling engine promises, on instances that lie outside the repository. `only`: some of first, quality,
 * published, repair, memory, health, peer, with commas; `seeds`: how many, all of them reported; `seconds`: limit of a proof.
 */
export async function run({ only, seeds, seconds }: EngineOptions = {}): Promise<Row[]> {
  if (!hasInstances()) {
    process.stderr.write('engine: the instances are not here (../shared/data/b2b): skipped\n')
    return [{ name: 'engine/skipped-without-instances', value: 1, unit: 'of-1' }]
  }
  const parts: Record<string, () => Promise<Row[]>> = {
    first: firstPlans,
    quality: () => quality(seeds ?? 3),
    published: () => provedInstances(seeds ?? 1, seconds ?? 60),
    repair: repairs,
    memory,
    health,
    peer,
  }
  const wanted = only === undefined ? Object.keys(parts) : only.split(',')
  const rows: Row[] = []
  for (const name of wanted) {
    const part = parts[name]
    if (!part) throw new Error(`no part called ${name}; there are: ${Object.keys(parts).join(', ')}`)
    rows.push(...(await part()))
  }
  return rows
}
