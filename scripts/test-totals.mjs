import { readStamp } from './content-hash.mjs'

const nothing = { passed: 0, failed: 0, skipped: 0 }

export function add(...totals) {
  return totals.reduce((sum, total) => ({
    passed: sum.passed + total.passed,
    failed: sum.failed + total.failed,
    skipped: sum.skipped + total.skipped,
  }), nothing)
}

/** Each check of `npm run validate` counts as one test. */
export function totalsOfChecks(results) {
  const failed = results.filter(({ problems }) => problems.length > 0).length
  return { passed: results.length - failed, failed, skipped: 0 }
}

/**
 * Totals of vitest's JSON report. A file that could not even be loaded is one failure; so is a run that ended badly
 * (unhandled error, killed worker) although every test in the report passed, and a report that isn't there.
 */
export function totalsOfReport(file, exitCode) {
  const report = readStamp(file)
  const files = report.testResults ?? []
  const tests = files.flatMap(({ assertionResults }) => assertionResults ?? [])
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length
  const broken = files.filter((one) => one.status === 'failed' && !one.assertionResults?.some(({ status }) => status === 'failed')).length
  const failed = count('failed') + broken
  return {
    passed: count('passed'),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  }
}

/** The last line of `npm test`; other programs read it. */
export function verdict({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Nothing failed, and there was something to fail. */
export function isGreen({ passed, failed }) {
  return failed === 0 && passed > 0
}
