const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const shape = new RegExp(`^(?=.{3,254}$)(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@(?:${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)

/**
 * The one address that text is, in lower case, or null. Strict ASCII dot-atoms (RFC 5321 without quoting): no comments,
 * groups, names in angle brackets, lists or control characters, so that nothing here can become a second recipient.
 */
export function mailAddress(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 320) return null
  const plain = text.trim().toLowerCase()
  return shape.test(plain) ? plain : null
}
