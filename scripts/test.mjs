import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { build } from './build.mjs'
import { bin, main, root, run, Stop } from './run-command.mjs'
import { setup } from './setup.mjs'
import { ensureSystemPackages } from './system-packages.mjs'
import { add, isGreen, totalsOfChecks, totalsOfReport, verdict } from './test-totals.mjs'
import { validate } from './validate.mjs'

const words = process.argv.slice(2)

async function runVitest(args) {
  const report = join(root, 'test-results', `vitest-${process.pid}.json`)
  mkdirSync(join(root, 'test-results'), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const code = await run(bin('vitest'), ['run', ...reporters, ...args])
    return totalsOfReport(report, code)
  } finally {
    rmSync(report, { force: true })
  }
}

/** A build that fails is one failed test: what does not need it is still worth running. */
async function tryBuild() {
  try {
    await build()
    return { passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n✗ build: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

async function everything() {
  await ensureSystemPackages()
  console.log('\nChecks')
  const checks = totalsOfChecks(await validate())
  console.log('\nBuild')
  const built = await tryBuild()
  return add(checks, built, await runVitest([]))
}

/** `npm test`: everything that proves the product. `npm test -- path …` hands the words to vitest and runs only that. */
await main(async () => {
  await setup()
  const totals = words.length > 0 ? await runVitest(words) : await everything()
  console.log(`\n${verdict(totals)}`)
  return isGreen(totals) ? 0 : 1
})
