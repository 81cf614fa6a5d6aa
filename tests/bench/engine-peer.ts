import { compile } from '#server/domain/scheduling/model.ts'
import { BreakProver } from '#server/domain/scheduling/proof/break-prover.ts'
import { slotsOf } from '#server/domain/scheduling/proof/proved-plan.ts'
import { solve } from '#server/domain/scheduling/solve.ts'

import { hasInstances, loadInstance, published, type Row } from './engine-parts/instances.ts'
import { runPeer } from './engine-parts/peer-program.ts'

const limitSeconds = 60
const searchSteps = 300_000

/** Search and proof in this process and one thread; seconds of processor time. */
function own(name: string): { seconds: number; breaks: number; proved: boolean } {
  const from = process.cpuUsage()
  const spent = () => process.cpuUsage(from).user / 1e6
  const problem = loadInstance(name)
  const model = compile(problem)
  const plan = solve(problem, { seed: 1, stepBudget: searchSteps })
  const incumbent = plan.status === 'unknown' ? undefined : { slots: slotsOf(model, plan), breaks: plan.value.breaks }
  const prover = new BreakProver(model, { seed: 1, incumbent, shouldStop: () => spent() > limitSeconds })
  while (prover.advance() && spent() < limitSeconds);
  return { seconds: spent(), breaks: prover.upper, proved: prover.isDone && !prover.isDefective }
}

/** The originals among the published events beside Debian's clingo, which gets the same implied constraints: processor seconds to the proved optimum. */
export async function run(): Promise<Row[]> {
  if (!hasInstances()) return [{ name: 'engine-peer/skipped-without-instances', value: 1, unit: 'of-1' }]
  const rows: Row[] = []
  for (const { name } of published().filter((event) => event.name.endsWith('.original'))) {
    const peer = runPeer(loadInstance(name), limitSeconds)
    if (peer === null) {
      process.stderr.write('engine-peer: clingo is not installed (Debian: apt-get install gringo): skipped\n')
      return [{ name: 'engine-peer/skipped-without-clingo', value: 1, unit: 'of-1' }]
    }
    const ours = own(name)
    if (ours.proved && peer.proved && ours.breaks !== peer.breaks) throw new Error(`${name}: ${ours.breaks} breaks proved here, ${peer.breaks} by ${peer.name}`)
    rows.push({ name: `engine-peer/${name}/${ours.proved ? 'proved' : 'open'}`, value: ours.seconds, unit: 'cpu-s', ratio: ours.seconds / peer.seconds, against: peer.proved ? peer.name : `${peer.name}-open-at-limit` })
  }
  return rows
}
