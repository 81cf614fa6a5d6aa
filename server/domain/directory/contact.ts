import { err, ok, type Result } from '#server/domain/shared/result.ts'

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u

function isHost(host: string): boolean {
  const labels = host.split('.')
  return host.length <= 253 && labels.length >= 2 && labels.every((part) => part.length <= 63 && label.test(part)) && /[\p{L}]/u.test(labels.at(-1) ?? '')
}

/** One address, lower case. Comments, groups, several addresses and line breaks are refused: `input.bad_email`. */
export function parseEmail(text: string): Result<string> {
  if (text.length > 320) return err('input.bad_email')
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/^mailto:/, '')
  const at = plain.indexOf('@')
  if (at < 1 || at > 64 || !local.test(plain.slice(0, at)) || !isHost(plain.slice(at + 1))) return err('input.bad_email')
  return ok(plain)
}

/** `example.com/x` → `https://example.com/x`; only http and https, a real host, no user name in it. Error: `input.bad_url`. */
export function parseUrl(text: string): Result<string> {
  const plain = text.trim()
  const hasControl = /[\p{Cc}\s\\<>"]/u.test(plain)
  if (plain.length > 2000 || hasControl) return err('input.bad_url')
  const full = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(plain) ? plain : `https://${plain}`
  if (!URL.canParse(full)) return err('input.bad_url')
  const url = new URL(full)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  if (!isWeb || url.username !== '' || url.password !== '' || !isHost(url.hostname)) return err('input.bad_url')
  return ok(url.href)
}

/** Hosts on which many organizations have a page: sharing one says nothing. */
const sharedHosts = new Set([
  'mp.weixin.qq.com', 'weixin.qq.com', 'github.com', 'linkedin.com', 'facebook.com', 'twitter.com', 'x.com', 'weibo.com', 'instagram.com', 't.me', 'linktr.ee',
  'itunes.apple.com', 'apps.apple.com', 'play.google.com', 'sites.google.com', 'docs.google.com', 'taobao.com', 'jd.com', 'zhihu.com', 'baike.baidu.com', 'notion.site', 'docsend.com', 'drive.google.com', 'pan.baidu.com', 'crunchbase.com', 'pitchbook.com', 'medium.com',
])

/** Host that can identify an organization (without `www.`), or null for none or a shared one. */
export function identifyingHost(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const host = new URL(url).hostname.replace(/^www\./, '')
  return sharedHosts.has(host) ? null : host
}

/**
 * Phone number → E.164. Numbers without `+` are read as Chinese: mobile, area code with 7 or 8 digits, 400/800 lines.
 * An extension is dropped. Error: `import.bad_phone` with the text.
 */
export function parsePhone(text: string): Result<string> {
  const bad = err('import.bad_phone', { params: { value: text.slice(0, 40) } })
  if (text.length > 60) return bad
  const plain = text.normalize('NFKC').toLowerCase().trim()
  const main = plain.split(/转|ext|分机|#|x/)[0] ?? ''
  if (!/^[+\d\s().\-–—]+$/.test(main)) return bad
  const digits = main.replace(/[^\d+]/g, '').replace(/^00/, '+')
  if (digits.lastIndexOf('+') > 0) return bad
  if (digits.startsWith('+') && !digits.startsWith('+86')) return /^\+[1-9]\d{6,14}$/.test(digits) ? ok(digits) : bad
  const national = digits.startsWith('+86') ? digits.slice(3) : digits
  const bare = national.length === 13 && national.startsWith('86') ? national.slice(2) : national
  // 0138… is how long-distance mobile calls used to be dialled; old lists still have it.
  if (/^01[3-9]\d{9}$/.test(bare)) return ok(`+86${bare.slice(1)}`)
  if (/^1[3-9]\d{9}$/.test(bare) || /^[48]00\d{7}$/.test(bare)) return ok(`+86${bare}`)
  const area = digits.startsWith('+86') ? bare.replace(/^0/, '') : bare.startsWith('0') ? bare.slice(1) : ''
  const isLandline = /^(?:10|2\d)\d{8}$/.test(area) || /^[3-9]\d{2}\d{7,8}$/.test(area)
  return isLandline ? ok(`+86${area}`) : bad
}

/** `+8613800138000` → `138 0013 8000`; other numbers as they are. */
export function formatPhone(e164: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(e164)
  return mobile === null ? e164 : `${mobile[1]} ${mobile[2]} ${mobile[3]}`
}
