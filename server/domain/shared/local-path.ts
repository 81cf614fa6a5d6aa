const here = 'http://here.invalid'

/**
 * A path of this site to go on to, or `/` for anything that could lead elsewhere: another scheme or host (`//evil`, `/\evil`,
 * `javascript:`), control characters (CR, LF and tab are dropped by URL parsers and would hide such a start), over-long text.
 */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > 1_000) return '/'
  if (!/^\/(?![/\\])[^\\\p{Cc}\p{Cs}]*$/u.test(text) || !URL.canParse(text, here)) return '/'
  const url = new URL(text, here)
  // Dot segments can leave two slashes at the start: `/.//evil`.
  if (url.origin !== here || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
