const deviceKey = 'touhai-door-device'

/** Unguessable and told from all others. */
export function newMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** This phone's own mark: the same as long as it keeps its storage. */
export function deviceMark(): string {
  try {
    const known = localStorage.getItem(deviceKey)
    if (known !== null) return known
    const made = newMark()
    localStorage.setItem(deviceKey, made)
    return made
  } catch {
    return newMark()
  }
}

/** SHA-256 in hex: codes are kept and compared in this form alone. */
export async function hashOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
