import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { fromCaller } from './demo-server.mjs'
import { capture, main, root, Stop } from './run-command.mjs'
import { setup } from './setup.mjs'

const folder = join(root, 'tests', 'bench')
const marker = 'touhai-measures '

/** Names of all benches: the files of tests/bench whose name is plain kebab-case; folders (`engine-parts/`) hold parts of them. */
function benches() {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[a-z0-9-]+\.tsx?$/.test(name))
    .map((name) => name.replace(/\.tsx?$/, ''))
    .sort()
}

function wanted(names) {
  const known = benches()
  const strange = names.filter((name) => !known.includes(name))
  if (strange.length > 0) throw new Stop(`No bench called ${strange.join(', ')}. There are: ${known.join(', ') || 'none yet'}.`)
  return names.length > 0 ? names : known
}

/**
 * Runs one bench in a process of its own, so that none warms up or burdens the next. Its file exports
 * `run(options): Promise<{ name, value, unit, ratio, against }[]>`; `ratio` compares with `against` within the same run.
 * Of `options` (`only`, `seeds`, `seconds`) a bench takes what it understands.
 */
async function runBench(name, options) {
  const file = existsSync(join(folder, `${name}.ts`)) ? `${name}.ts` : `${name}.tsx`
  const script = `const { run } = await import(${JSON.stringify(pathToFileURL(join(folder, file)).href)})
    console.log(${JSON.stringify(marker)} + JSON.stringify(await run(${JSON.stringify(options)})))
    process.exit(0)`
  const { stdout, stderr, code: exit } = await capture(process.execPath, ['--expose-gc', '--import', 'tsx', '--input-type=module', '-e', script], { env: { NODE_ENV: 'production' } })
  const line = stdout.split('\n').find((text) => text.startsWith(marker))
  if (exit !== 0 || !line) throw new Stop(`The bench ${name} stopped:\n${stderr || stdout}`)
  return JSON.parse(line.slice(marker.length))
}

const short = (number) => (Number.isInteger(number) ? String(number) : number.toPrecision(4))

function print({ name, value, unit, ratio, against }) {
  const compared = ratio === undefined ? '' : ` ratio=${short(ratio)} against=${against}`
  console.log(`bench ${name} ${short(value)} ${unit}${compared}`)
}

await main(async () => {
  const text = { type: 'string' }
  const { values, positionals } = parseArgs({ options: { json: text, only: text, seeds: text, seconds: text }, allowPositionals: true })
  const options = { ...(values.only && { only: values.only }), ...(values.seeds && { seeds: Number(values.seeds) }), ...(values.seconds && { seconds: Number(values.seconds) }) }
  await setup()
  const measures = []
  for (const name of wanted(positionals)) {
    const found = await runBench(name, options)
    found.forEach(print)
    measures.push(...found)
  }
  if (values.json) writeFileSync(fromCaller(values.json), `${JSON.stringify(measures, null, 2)}\n`)
  if (measures.length === 0) throw new Stop('No bench has been written yet (tests/bench/<name>.ts).')
})
