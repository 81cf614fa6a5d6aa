import { inflateRawSync } from 'node:zlib'

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05)
}

type Entry = { method: number; packed: number; localAt: number }

/** The central directory of a ZIP file, or null where it is broken. Layout: APPNOTE.TXT 4.3.12 and 4.3.16. */
function entriesOf(view: Buffer): Entry[] | null {
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > view.length) return null
  const count = view.readUInt16LE(end + 10)
  let at = view.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) return null
    entries.push({ method: view.readUInt16LE(at + 10), packed: view.readUInt32LE(at + 20), localAt: view.readUInt32LE(at + 42) })
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
  return entries
}

function unpackedLength(view: Buffer, entry: Entry, most: number): number | null {
  if (entry.localAt + 30 > view.length) return null
  const from = entry.localAt + 30 + view.readUInt16LE(entry.localAt + 26) + view.readUInt16LE(entry.localAt + 28)
  if (entry.method === 0) return entry.packed
  if (entry.method !== 8 || most <= 0) return null
  return inflateRawSync(view.subarray(from, from + entry.packed), { maxOutputLength: most }).length
}

/**
 * True if the archive unpacks to no more than `mostBytes` and has no more than 2,000 entries. The sizes it states are not
 * trusted: each entry is unpacked, and given up as soon as it is too long.
 */
export function zipIsBearable(bytes: Uint8Array, mostBytes: number): boolean {
  try {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const entries = entriesOf(view)
    if (entries === null || entries.length > 2000) return false
    let left = mostBytes
    for (const entry of entries) {
      const length = unpackedLength(view, entry, left)
      if (length === null || length > left) return false
      left -= length
    }
    return true
  } catch {
    return false
  }
}
