import { err, ok, type Result } from '../shared/result.ts'

/** The largest deck that is taken, in bytes. */
export const mostDeckBytes = 20_000_000

const textAt = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length))

/** Names under which a PDF carries scripts, starts programs or holds other files (ISO 32000-1, 12.6.4.5, 12.6.4.16, 7.11.4); long enough to occur by chance in no picture. */
const activeParts = new Set(['JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia'])
const [slash, longestName] = [0x2f, 60]

/** A name may have any of its characters written as `#` and two digits (ISO 32000-1, 7.3.5). */
const plainName = (text: string): string => text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function hasActivePart(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(slash); at >= 0; at = bytes.indexOf(slash, at + 1)) {
    const [name = ''] = /^[A-Za-z#0-9]*/.exec(textAt(bytes, at + 1, longestName)) ?? []
    if (activeParts.has(plainName(name))) return true
  }
  return false
}

/** How far from its end a ZIP may keep its list of contents: the record and the longest comment (APPNOTE 4.3.16). */
const zipTail = 22 + 65_535

/** Whether programs that look for a ZIP from its end would find one. */
function isZip(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - zipTail))
  for (let at = tail.indexOf(0x50); at >= 0; at = tail.indexOf(0x50, at + 1)) {
    // The first and only disk, as many entries on it as in all.
    const [disk, start, here, all] = [4, 6, 8, 10].map((place) => (tail[at + place] ?? 1) + 256 * (tail[at + place + 1] ?? 1))
    if (textAt(tail, at, 4) === 'PK\u0005\u0006' && disk === 0 && start === 0 && here === all) return true
  }
  return false
}

const looksLikePage = (bytes: Uint8Array): boolean => /<(!doctype\s+html|html|head|body|script|svg|iframe)[\s>]/i.test(textAt(bytes, 0, 1024))

/**
 * Is this a PDF that can be handed to others? Looks at the bytes, never at the name or the declared type: the header must
 * be the very first bytes and the end mark near the end, and the file must be nothing else besides: no archive, no page.
 */
export function checkDeckFile(bytes: Uint8Array): Result<undefined> {
  if (bytes.length === 0) return err('pitch.deck_not_pdf')
  if (bytes.length > mostDeckBytes) return err('input.too_large', { params: { max: '20 MB' } })
  if (!/^%PDF-[12]\.\d/.test(textAt(bytes, 0, 8))) return err('pitch.deck_not_pdf')
  if (!textAt(bytes, Math.max(0, bytes.length - 2048), 2048).includes('%%EOF')) return err('pitch.deck_not_pdf')
  if (isZip(bytes) || looksLikePage(bytes)) return err('pitch.deck_not_pdf')
  return hasActivePart(bytes) ? err('pitch.deck_active') : ok()
}

/** A name that can be shown and saved anywhere: no folders, no control or direction marks, and always `.pdf`. */
export function deckFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>:|?*%;\u2028\u2029]+/gu, '').replace(/\.pdf$/i, '').replace(/^\.+/, '').trim()
  return `${[...clean].slice(0, 80).join('') || 'deck'}.pdf`
}
