import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'

import { isCode, isTestFile, lineOf, listFiles, parse, walk } from './source-files.mjs'

const schemaFile = 'server/platform/env.ts'
const exampleFile = '.env.example'
const upper = /^[A-Z][A-Z0-9_]+$/

/** Set by the demo command alone; nobody writes them into a file. */
const ofTheDemo = /^(DEMO_.*|TOUHAI_MODE)$/

/** Only the schema and the two entry points may look at the surrounding process. */
const mayRead = /^(server\/(index|admin|solve|demo)\.ts|server\/platform\/|.*-worker\.ts$)/

function variablesOf(root) {
  const found = new Map()
  walk(parse(root, schemaFile), (node) => {
    if (ts.isPropertyAssignment(node) && upper.test(node.name.getText())) found.set(node.name.getText(), lineOf(node))
  })
  return found
}

function exampleOf(root) {
  const text = existsSync(join(root, exampleFile)) ? readFileSync(join(root, exampleFile), 'utf8') : ''
  return new Map(text.split('\n').flatMap((line, i) => {
    const name = line.match(/^#? ?([A-Z][A-Z0-9_]+)=/)?.[1]
    return name ? [[name, i + 1]] : []
  }))
}

function readsPastTheSchema(root) {
  const files = listFiles(root).filter((file) => /^(server|emails|prisma)\//.test(file) && isCode(file) && !isTestFile(file) && !mayRead.test(file))
  return files.flatMap((file) => {
    const found = []
    walk(parse(root, file), (node) => {
      if (!ts.isPropertyAccessExpression(node) || node.getText() !== 'process.env') return
      found.push({ file, line: lineOf(node), what: 'reads the environment', mend: `add the variable to ${schemaFile} and take the checked value as an argument` })
    })
    return found
  })
}

/** .env.example lists exactly what the schema knows, and nobody reads the environment past the schema. */
export function environment(root) {
  if (!existsSync(join(root, schemaFile))) return readsPastTheSchema(root)
  const [known, shown] = [variablesOf(root), exampleOf(root)]
  const hidden = [...known].filter(([name]) => !shown.has(name) && !ofTheDemo.test(name))
  const stale = [...shown].filter(([name]) => !known.has(name))
  return [
    ...hidden.map(([name, line]) => ({ file: schemaFile, line, what: `${name} is not in ${exampleFile}`, mend: 'list it there with a sentence' })),
    ...stale.map(([name, line]) => ({ file: exampleFile, line, what: `${name} is read by nobody`, mend: `remove it, or add it to ${schemaFile}` })),
    ...readsPastTheSchema(root),
  ]
}
