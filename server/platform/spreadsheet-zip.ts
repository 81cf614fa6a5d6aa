import { inflateRawSync } from 'node:zlib'

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05)
}

type Entry = { name: string; method: number; packed: number; localAt: number }

/** The central directory of a ZIP file, or null where it is broken. Layout: APPNOTE.TXT 4.3.12 and 4.3.16. */
function entriesOf(view: Buffer): Entry[] | null {
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > view.length) return null
  const count = view.readUInt16LE(end + 10)
  let at = view.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) return null
    const nameEnd = at + 46 + view.readUInt16LE(at + 28)
    entries.push({ name: view.toString('utf8', at + 46, nameEnd), method: view.readUInt16LE(at + 10), packed: view.readUInt32LE(at + 20), localAt: view.readUInt32LE(at + 42) })
    at = nameEnd + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
  return entries
}

/** The unpacked bytes, or null where the entry is broken; throws where there are more than `most`. */
function unpacked(view: Buffer, entry: Entry, most: number): Buffer | null {
  if (entry.localAt + 30 > view.length) return null
  const from = entry.localAt + 30 + view.readUInt16LE(entry.localAt + 26) + view.readUInt16LE(entry.localAt + 28)
  const packed = view.subarray(from, from + entry.packed)
  if (entry.method === 0) return packed
  return entry.method === 8 && most > 0 ? inflateRawSync(packed, { maxOutputLength: most }) : null
}

function occurrences(content: Buffer, mark: string): number {
  let count = 0
  for (let at = content.indexOf(mark); at !== -1; at = content.indexOf(mark, at + mark.length)) count += 1
  return count
}

/** How much one workbook may unpack to, in bytes, and how many cells all its sheets may have. */
export type ZipLimits = { bytes: number; cells: number }

/**
 * Whether the workbook can be opened without filling the memory. The sizes it states are not trusted: each entry is
 * unpacked, and given up as soon as it is too long; the cells of its sheets are counted.
 */
export function weighZip(bytes: Uint8Array, limits: ZipLimits): 'bearable' | 'broken' | 'too_many_cells' {
  try {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const entries = entriesOf(view)
    if (entries === null || entries.length > 2000) return 'broken'
    let left = limits.bytes
    let cells = 0
    for (const entry of entries) {
      const content = unpacked(view, entry, left)
      if (content === null || content.length > left) return 'broken'
      left -= content.length
      if (entry.name.includes('worksheets/')) cells += occurrences(content, '<c ')
      if (cells > limits.cells) return 'too_many_cells'
    }
    return 'bearable'
  } catch {
    return 'broken'
  }
}
