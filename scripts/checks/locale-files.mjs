import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export const localesFolder = 'server/i18n/locales'
export const languages = ['zh-CN', 'en']

const plural = /_(zero|one|two|few|many|other)$/

/** Nested messages → Map from `a.b.c` to the sentence. */
function flatten(messages, prefix = '') {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flatten(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value]],
  )
}

/** Key without plural suffix → its forms: `[{ form: '' | 'one' | …, text }]`. */
function group(entries) {
  const groups = new Map()
  for (const [key, text] of entries) {
    const form = key.match(plural)?.[1] ?? ''
    const base = form ? key.replace(plural, '') : key
    groups.set(base, [...(groups.get(base) ?? []), { form, text }])
  }
  return groups
}

/** Line of a key in its file, found by its last part; good enough to click on. */
export function lineOfKey(text, key) {
  const lines = text.split('\n')
  let at = 0
  for (const part of key.split('.')) {
    const found = lines.findIndex((line, i) => i >= at && new RegExp(`"${part}(_[a-z]+)?"\\s*:`).test(line))
    if (found === -1) return at + 1
    at = found
  }
  return at + 1
}

function readNamespace(root, file) {
  const text = readFileSync(join(root, file), 'utf8')
  try {
    return { file, text, groups: group(flatten(JSON.parse(text))) }
  } catch (error) {
    return { file, text, groups: new Map(), broken: error.message }
  }
}

/** Everything translated, `{ 'zh-CN': { errors: { file, text, groups } }, en: … }`; groups as `group` makes them. */
export function readLocales(root) {
  return Object.fromEntries(
    languages.map((language) => {
      const folder = join(root, localesFolder, language)
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).sort() : []
      const read = (name) => [name.replace(/\.json$/, ''), readNamespace(root, `${localesFolder}/${language}/${name}`)]
      return [language, Object.fromEntries(names.map(read))]
    }),
  )
}
