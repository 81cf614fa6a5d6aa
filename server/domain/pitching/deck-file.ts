import { err, ok, type Result } from '../shared/result.ts'

/** The largest deck that is taken, in bytes. */
export const mostDeckBytes = 20_000_000

const textAt = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length))

function contains(bytes: Uint8Array, word: string): boolean {
  const first = word.charCodeAt(0)
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (textAt(bytes, at, word.length) === word) return true
  }
  return false
}

/** Names under which a PDF carries scripts or starts programs (ISO 32000-1, 12.6.4.5 and 12.6.4.16). */
const activeParts = ['/JavaScript', '/Launch']

/**
 * Is this a PDF that can be handed to others? Looks at the bytes, never at the name or the declared type: the header must
 * be the very first bytes (so that the file is nothing else besides), the end mark must be near the end.
 */
export function checkDeckFile(bytes: Uint8Array): Result<undefined> {
  if (bytes.length === 0) return err('pitch.deck_not_pdf')
  if (bytes.length > mostDeckBytes) return err('input.too_large', { params: { max: '20 MB' } })
  if (!/^%PDF-[12]\.\d/.test(textAt(bytes, 0, 8))) return err('pitch.deck_not_pdf')
  if (!contains(bytes.subarray(Math.max(0, bytes.length - 2048)), '%%EOF')) return err('pitch.deck_not_pdf')
  return activeParts.some((word) => contains(bytes, word)) ? err('pitch.deck_active') : ok()
}

/** A name that can be shown and saved anywhere: no folders, no control or direction marks, and always `.pdf`. */
export function deckFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>:|?*%;\u2028\u2029]+/gu, '').replace(/\.pdf$/i, '').replace(/^\.+/, '').trim()
  return `${[...clean].slice(0, 80).join('') || 'deck'}.pdf`
}
