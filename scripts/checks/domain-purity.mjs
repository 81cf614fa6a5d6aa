import ts from 'typescript'

import { hasModifier, isCode, isTestFile, lineOf, listFiles, parse, walk } from './source-files.mjs'

const takeAsArgument = 'take it as an argument; the command knows it'
const bannedGlobals = {
  Date: 'use milliseconds and server/domain/shared/time.ts; the current time is an argument',
  process: takeAsArgument,
  performance: 'the current time is an argument',
  crypto: 'ids and random numbers are arguments',
  console: 'answer what happened; the caller logs',
  fetch: 'facts are loaded before the rule is asked',
  setTimeout: 'a rule does not wait',
  setInterval: 'a rule does not wait',
  Promise: 'a rule answers at once',
}
const bannedMembers = {
  'Math.random': 'pass a seeded generator in',
  'DateTime.now': 'the current time is an argument',
  'DateTime.local': 'the current time is an argument; name the zone',
  'globalThis.process': takeAsArgument,
}

/** True where an identifier is used as a value of the surrounding world, not as a type, a key or a name of its own. */
function isGlobalValue(node) {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false
  if (ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false
  if (ts.isExpressionWithTypeArguments(parent)) return false
  return !parent.name || parent.name !== node
}

function impurity(node) {
  if (ts.isThrowStatement(node)) return ['throw', 'return a Result with a code']
  if (ts.isAwaitExpression(node)) return ['await', 'facts are loaded before the rule is asked']
  if (hasModifier(node, ts.SyntaxKind.AsyncKeyword)) return ['async', 'a rule answers at once']
  if (ts.isPropertyAccessExpression(node)) {
    const mend = bannedMembers[node.getText()]
    return mend && [node.getText(), mend]
  }
  if (ts.isIdentifier(node) && Object.hasOwn(bannedGlobals, node.text) && isGlobalValue(node)) {
    return [node.text, bannedGlobals[node.text]]
  }
  return null
}

/** server/domain is pure: no clock, chance, environment, waiting, throwing or I/O. Its tests may do as they like. */
export function domainPurity(root) {
  const files = listFiles(root).filter((file) => file.startsWith('server/domain/') && isCode(file) && !isTestFile(file))
  return files.flatMap((file) => {
    const found = []
    walk(parse(root, file), (node) => {
      const [what, mend] = impurity(node) ?? []
      if (what) found.push({ file, line: lineOf(node), what: `${what} in the domain`, mend })
    })
    return found
  })
}
