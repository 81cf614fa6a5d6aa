import { readPhone } from '../view.ts'

const fortnight = 14 * 86_400

const write = (unsent: number, slug: string, key: string): void => {
  document.cookie = `door=${unsent}.${slug}.${key}; path=/; max-age=${fortnight}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`
}

/** Tells the server how many scans wait here, so that signing out on another page says so and doesn't take them along. */
export function writeUnsent(unsent: number, slug: string): void {
  write(unsent, slug, readPhone(document.cookie)?.key ?? '')
}

/** What names on this phone are sealed with. It goes with signing out, on whichever page, and what it has sealed is noise then. */
export async function phoneKey(slug: string): Promise<CryptoKey> {
  const known = readPhone(document.cookie)
  const key = known?.key || [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (known?.key !== key) write(known?.unsent ?? 0, known?.slug || slug, key)
  const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
