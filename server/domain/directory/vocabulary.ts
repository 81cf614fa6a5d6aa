import { instruments, cvcIntents, fdiStages, maMarkets, maStages, negativeListStates, sessionTypes } from './vocabulary-deals.ts'
import type { VocabularyEntry, VocabularyList } from './vocabulary-entry.ts'
import { angelFilings, aumBands, investorKinds, organizationKinds } from './vocabulary-parties.ts'
import { regions } from './vocabulary-regions.ts'
import { broadSectorCode, sectors } from './vocabulary-sectors.ts'
import { companyStages, intakeClasses, resultIntents, rounds } from './vocabulary-stages.ts'

/** Every controlled list by name. */
export const vocabulary = {
  sectors, companyStages, rounds, intakeClasses, resultIntents, organizationKinds, investorKinds, angelFilings, aumBands,
  instruments, maStages, maMarkets, fdiStages, cvcIntents, sessionTypes, negativeListStates, regions,
} as const satisfies Record<string, VocabularyList>

export type ListName = keyof typeof vocabulary

export const listNames = Object.keys(vocabulary) as ListName[]

type Index = { byCode: Map<string, VocabularyEntry>; byKey: Map<string, string> }

/** The form in which words are compared: full and half width alike, no case, no spaces, hyphens or punctuation (a plus stays). */
export function vocabularyKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}+<>≥]/gu, '')
}

function indexOf(list: VocabularyList): Index {
  const byCode = new Map<string, VocabularyEntry>()
  const byKey = new Map<string, string>()
  for (const item of list.entries) {
    byCode.set(item.code, item)
    for (const word of [item.code, item.zh, item.en, ...item.aliases]) {
      const key = vocabularyKey(word)
      if (!byKey.has(key)) byKey.set(key, item.code)
    }
  }
  return { byCode, byKey }
}

const indexes = Object.fromEntries(listNames.map((name) => [name, indexOf(vocabulary[name])])) as Record<ListName, Index>

export function entriesOf(list: ListName): readonly VocabularyEntry[] {
  return vocabulary[list].entries
}

export function isCode(list: ListName, code: string): boolean {
  return indexes[list].byCode.has(code)
}

/** Label in the reader's language; an unknown code is shown as it is, so that a retired code never blanks a page. */
export function labelOf(list: ListName, code: string, locale: string): string {
  const item = indexes[list].byCode.get(code)
  if (item === undefined) return code
  return locale.startsWith('zh') ? item.zh : item.en
}

/**
 * The code that a word stands for, or null. `toSimplified` (Traditional → Simplified) is tried where the plain word is
 * unknown: the aliases hold the Taiwan terms that conversion by character would miss.
 */
export function codeFromText(list: ListName, text: string, toSimplified?: (text: string) => string): string | null {
  if (text.length > 200) return null
  const found = indexes[list].byKey.get(vocabularyKey(text))
  if (found !== undefined || toSimplified === undefined) return found ?? null
  return indexes[list].byKey.get(vocabularyKey(toSimplified(text))) ?? null
}

/** The code, its parent, the parent's parent …; [] for an unknown code. */
export function lineageOf(list: ListName, code: string): string[] {
  const line: string[] = []
  for (let next: string | undefined = code; next !== undefined; ) {
    const item: VocabularyEntry | undefined = indexes[list].byCode.get(next)
    if (item === undefined || line.includes(next)) break
    line.push(next)
    next = item.parent
  }
  return line
}

/** True where one code is the other or lies above or below it (`biomed` and `innov_drug`). */
export function isRelated(list: ListName, a: string, b: string): boolean {
  return lineageOf(list, a).includes(b) || lineageOf(list, b).includes(a)
}

/** Codes directly beneath, in list order. */
export function childrenOf(list: ListName, code: string | null): string[] {
  return vocabulary[list].entries.filter((item) => (item.parent ?? null) === code).map((item) => item.code)
}

/** A sector that stands for "any field of technology"; matching must not treat two of them as a shared speciality. */
export function isBroadSector(code: string): boolean {
  return code === broadSectorCode
}

/** Position of a code in its list: rounds and stages are listed in their natural order. -1 where unknown. */
export function rankOf(list: ListName, code: string): number {
  return vocabulary[list].entries.findIndex((item) => item.code === code)
}
