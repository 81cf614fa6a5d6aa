import ts from 'typescript'

import { isCode, isTestFile, lineOf, listFiles, parse, walk } from './source-files.mjs'

/** `ns:key` → namespace and key; without a namespace, the default one of server/i18n. */
function split(text) {
  const [space, ...rest] = text.split(':')
  return rest.length === 0 ? { space: 'common', key: text } : { space, key: rest.join(':') }
}

/** The text asked for by `t('ns:key')`, `` t(`ns:part.${x}`) `` (then only its beginning) or `<Trans i18nKey="ns:key">`. */
function askedFor(node) {
  if (ts.isCallExpression(node) && /(^|\.)t$/.test(node.expression.getText()) && node.arguments.length > 0) {
    return literals(node.arguments[0])
  }
  if (ts.isJsxAttribute(node) && node.name.getText() === 'i18nKey' && node.initializer && ts.isStringLiteral(node.initializer)) {
    return [{ text: node.initializer.text, whole: true }]
  }
  return []
}

function literals(node) {
  if (ts.isStringLiteralLike(node)) return [{ text: node.text, whole: true }]
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)]
  if (ts.isTemplateExpression(node)) return [{ text: node.head.text, whole: false }]
  return []
}

function exists(locales, { text, whole }) {
  const { space, key } = split(text)
  if (!whole && (!text.includes(':') || key === '')) return true // the namespace or all of the key is decided at run time
  const groups = Object.values(locales).map((language) => language[space]?.groups).filter(Boolean)
  if (groups.length === 0) return false
  return groups.some((keys) => (whole ? keys.has(key) || hasForms(keys, key) : [...keys.keys()].some((known) => known.startsWith(key))))
}

/** A context (`_male`) or a plural that is asked for by its full name. */
function hasForms(keys, key) {
  return keys.get(key.replace(/_[a-z]+$/, ''))?.some(({ form }) => key.endsWith(`_${form}`)) ?? false
}

/** Keys that the code asks for and nobody has written. Keys put together at run time are checked by their beginning. */
export function unknownKeys(root, locales) {
  const files = listFiles(root).filter((file) => isCode(file) && /^(app|server|emails)\//.test(file) && !isTestFile(file))
  return files.flatMap((file) => {
    const found = []
    walk(parse(root, file), (node) => {
      for (const asked of askedFor(node)) {
        if (exists(locales, asked)) continue
        found.push({ file, line: lineOf(node), what: `no sentence under ${asked.text}`, mend: 'add it to both languages or mend the key' })
      }
    })
    return found
  })
}
