import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import type { Phonetics } from '#server/domain/directory/search-key.ts'

const convert = Converter({ from: 't', to: 'cn' })

/** Traditional → Simplified, character by character; Taiwan's own words are aliases of the vocabulary. */
export function toSimplified(text: string): string {
  return /\p{Script=Han}/u.test(text) ? convert(text) : text
}

function syllables(text: string, isPersonName: boolean): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true, surname: isPersonName ? 'head' : 'off' }).filter((part) => part.trim() !== '')
}

/** Pinyin of a text, one entry per character, runs of other characters whole. Surnames at the head of a person's name are read as surnames. */
export const phonetics: Phonetics = { syllables, toSimplified }
