/** A talk of a schedule file; instants in ms. `id` is its name in that file. */
export type ScheduleTalk = {
  id: string
  room: string
  startsAtMs: number
  endsAtMs: number
  title: string
  subtitle: string
  track: string
  /** The file's own word: keynote, devroom, pitch … */
  type: string
  summary: string
  people: string[]
}

/** What frab, pentabarf and pretalx schedules have in common. `zone` null: the file names none, and its wall times are the event's. */
export type Schedule = { title: string; zone: string | null; rooms: string[]; talks: ScheduleTalk[] }

export const scheduleLimits = { bytes: 8_000_000, talks: 5_000, rooms: 200, depth: 24, title: 200, track: 80, room: 60, name: 120, summary: 8_000, people: 60 }

const minuteMs = 60_000

/** `09:30` or `09:30:00` → minutes; null where it is no time. */
export function clockMinutes(text: string): number | null {
  const found = /^(\d{1,3}):([0-5]\d)(?::[0-5]\d)?$/.exec(text.trim())
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

/** Minutes → `07:30`. */
export const clockText = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Length in ms → `00:50`. */
export const lengthText = (lengthMs: number): string => clockText(Math.round(lengthMs / minuteMs))

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“' }

/** Text of an abstract that may be HTML: tags gone, paragraphs as lines. Nothing of it is ever shown as HTML. */
export function plainText(html: string, most: number): string {
  // A tag ends before the next one begins: what never ends is looked through once, not from each of its beginnings.
  const lines = html.replace(/<(br|\/p|\/li|\/h\d|\/div)\b[^<>]*>/gi, '\n').replace(/<li\b[^<>]*>/gi, '· ')
  const bare = lines.replace(/<[a-z/!][^<>]*>/gi, '').replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entityText(name) ?? whole)
  return tidy(bare, most)
}

function entityText(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()]
  const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
}

/** Without control characters, spaces trimmed, at most two line breaks together. */
function tidy(text: string, most: number): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '').split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').trim()
  return [...clean].length <= most ? clean : `${[...clean].slice(0, most - 1).join('')}…`
}

/** One line, at most so long. */
export const lineText = (text: string, most: number): string => tidy(text.replace(/[\s\u2028\u2029]+/g, ' '), most)
