import ts from 'typescript'

import { isCode, isTestFile, lineOf, listFiles, parse, walk } from './source-files.mjs'

const runners = new Set(['it', 'test', 'describe', 'bench'])
const asleep = 'wait for the thing itself: expect.poll, vi.waitFor, locator.waitFor, an event'

/** `new Promise((resolve) => setTimeout(resolve, …))`, also with the resolve wrapped in an arrow. A timer that rejects is a guard, not a sleep. */
function isSleep(node) {
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Promise') return false
  const executor = node.arguments?.[0]
  if (!executor || !(ts.isArrowFunction(executor) || ts.isFunctionExpression(executor))) return false
  const resolve = executor.parameters[0]?.name.getText()
  let sleeps = false
  walk(executor, (inner) => {
    if (!ts.isCallExpression(inner) || !/^(globalThis\.)?setTimeout$/.test(inner.expression.getText())) return
    const callback = inner.arguments[0]
    if (!callback) return
    const resolves = callback.getText() === resolve || new RegExp(`^\\(?[^)]*\\)?\\s*=>\\s*(void )?${resolve}\\(`).test(callback.getText())
    if (resolves) sleeps = true
  })
  return sleeps
}

function sleeping(node) {
  if (ts.isImportDeclaration(node)) return /^(node:)?timers\/promises$/.test(node.moduleSpecifier.text ?? '')
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'waitForTimeout'
  return isSleep(node)
}

/** `it.only`, `describe.skip`, `test.todo`, `xit` … */
function switchedOff(node) {
  if (ts.isPropertyAccessExpression(node) && ['only', 'skip', 'todo'].includes(node.name.text)) {
    const base = node.expression.getText().split('.')[0]
    return runners.has(base) ? node.getText() : null
  }
  if (ts.isCallExpression(node) && /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(node.expression.getText())) return node.expression.getText()
  return null
}

/** `vi.mock('#server/…')` or of a neighbour: a test that passes against a picture of our code. */
function mocksOurs(node) {
  if (!ts.isCallExpression(node) || !/^vi\.(mock|doMock)$/.test(node.expression.getText())) return false
  const [first] = node.arguments
  return first !== undefined && ts.isStringLiteralLike(first) && /^[#./]/.test(first.text)
}

/** The same places as `include` of the projects in vitest.config.ts. */
const runBySomeProject = /^((app|server|emails|prisma)\/.*\.test\.tsx?|tests\/(fuzz|setup|integration|e2e)\/.*\.test\.ts|scripts\/.*\.test\.mjs)$/

function check(root, file) {
  const tree = parse(root, file)
  const found = []
  if (/\.test\.[a-z]+$/.test(file) && !runBySomeProject.test(file)) {
    found.push({ file, line: 1, what: 'no vitest project runs this file', mend: 'move it to where vitest.config.ts looks for tests' })
  }
  walk(tree, (node) => {
    if (sleeping(node)) found.push({ file, line: lineOf(node), what: 'a test that sleeps', mend: asleep })
    const off = switchedOff(node)
    if (off) found.push({ file, line: lineOf(node), what: `${off} leaves tests out`, mend: 'mend or delete the test' })
    if (mocksOurs(node)) found.push({ file, line: lineOf(node), what: 'a mock of our own module', mend: 'use the real one; pass in what comes from outside' })
    const conditional = ts.isPropertyAccessExpression(node) && /^(skipIf|runIf)$/.test(node.name.text)
    if (conditional && !tree.text.includes('shared')) {
      found.push({ file, line: lineOf(node), what: `${node.name.text} without need`, mend: 'only tests that read ../shared may be left out, where that folder is missing' })
    }
  })
  return found
}

/** Tests wait for facts instead of time, and none is left out quietly. */
export function testDiscipline(root) {
  return listFiles(root)
    .filter((file) => isCode(file) && isTestFile(file))
    .flatMap((file) => check(root, file))
}
