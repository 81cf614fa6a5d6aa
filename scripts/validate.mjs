import { isEntry, main, root } from './run-command.mjs'
import { setup } from './setup.mjs'

/** Name of each check, and where it is. The first three run in processes of their own, the rest in this one meanwhile. */
const outside = [
  { name: 'lint', from: './checks/compiler.mjs', verb: 'lint' },
  { name: 'types', from: './checks/compiler.mjs', verb: 'types' },
  { name: 'boundaries', from: './checks/boundaries.mjs', verb: 'boundaries' },
]
const inside = [
  { name: 'structure', from: './checks/structure.mjs', verb: 'structure' },
  { name: 'sizes', from: './checks/sizes.mjs', verb: 'sizes' },
  { name: 'domain purity', from: './checks/domain-purity.mjs', verb: 'domainPurity' },
  { name: 'test discipline', from: './checks/test-discipline.mjs', verb: 'testDiscipline' },
  { name: 'transactions', from: './checks/transactions.mjs', verb: 'transactions' },
  { name: 'translations', from: './checks/translations.mjs', verb: 'translations' },
  { name: 'spoken words', from: './checks/spoken-words.mjs', verb: 'spokenWords' },
  { name: 'environment', from: './checks/environment.mjs', verb: 'environment' },
  { name: 'licences', from: './checks/licences.mjs', verb: 'licences' },
  { name: 'machine paths', from: './checks/machine-paths.mjs', verb: 'machinePaths' },
]

const mostShown = 60

async function runCheck({ name, from, verb }) {
  const started = performance.now()
  const problems = await (await import(from))[verb](root)
  return { name, problems, seconds: (performance.now() - started) / 1000 }
}

function print({ name, problems, seconds }) {
  const verdict = problems.length === 0 ? 'ok' : `${problems.length} to mend`
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${name.padEnd(16)} ${verdict} (${seconds.toFixed(1)} s)`)
  for (const { file, line, what, mend } of problems.slice(0, mostShown)) console.log(`    ${file}:${line}  ${what}\n        → ${mend}`)
  if (problems.length > mostShown) console.log(`    … and ${problems.length - mostShown} more`)
}

/** Runs all checks, or those named; answers `[{ name, problems, seconds }]` and prints each as it ends. */
export async function validate(names = []) {
  const wanted = ({ name }) => names.length === 0 || names.includes(name)
  const results = []
  const finish = (result) => (print(result), results.push(result))
  const jobs = [...outside.filter(wanted)]
  const lane = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) finish(await runCheck(job))
  }
  const own = async () => {
    for (const job of inside.filter(wanted)) finish(await runCheck(job))
  }
  await Promise.all([lane(), lane(), own()])
  return results
}

if (isEntry(import.meta.url)) {
  await main(async () => {
    await setup()
    const results = await validate(process.argv.slice(2))
    const failed = results.filter(({ problems }) => problems.length > 0).length
    console.log(`\n${results.length - failed} checks passed, ${failed} failed`)
    return failed === 0 && results.length > 0 ? 0 : 1
  })
}
