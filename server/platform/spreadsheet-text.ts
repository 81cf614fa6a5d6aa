/** Encodings a roster may come in. GB18030 covers GBK and GB2312. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

const sampleBytes = 400_000

function startsWith(bytes: Uint8Array, ...marks: number[]): boolean {
  return marks.every((mark, index) => bytes[index] === mark)
}

/** Latin text has a NUL beside every letter in UTF-16: on the right side little-endian, on the left big-endian. */
function utf16Without(bytes: Uint8Array): TextEncoding | null {
  const length = Math.min(bytes.length, 4000)
  const zeros = [0, 0]
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > length / 10 && even === 0) return 'utf-16le'
  return even > length / 10 && odd === 0 ? 'utf-16be' : null
}

/**
 * Share of the bytes above 0x7f that stand in pairs as Chinese text writes them (both above 0xa0). In a Western
 * single-byte file an accented letter stands alone among ASCII.
 */
function pairedShare(bytes: Uint8Array): number {
  let high = 0
  let paired = 0
  const length = Math.min(bytes.length, sampleBytes)
  for (let at = 0; at < length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue
    high += 1
    if ((bytes[at] ?? 0) > 0xa0 && (bytes[at + 1] ?? 0) > 0xa0) {
      paired += 2
      high += 1
      at += 1
    }
  }
  return high === 0 ? 0 : paired / high
}

function decodes(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes → text and the encoding they were read in: by byte-order mark, then UTF-8 if it is valid, then by the look of the bytes. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  const wide = utf16Without(bytes)
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), encoding: wide }
  const utf8 = decodes(bytes, 'utf-8')
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }
  if (pairedShare(bytes) >= 0.5) return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
}

/** The delimiter that cuts the first records into the most columns, quoted parts left out. A comma where none does. */
export function delimiterOf(text: string): string {
  const counts = new Map<string, number[]>([[',', [0]], [';', [0]], ['\t', [0]], ['|', [0]]])
  let quoted = false
  let records = 0
  for (let at = 0; at < text.length && at < 100_000 && records < 20; at += 1) {
    const character = text[at] ?? ''
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '\n') {
      records += 1
      for (const list of counts.values()) list.push(0)
    } else {
      const list = counts.get(character)
      if (list !== undefined) list[list.length - 1] = (list.at(-1) ?? 0) + 1
    }
  }
  // The heading decides: lists inside cells use other separators further down, headings hardly ever do.
  const heading = (list: number[]) => list.find((_, index) => [...counts.values()].some((other) => (other[index] ?? 0) > 0)) ?? 0
  const [best = ','] = [...counts].sort((a, b) => heading(b[1]) - heading(a[1])).map(([delimiter]) => delimiter)
  return best
}
