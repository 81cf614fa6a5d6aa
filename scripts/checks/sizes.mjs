import ts from 'typescript'

import { isCode, lineOf, listFiles, parse, walk } from './source-files.mjs'

export const limits = { file: 250, route: 150, function: 60 }

const isFunction = (node) =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node)

/** The callback of `describe(…)` is a heading over tests, not a function that anybody has to understand at once. */
function isDescribeBody(node) {
  const call = node.parent
  if (!ts.isCallExpression(call)) return false
  return /^describe\b/.test(call.expression.getText())
}

function nameOf(node) {
  if (node.name) return node.name.getText()
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText()
  if (ts.isCallExpression(parent)) return `function given to ${parent.expression.getText().slice(0, 40)}`
  return ts.isConstructorDeclaration(node) ? 'constructor' : 'function'
}

function linesOf(node) {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node)
}

/**
 * Lines of a function. A factory (`createMeetingCommands`) is a class in other clothes: the functions that it declares
 * or returns are measured one by one and don't count towards it.
 */
function lengthOf(node) {
  const total = linesOf(node)
  if (!/^(create|make)[A-Z]/.test(nameOf(node))) return total
  let inner = 0
  walk(node.body ?? node, (child) => {
    if (child === node || !isFunction(child) || linesOf(child) < 2) return
    inner += linesOf(child) - 1
    return false
  })
  return total - inner
}

function longFunctions(file, tree) {
  const found = []
  walk(tree, (node) => {
    if (!isFunction(node) || isDescribeBody(node)) return
    const length = lengthOf(node)
    if (length <= limits.function) return
    found.push({ file, line: lineOf(node), what: `${nameOf(node)} has ${length} lines (limit ${limits.function})`, mend: 'split it where a comment would say “then”' })
  })
  return found
}

function longFile(file, tree) {
  const limit = file.startsWith('app/routes/') ? limits.route : limits.file
  const lines = tree.text.replace(/\n$/, '').split('\n').length
  if (lines <= limit) return []
  return [{ file, line: limit + 1, what: `the file has ${lines} lines (limit ${limit})`, mend: 'one file, one job: move the second job out' }]
}

/** Files and functions that nobody can hold in the head at once. JSON, migrations and generated code are exempt. */
export function sizes(root) {
  return listFiles(root)
    .filter((file) => isCode(file))
    .flatMap((file) => {
      const tree = parse(root, file)
      return [...longFile(file, tree), ...longFunctions(file, tree)]
    })
}
