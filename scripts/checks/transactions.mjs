import ts from 'typescript'

import { isCode, lineOf, listFiles, parse, walk } from './source-files.mjs'

const mend = 'use the transaction’s own client: the outer one waits for this very transaction to end'

const outerDoors = new Set(['client', 'transaction', '$transaction', 'write', 'read'])

/**
 * The callback of `x.$transaction(async (tx) => …)`, `db.transaction((tx) => …)` or `work(actor, async (held) => …)`,
 * and the text of `x`.
 */
function transactionOf(node) {
  if (!ts.isCallExpression(node)) return null
  const body = node.arguments.at(-1)
  if (!body || !(ts.isArrowFunction(body) || ts.isFunctionExpression(body)) || body.parameters.length === 0) return null
  const callee = node.expression.getText()
  const inner = body.parameters[0].name.getText()
  if (/(^|\.)work$/.test(callee)) return { outer: callee, body, inner }
  if (!ts.isPropertyAccessExpression(node.expression) || !/^\$?transaction$/.test(node.expression.name.text)) return null
  return { outer: node.expression.expression.getText(), body, inner }
}

function isOuterUse(node, { outer, inner }) {
  if (ts.isCallExpression(node)) return node.expression.getText() === outer
  if (!ts.isPropertyAccessExpression(node)) return false
  const base = node.expression.getText()
  if (base === inner || base.startsWith(`${inner}.`)) return false
  if (base === outer || base === 'prisma') return true
  return /(^|\.)(db|database)$/.test(base) && outerDoors.has(node.name.text)
}

/** Inside a transaction the outer client blocks for ever: every use of it there is a bug. */
export function transactions(root) {
  const files = listFiles(root).filter((file) => isCode(file) && /^(server|prisma|tests)\//.test(file))
  return files.flatMap((file) => {
    const found = new Map()
    walk(parse(root, file), (node) => {
      const transaction = transactionOf(node)
      if (!transaction) return
      walk(transaction.body.body, (inner) => {
        if (!isOuterUse(inner, transaction)) return
        const what = `${inner.getText().split('\n')[0]} inside a transaction of ${transaction.outer}`
        found.set(`${lineOf(inner)}`, { file, line: lineOf(inner), what, mend })
        return false
      })
    })
    return [...found.values()]
  })
}
