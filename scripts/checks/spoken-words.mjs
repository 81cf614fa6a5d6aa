import ts from 'typescript'

import { isTestFile, lineOf, listFiles, parse, walk } from './source-files.mjs'

const spokenAttributes = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label', 'heading', 'hint', 'description'])
/** Names and keys that are the same in every language. */
const nameless = /^(投海|Touhai|投海 Touhai|Ctrl|Esc|Enter|Tab|Space|CSV|XLSX|UTC|K)$/
const sentence = /\p{Script=Han}|\p{L}{2,}/u

function spoken(node) {
  if (ts.isJsxText(node)) return node.text.trim()
  if (!ts.isJsxAttribute(node) || !spokenAttributes.has(node.name.getText())) return ''
  const value = node.initializer
  if (value && ts.isStringLiteral(value)) return value.text
  return value && ts.isJsxExpression(value) && value.expression && ts.isStringLiteralLike(value.expression) ? value.expression.text : ''
}

/** Words for people on pages and in mails come from server/i18n, or one of the two languages lacks them. */
export function spokenWords(root) {
  const files = listFiles(root).filter((file) => /^(app|emails)\/.*\.tsx$/.test(file) && !isTestFile(file))
  return files.flatMap((file) => {
    const found = []
    walk(parse(root, file), (node) => {
      const text = spoken(node)
      if (!sentence.test(text) || nameless.test(text)) return
      found.push({ file, line: lineOf(node), what: `words written into the page: “${text.slice(0, 60)}”`, mend: 'put them into both languages and ask with t(…)' })
    })
    return found
  })
}
