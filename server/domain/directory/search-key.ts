/** The readings of Chinese that the domain is given from outside. */
export type Phonetics = {
  /** One syllable per Han character without tones (`lv` for 吕), other runs whole. */
  syllables: (text: string, isPersonName: boolean) => string[]
  toSimplified: (text: string) => string
}

export type Named = { nameZh: string | null; nameEn: string | null; aliases?: readonly string[]; isPerson?: boolean }

const longestName = 200
const mostAliases = 10

function folded(text: string, toSimplified: Phonetics['toSimplified']): string {
  const plain = toSimplified(text.slice(0, longestName).normalize('NFKC').toLowerCase())
  // ü is typed v or u; accents of Western names are left out: São finds Sao.
  return plain.replace(/ü/g, 'v').normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}

const squeezed = (text: string) => text.replace(/[^\p{L}\p{N}+]/gu, '')

/**
 * The text to store beside a name and search with `LIKE '%term%'`: simplified name, full pinyin, initials, English, each
 * between spaces, lower case. `远山资本 FarHill` → ` 远山资本 yuanshanziben yszb farhill `.
 */
export function searchKey(named: Named, phonetics: Phonetics): string {
  const parts = new Set<string>()
  const names = [named.nameZh, named.nameEn, ...(named.aliases ?? []).slice(0, mostAliases)]
  for (const name of names) {
    if (name === null || name === undefined || name === '') continue
    const plain = folded(name, phonetics.toSimplified)
    for (const word of plain.split(/\s+/)) parts.add(squeezed(word))
    parts.add(squeezed(plain))
    if (!/\p{Script=Han}/u.test(plain)) {
      parts.add(plain.split(/[^\p{L}\p{N}]+/u).map((word) => word.charAt(0)).join(''))
      continue
    }
    const readings = [phonetics.syllables(plain, false), ...(named.isPerson === true ? [phonetics.syllables(plain, true)] : [])]
    for (const reading of readings) {
      const syllables = reading.map(squeezed).filter((syllable) => syllable !== '')
      parts.add(syllables.join(''))
      parts.add(syllables.map((syllable) => syllable.charAt(0)).join(''))
    }
  }
  parts.delete('')
  return parts.size === 0 ? '' : ` ${[...parts].join(' ')} `
}

/**
 * What was typed → terms that must all be found in the key, at most eight. Chinese, full pinyin (`yuanshan`, `yuan shan`),
 * initials and English alike; `lü`, `lv` and `LV` are one.
 */
export function queryTerms(query: string, toSimplified: Phonetics['toSimplified']): string[] {
  const terms = folded(query, toSimplified).split(/[\s,，、;；]+/).map((term) => squeezed(term.replace(/['’]/g, ''))).filter((term) => term !== '')
  return [...new Set(terms)].slice(0, 8)
}

/** True if every term is found. One or two Latin letters must begin a word of the key: anything else would match half the list. */
export function matchesQuery(key: string, terms: readonly string[]): boolean {
  const each = terms.every((term) => key.includes(/^[a-z0-9]{1,2}$/.test(term) ? ` ${term}` : term))
  // Pinyin typed syllable by syllable: `xing he`.
  return each || (terms.length > 1 && key.includes(` ${terms.join('')}`))
}

/** Text by which names sort as a Chinese reader expects: pinyin with surnames read as surnames (单 shan, 曾 zeng), Latin as it is. */
export function sortKey(name: string, isPerson: boolean, phonetics: Phonetics): string {
  const plain = folded(name, phonetics.toSimplified)
  return phonetics.syllables(plain, isPerson).map(squeezed).filter((syllable) => syllable !== '').join(' ')
}
