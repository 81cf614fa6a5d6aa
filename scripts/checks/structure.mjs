import ts from 'typescript'

import { hasModifier, isCode, isTestFile, lineOf, listFiles, parse } from './source-files.mjs'

const codeFolders = /^(app|server|emails|prisma|tests|scripts)\//
const exemptFolders = /^(prisma\/migrations|server\/i18n\/locales|app\/routes)\//
const bannedNames = new Set(['util', 'utils', 'helper', 'helpers', 'misc', 'common', 'lib'])
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/

const serverFeatureFile = /^server\/features\/[^/]+\/((commands|queries|store|jobs|socket|mail|api)\.ts|[^/]+\.test\.ts)$/
const appFeatureFile = /^app\/features\/[^/]+\/((schema|view)\.ts|ui\/[^/]+\.tsx|[^/]+\.test\.tsx?|ui\/[^/]+\.test\.tsx?)$/
const mayExportDefault = /^(app\/(routes\/.*|root|entry\.[a-z]+)\.tsx?|emails\/[^/]+\.tsx|[^/]+\.(ts|js|mjs|cjs))$/

const problem = (file, line, what, mend) => ({ file, line, what, mend })

function badName(file) {
  if (!codeFolders.test(file) || !isCode(file)) return null
  const segments = file.split('/')
  const banned = segments.map((segment) => segment.split('.')[0]).find((stem) => bannedNames.has(stem))
  if (banned) return problem(file, 1, `the name “${banned}” says nothing`, 'name the file after the one thing it does')
  if (exemptFolders.test(file)) return null
  const crooked = segments.flatMap((segment) => segment.split('.')).find((part) => part && !kebab.test(part))
  if (crooked) return problem(file, 1, `“${crooked}” is not kebab-case`, 'use lower-case words joined by hyphens')
  return null
}

function outsideClosedNames(file) {
  if (file.startsWith('server/features/') && !serverFeatureFile.test(file)) {
    return problem(file, 1, 'a server feature holds only commands, queries, store, jobs, socket, mail, api and tests', 'move it to one of them, to server/domain, or split the feature in two')
  }
  if (file.startsWith('app/features/') && !appFeatureFile.test(file)) {
    return problem(file, 1, 'a page feature holds only schema.ts, view.ts, ui/*.tsx and tests', 'move it to one of them or to app/ui')
  }
  return null
}

function defaultExports(root, file) {
  if (mayExportDefault.test(file) || !codeFolders.test(file)) return []
  return parse(root, file).statements
    .filter((node) => {
      if (ts.isExportAssignment(node)) return !node.isExportEquals
      if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
        return node.exportClause.elements.some((element) => element.name.text === 'default')
      }
      return hasModifier(node, ts.SyntaxKind.DefaultKeyword)
    })
    .map((node) => problem(file, lineOf(node), 'default export', 'export it by name; only routes, entries, configs and mails have default exports'))
}

function barrel(root, file) {
  if (!codeFolders.test(file) || file.startsWith('app/routes/')) return []
  const { statements } = parse(root, file)
  const isReExport = (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined
  if (statements.length === 0 || !statements.every(isReExport)) return []
  return [problem(file, 1, 'a file that only passes on other files', 'import from where the thing is defined')]
}

/** Names and places: kebab-case, telling names, closed file lists of features, named exports, no barrels. */
export function structure(root) {
  return listFiles(root).flatMap((file) => {
    const found = [badName(file), outsideClosedNames(file)].filter(Boolean)
    if (!isCode(file) || (isTestFile(file) && !codeFolders.test(file))) return found
    return [...found, ...defaultExports(root, file), ...barrel(root, file)]
  })
}
