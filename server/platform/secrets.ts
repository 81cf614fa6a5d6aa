import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** SHA-256 in hex: how session ids, tokens and browser marks are stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Equal text, in a time that doesn't tell where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

/**
 * The six-digit code and the link secret of one sign-in, derived from the server's secret and the challenge id, so that
 * neither is ever stored and a mail that is made twice says the same.
 */
export function signInSecrets(appSecret: string, challengeId: string): { code: string; link: string } {
  const derive = (purpose: string): Buffer => createHmac('sha256', appSecret).update(`${purpose}:${challengeId}`).digest()
  const code = String(derive('sign-in-code').readUInt32BE(0) % 1_000_000).padStart(6, '0')
  return { code, link: derive('sign-in-link').toString('base64url') }
}

/**
 * The secret part of a person's calendar address: derived, never stored, and another one for each version. It begins with
 * the person's id, by which she is found.
 */
export function feedSecret(appSecret: string, personId: string, version: number): string {
  return `${personId}-${createHmac('sha256', appSecret).update(`calendar-feed:${personId}:${version}`).digest('base64url')}`
}

/** The personal link of an invitation: derived, never stored, another one for each version. It begins with the invitation's id. */
export function invitationToken(appSecret: string, invitationId: string, version: number): string {
  return `${invitationId}-${createHmac('sha256', appSecret).update(`invitation:${invitationId}:${version}`).digest('base64url')}`
}

/** The personal link in a mail by which its reader leaves mails of one purpose: derived, never stored. It begins with her id and the purpose. */
export function leaveToken(appSecret: string, personId: string, purpose: string): string {
  return `${personId}-${purpose}-${createHmac('sha256', appSecret).update(`mail-leave:${personId}:${purpose}`).digest('hex')}`
}

const sealKey = (appSecret: string, purpose: string): Buffer => createHmac('sha256', appSecret).update(`seal:${purpose}`).digest()

/** Text that only this house can read again (AES-256-GCM): what others entrust to it and it has to use itself. */
export function sealText(appSecret: string, purpose: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealKey(appSecret, purpose), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.')
}

/** Null where it was sealed with another secret, or changed since. */
export function openText(appSecret: string, purpose: string, sealed: string): string | null {
  const [iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (iv?.length !== 12 || tag?.length !== 16 || text === undefined) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealKey(appSecret, purpose), iv)
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
