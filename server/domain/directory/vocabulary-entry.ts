/**
 * One entry of a controlled list. `code` is stable and stored; labels may be reworded at any time. `aliases` are what
 * people write for it: traditional characters, Taiwan terms, English synonyms, words met in real rosters.
 * `parent` is the code one level up (sectors, regions). `source` is the document and line of the policy text that names the entry.
 */
export type VocabularyEntry = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly aliases: readonly string[]
  readonly parent?: string
  readonly source?: string
}

/** A list with a version that rises whenever a code is added, retired or given another meaning. */
export type VocabularyList = { readonly version: number; readonly entries: readonly VocabularyEntry[] }

/** Data-file shorthand: aliases as one text separated by `|`. */
export function entry(code: string, zh: string, en: string, aliases = '', more: { parent?: string; source?: string } = {}): VocabularyEntry {
  return { code, zh, en, aliases: aliases === '' ? [] : aliases.split('|'), ...more }
}

/** Data-file shorthand for the second level: the children of one parent. */
export function under(parent: string, children: readonly VocabularyEntry[]): VocabularyEntry[] {
  return children.map((child) => ({ ...child, parent }))
}
