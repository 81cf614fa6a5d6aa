const prefix = 'touhai-ticket:'
const shape = /^[A-Za-z0-9_-]{22}$/

/** What stands in a ticket's QR code. */
export const ticketText = (code: string): string => `${prefix}${code}`

/** The code of a scanned or typed text, or null where it is none of ours. */
export function readTicketText(text: string): string | null {
  const plain = text.trim()
  const code = plain.startsWith(prefix) ? plain.slice(prefix.length) : plain
  return shape.test(code) ? code : null
}
