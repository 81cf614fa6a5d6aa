import { runKills } from '#tests/fixtures/kill-run.ts'

/** Two hundred kills at random moments by default; `seeds` names another number. Stops with what was lost, where anything was. */
export async function run(options: { seeds?: number } = {}) {
  const from = performance.now()
  const { kills, killsInFlight, mostInFlight, acknowledged, mails, problems } = await runKills({ kills: options.seeds ?? 200, seed: 20261122, size: 18 })
  if (problems.length > 0) throw new Error(`${problems.length} promises broken:\n${problems.slice(0, 20).join('\n')}`)
  const one = (name: string, value: number, unit: string) => ({ name: `kills/${name}`, value, unit })
  return [
    one('kills', kills, 'kills'), one('kills while mails were leaving', killsInFlight, 'kills'), one('most mails on their way at one kill', mostInFlight, 'mails'),
    ...Object.entries(acknowledged).map(([name, value]) => one(`${name} acknowledged, none lost`, value, name)),
    one('mails, none lost', mails.sent, 'mails'), one('mails sent a second time, same Message-ID', mails.copies, 'mails'), one('in all', (performance.now() - from) / 1000, 's'),
  ]
}
