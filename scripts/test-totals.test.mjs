import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { add, isGreen, totalsOfChecks, totalsOfReport, verdict } from './test-totals.mjs'

const folder = mkdtempSync(join(tmpdir(), 'touhai-totals-'))
afterAll(() => rmSync(folder, { recursive: true }))

function totals(testResults, exitCode) {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify({ testResults }))
  return totalsOfReport(file, exitCode)
}

const file = (status, ...statuses) => ({ status, assertionResults: statuses.map((one) => ({ status: one })) })

test('tests of all files are counted by their outcome', () => {
  const report = [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')]
  expect(totals(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

test('a file that could not be loaded is a failure although none of its tests failed', () => {
  expect(totals([file('passed', 'passed'), file('failed')], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a run that ended badly is a failure although every test passed, and so is a missing report', () => {
  expect(totals([file('passed', 'passed')], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(totalsOfReport(join(folder, 'nowhere.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('checks count as tests, and a run without any test is not green', () => {
  const checks = totalsOfChecks([{ problems: [] }, { problems: [1, 2] }])
  expect(verdict(add(checks, { passed: 4, failed: 0, skipped: 2 }))).toBe('5 passed, 1 failed, 2 skipped')
  expect([isGreen({ passed: 0, failed: 0 }), isGreen({ passed: 1, failed: 0 }), isGreen({ passed: 1, failed: 1 })]).toEqual([false, true, false])
})
