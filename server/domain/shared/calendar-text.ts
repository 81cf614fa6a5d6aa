/** Characters no calendar text may hold (RFC 5545, 3.3.11) and halves of a pair; a tab may stay. */
const unfit = /[\p{Cc}\p{Surrogate}]/gu
const lineBreaks = /\r\n|[\r\n\u0085\u2028\u2029]/g

/** A value of type TEXT: escaped, with `\n` where a line ends. */
export function calendarText(value: string): string {
  const lines = value.split(lineBreaks).map((line) => line.replace(unfit, (character) => (character === '\t' ? character : '')))
  return lines.map((line) => line.replace(/[\\;,]/g, '\\$&')).join('\\n')
}

/** A value of a parameter, in quotes: on one line, with `"` and `^` written as RFC 6868 says. */
export function calendarParameter(value: string): string {
  const line = value.replace(lineBreaks, ' ').replace(unfit, ' ').trim()
  return `"${line.replace(/\^/g, '^^').replace(/"/g, "^'")}"`
}

/** `mailto:` and the address, with what a URI can't hold written in hexadecimal (RFC 6068). `address` is ASCII. */
export function mailtoUri(address: string): string {
  return `mailto:${address.replace(/[^A-Za-z0-9@._~!$'*+=-]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`)}`
}

const longestLine = 75

function octets(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** One content line as lines of at most 75 octets each (RFC 5545, 3.1); a character is never cut. */
export function foldLine(line: string): string[] {
  const folded: string[] = []
  let current = ''
  let size = 0
  for (const character of line) {
    const width = octets(character)
    if (size + width > longestLine) {
      folded.push(current)
      current = ' '
      size = 1
    }
    current += character
    size += width
  }
  return [...folded, current]
}
