import { languages, lineOfKey, localesFolder, readLocales } from './locale-files.mjs'
import { unknownKeys } from './translation-keys.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'

import { parse, walk } from './source-files.mjs'

const codesFiles = ['server/domain/shared/error-codes.ts', 'server/domain/shared/error-codes-of-the-day.ts']
const han = /\p{Script=Han}/u

const at = (space, key, what, mend) => ({ file: space.file, line: lineOfKey(space.text, key), what, mend })

function placeholders(forms) {
  const names = forms.flatMap(({ text }) => [...String(text).matchAll(/\{\{-?\s*([\w.]+)/g)].map((match) => match[1]))
  // A pair of one word in both languages: each sentence takes its own.
  const paired = names.map((name) => (name === 'zh' || name === 'en' ? 'zh or en' : name))
  return [...new Set(paired)].filter((name) => name !== 'count').sort().join(', ')
}

function formsMissing(language, forms) {
  const have = new Set(forms.map(({ form }) => form))
  if (!have.has('one') && !have.has('other')) return []
  const wanted = language === 'en' ? ['one', 'other'] : ['other']
  return wanted.filter((form) => !have.has(form))
}

/** What is wrong with one namespace of one language by itself. */
function alone(language, space) {
  if (space.broken) return [{ file: space.file, line: 1, what: `not JSON: ${space.broken}`, mend: 'mend the syntax' }]
  return [...space.groups].flatMap(([key, forms]) => {
    const found = []
    const empty = forms.some(({ text }) => typeof text !== 'string' || text.trim() === '')
    if (empty) found.push(at(space, key, `${key} says nothing`, 'write the sentence'))
    for (const form of formsMissing(language, forms)) found.push(at(space, `${key}`, `${key} lacks its form _${form}`, 'write it'))
    const untranslated = language === 'zh-CN' && forms.some(({ text }) => !han.test(text) && /([a-z]+ ){3}[a-z]+/i.test(text))
    if (untranslated) found.push(at(space, key, `${key} is still English`, 'write it in Chinese'))
    return found
  })
}

function compare(mine, theirs) {
  return [...mine.groups].flatMap(([key, forms]) => {
    const other = theirs.groups.get(key)
    if (!other) return [at(theirs, key, `${key} is missing`, `${mine.file} has it; write it here too`)]
    if (placeholders(forms) === placeholders(other)) return []
    return [at(theirs, key, `${key} has the placeholders {${placeholders(other)}}`, `${mine.file} has {${placeholders(forms)}}; use the same`)]
  })
}

function acrossLanguages(locales) {
  const [first, second] = languages
  const names = new Set(languages.flatMap((language) => Object.keys(locales[language])))
  return [...names].flatMap((name) => {
    const [a, b] = [locales[first][name], locales[second][name]]
    if (!a || !b) {
      const file = `${localesFolder}/${a ? second : first}/${name}.json`
      return [{ file, line: 1, what: 'the namespace is missing', mend: `translate ${(a ?? b).file}` }]
    }
    const back = compare(b, a).filter(({ what }) => what.endsWith('is missing'))
    return [...compare(a, b), ...back]
  })
}

/** Codes listed in the objects that make up `errorStatus`. */
function errorCodes(root) {
  const codes = []
  for (const file of codesFiles.filter((name) => existsSync(join(root, name)))) {
    walk(parse(root, file), (node) => {
      if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name)) codes.push(node.name.text)
    })
  }
  return codes
}

function errorsWithoutSentence(root, locales) {
  const codes = errorCodes(root)
  return languages.flatMap((language) => {
    const space = locales[language].errors
    if (!space) return codes.length === 0 ? [] : [{ file: `${localesFolder}/${language}/errors.json`, line: 1, what: 'missing', mend: 'write a sentence per error code' }]
    return codes
      .filter((code) => !space.groups.has(code))
      .map((code) => at(space, code, `no sentence for the error ${code}`, 'say what happened and what to do'))
  })
}

/** Both languages complete and alike, a sentence for every error code, and every key that the code asks for. */
export function translations(root) {
  const locales = readLocales(root)
  return [
    ...languages.flatMap((language) => Object.values(locales[language]).flatMap((space) => alone(language, space))),
    ...acrossLanguages(locales),
    ...errorsWithoutSentence(root, locales),
    ...unknownKeys(root, locales),
  ]
}
